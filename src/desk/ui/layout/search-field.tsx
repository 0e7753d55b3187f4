import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../link.tsx';

/** Searches drafts and what is published: the list of items shows what was found. */
export function SearchField({ ref }: { ref: Ref<HTMLInputElement> }) {
  const { t } = useTranslation();
  const go = useGo();
  const [words, setWords] = useState('');
  const search = (event: FormEvent) => {
    event.preventDefault();
    if (words.trim()) go(`/items?${new URLSearchParams({ q: words.trim() })}`);
  };
  return (
    <search className="desk-search">
      <form onSubmit={search}>
        <TextInput
          ref={ref}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          dir="auto"
          aria-label={t('shell.search')}
          placeholder={t('shell.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
        />
      </form>
    </search>
  );
}

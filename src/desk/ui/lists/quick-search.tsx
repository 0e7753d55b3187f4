import { Text, TextInput } from '@mantine/core';
import { useClickOutside, useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type Ref, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundLine } from '../../list-types.ts';
import { useFormat } from '../format.ts';
import { Link, useGo } from '../link.tsx';
import { findItems, listKeys, MOST_FOUND } from './calls.ts';
import { useDeclared } from './declared.ts';
import { StateMark } from './state-chip.tsx';
import './lists.css';

/**
 * Finds drafts and published items in every script while somebody types, on every page. Each letter asks anew, and an
 * older answer is not waited for. Arrow keys choose, Enter opens; without a choice it opens the list of all.
 */
export function QuickSearch({ ref }: { ref: Ref<HTMLInputElement> }) {
  const { t } = useTranslation();
  const go = useGo();
  const id = useId();
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words, 80);
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const around = useClickOutside(() => setOpen(false));
  const isAsking = isOpen && asked.trim() !== '' && words.trim() !== '';
  const { data, isPlaceholderData } = useQuery({
    queryKey: listKeys.found(asked),
    queryFn: ({ signal }) => findItems(asked, signal),
    enabled: isAsking,
    placeholderData: keepPreviousData,
  });
  useEffect(() => setChosen(-1), [asked]);
  const found = isAsking ? (data ?? []) : [];
  const all = `/items?${new URLSearchParams({ q: words })}`;
  const leave = (to: string) => {
    setOpen(false);
    setWords('');
    go(to);
  };
  const open = ({ item, language }: FoundLine) => leave(`/items/${item}/${language}`);
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') setOpen(false);
    else if (step && found.length > 0) {
      event.preventDefault();
      setChosen(chosen === -1 && step === -1 ? found.length - 1 : (chosen + step + found.length) % found.length);
    } else if (event.key === 'Enter' && words.trim()) {
      event.preventDefault();
      if (found[chosen]) open(found[chosen]);
      else leave(all);
    }
  };
  return (
    <search ref={around} className="desk-search finder">
      <TextInput
        ref={ref}
        type="search"
        aria-label={t('shell.search')}
        placeholder={t('lists.findPlaceholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
        classNames={{ input: 'own-direction' }}
        role="combobox"
        aria-expanded={isAsking}
        aria-autocomplete="list"
        aria-controls={isAsking ? `${id}-found` : undefined}
        aria-activedescendant={found[chosen] ? `${id}-${found[chosen].edition}` : undefined}
        autoComplete="off"
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={press}
      />
      {isAsking && data && (
        <div className="finder-found">
          <Text role="status" size="sm" c="dimmed" px="sm">
            {!isPlaceholderData && <Outcome count={found.length} />}
          </Text>
          <div id={`${id}-found`} role="listbox" aria-label={t('lists.find')}>
            {found.map((line, index) => (
              <Found
                key={line.edition}
                id={`${id}-${line.edition}`}
                line={line}
                isChosen={index === chosen}
                open={open}
              />
            ))}
          </div>
          {found.length > 0 && (
            <Link to={all} onClick={() => setOpen(false)} m="sm" display="inline-block">
              {t('lists.findAll')}
            </Link>
          )}
        </div>
      )}
    </search>
  );
}

function Outcome({ count }: { count: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (count === 0) return t('lists.findNothing');
  return t(count < MOST_FOUND ? 'lists.findCount' : 'lists.findFirst', { count, shown: format.number(count) });
}

interface FoundProps {
  id: string;
  line: FoundLine;
  isChosen: boolean;
  open(line: FoundLine): void;
}

function Found({ id, line, isChosen, open }: FoundProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kindName, language } = useDeclared();
  useEffect(() => {
    if (isChosen) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [id, isChosen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the input's, as in any combobox
    <div id={id} role="option" tabIndex={-1} aria-selected={isChosen} className="found" onClick={() => open(line)}>
      <div className="list-title" lang={line.title ? line.language : undefined}>
        <bdi>{line.title || t('lists.noTitle')}</bdi>
      </div>
      {line.excerpt && (
        <div className="found-excerpt" lang={line.language}>
          <bdi>{line.excerpt}</bdi>
        </div>
      )}
      <div className="list-meta">
        <StateMark state={line.state} />
        <span>
          <bdi lang={line.language}>{language(line.language).name}</bdi>
        </span>
        <span>{kindName(line.kind)}</span>
        {line.number && (
          <span>
            <bdi>{line.number}</bdi>
          </span>
        )}
        {line.posted && <span className="desk-whole">{format.date(line.posted.slice(0, 10))}</span>}
      </div>
    </div>
  );
}

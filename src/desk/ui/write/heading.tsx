import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { KindDeclaration, WritingLanguage } from './calls.ts';

interface HeadingProps {
  kind: KindDeclaration;
  number: string | null;
  /** Empty before it has one. */
  title: string;
  language: WritingLanguage;
}

/** What is open: its kind, its number, and its title in the language in which it is written. */
export function Heading({ kind, number, title, language }: HeadingProps) {
  const { t, i18n } = useTranslation();
  const { one } = kind.words[i18n.language] ?? kind.words.en!;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {one} {number && <bdi className="write-latin">{number}</bdi>}
      </Text>
      {title === '' ? (
        <Title order={1} size="h2" c="dimmed">
          {t('write.untitled')}
        </Title>
      ) : (
        // It begins where the page does, whatever its own direction.
        <Title order={1} size="h2" className="write-title">
          <bdi lang={language.id} dir={language.direction}>
            {title}
          </bdi>
        </Title>
      )}
    </div>
  );
}

import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Term } from '../../review-types.ts';
import { Problem } from '../layout/problem.tsx';
import { useDeclared } from '../lists/declared.ts';
import { putTerm, reviewKeys, type SentTerm } from '../review/calls.ts';
import { useSending } from '../sending.ts';

interface FormProps {
  first: Omit<Term, 'id'> & { id: number | null };
  /** The languages are settled: those of a translation. */
  isBound?: boolean;
  onDone(term: Term): void;
  onCancel?(): void;
}

/** A term and how it is rendered. */
export function TermForm({ first, isBound, onDone, onCancel }: FormProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { id, ...sent } = first;
  const [term, setTerm] = useState<SentTerm>(sent);
  const { send, isSending, problem } = useSending(async () => {
    const saved = await putTerm(id, term);
    await queries.invalidateQueries({ queryKey: reviewKeys.terms });
    onDone(saved);
  });
  const set = (part: Partial<SentTerm>) => setTerm({ ...term, ...part });
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        {!isBound && (
          <Group grow align="end">
            <LanguageSelect label={t('glossary.from')} value={term.from} onChange={(from) => set({ from })} />
            <LanguageSelect label={t('glossary.to')} value={term.to} onChange={(to) => set({ to })} />
          </Group>
        )}
        <Words
          label={t('glossary.term')}
          language={term.from}
          value={term.term}
          onChange={(said) => set({ term: said })}
          isFirst
        />
        <Words
          label={t('glossary.rendering')}
          description={t('glossary.renderingHelp')}
          language={term.to}
          value={term.rendering}
          onChange={(rendering) => set({ rendering })}
        />
        <TextInput
          label={t('glossary.note')}
          value={term.note}
          onChange={(event) => set({ note: event.currentTarget.value })}
          maxLength={300}
          dir="auto"
        />
        <Problem says={problem} />
        <Group>
          <Button type="submit" loading={isSending} disabled={!term.term.trim() || !term.rendering.trim()}>
            {t('shell.save')}
          </Button>
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {t('shell.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface WordsProps {
  label: string;
  description?: string;
  language: string;
  value: string;
  onChange(value: string): void;
  isFirst?: boolean;
}

function Words({ label, description, language: id, value, onChange, isFirst }: WordsProps) {
  const { language } = useDeclared();
  return (
    <TextInput
      label={label}
      description={description}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      lang={id}
      dir={language(id).direction}
      maxLength={300}
      required
      data-autofocus={isFirst}
    />
  );
}

export function LanguageSelect({
  label,
  value,
  onChange,
  withAny,
}: {
  label: string;
  value: string;
  onChange(value: string): void;
  withAny?: string;
}) {
  const { languages } = useDeclared();
  const any = withAny ? [{ value: '', label: withAny }] : [];
  return (
    <Select
      label={label}
      value={value}
      onChange={(chosen) => onChange(chosen ?? '')}
      data={[...any, ...languages.map(({ id, name }) => ({ value: id, label: name }))]}
      allowDeselect={false}
    />
  );
}

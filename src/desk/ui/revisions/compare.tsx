import { Loader, Select, Switch, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change, EditionView } from '../../api-types.ts';
import { Problem } from '../layout/problem.tsx';
import { useProblem } from '../problem.ts';
import { compare, getKinds, getLanguages, getRevisions, keys } from '../write/calls.ts';
import { Dialog } from '../write/dialog.tsx';
import { nameOfField } from '../write/name-of-field.ts';
import { Marked } from './marked.tsx';
import { useRevisionName } from './revision-name.ts';

interface CompareProps {
  edition: EditionView;
  from: number;
  to: number;
  onClose(): void;
}

/** Any two revisions, word by word: only the parts that differ. */
export function Compare({ edition, from: first, to: second, onClose }: CompareProps) {
  const { t, i18n } = useTranslation();
  const [from, setFrom] = useState(first);
  const [to, setTo] = useState(second);
  const [isWhole, setIsWhole] = useState(false);
  const nameOf = useRevisionName();
  const revisions = useQuery({ queryKey: keys.revisions(edition.id), queryFn: () => getRevisions(edition.id) });
  const comparison = useQuery({ queryKey: ['compare', from, to], queryFn: () => compare(from, to) });
  const languages = useQuery({ queryKey: keys.languages, queryFn: getLanguages, staleTime: Number.POSITIVE_INFINITY });
  const kinds = useQuery({ queryKey: keys.kinds, queryFn: getKinds, staleTime: Number.POSITIVE_INFINITY });
  const declared = kinds.data?.find(({ id }) => id === edition.kind)?.words ?? {};
  const words = declared[i18n.language] ?? declared.en ?? NO_WORDS;
  const direction = languages.data?.find(({ id }) => id === edition.language)?.direction ?? 'ltr';
  const choices = (revisions.data ?? []).map((revision) => ({ value: String(revision.id), label: nameOf(revision) }));
  const differing = (comparison.data ?? []).filter(({ changes }) => changes.some(({ kind }) => kind !== 'same'));
  const problem = useProblem(comparison.error);
  return (
    <Dialog title={t('revisions.compare')} onClose={onClose} closeLabel={t('revisions.close')} size="xl">
      <div className="revisions-choice">
        <Select
          label={t('revisions.older')}
          data={choices}
          value={String(from)}
          onChange={(id) => id && setFrom(Number(id))}
          allowDeselect={false}
        />
        <Select
          label={t('revisions.newer')}
          data={choices}
          value={String(to)}
          onChange={(id) => id && setTo(Number(id))}
          allowDeselect={false}
        />
      </div>
      <p className="revisions-legend">
        <del>{t('revisions.removed')}</del> <ins>{t('revisions.added')}</ins>
      </p>
      <Switch
        label={t('revisions.whole')}
        checked={isWhole}
        onChange={(event) => setIsWhole(event.currentTarget.checked)}
        mb="md"
      />
      {comparison.isPending && <Loader aria-label={t('revisions.loading')} />}
      <Problem says={problem} />
      {comparison.data && differing.length === 0 && <Text>{t('revisions.same')}</Text>}
      {differing.map(({ field, changes }) => (
        <section key={field} className="revisions-part">
          <Title order={3} size="h5" mb="xs">
            {nameOfField(field, t, words)}
          </Title>
          <Marked changes={isWhole ? changes : shortened(changes)} language={edition.language} direction={direction} />
        </section>
      ))}
    </Dialog>
  );
}

/** Until the kinds are loaded. */
const NO_WORDS = { one: '', many: '', none: '' };

const AROUND = 12;

/** Long stretches that nobody touched are left out, but for the words next to a change. */
function shortened(changes: Change[]): Change[] {
  return changes.map((change, index) => {
    if (change.kind !== 'same') return change;
    const words = change.text.split(/(?<=\s)/);
    const [before, after] = [index === 0 ? 0 : AROUND, index === changes.length - 1 ? 0 : AROUND];
    if (words.length <= before + after + AROUND) return change;
    return { ...change, text: `${words.slice(0, before).join('')} … ${words.slice(words.length - after).join('')}` };
  });
}

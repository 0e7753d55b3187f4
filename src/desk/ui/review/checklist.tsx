import { Checkbox, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EditionView } from '../../api-types.ts';
import { useFormat } from '../format.ts';
import { Problem } from '../layout/problem.tsx';
import { useProblem } from '../problem.ts';
import { getChecklist, putTick, reviewKeys } from './calls.ts';

/** What is to be ticked before it can be approved. Ticks are for the text as it is: another wording, and they fall. */
export function ChecklistPanel({ edition }: { edition: EditionView }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const key = reviewKeys.checklist(edition.id, edition.head);
  const { data, error } = useQuery({ queryKey: key, queryFn: () => getChecklist(edition.id) });
  const ticking = useMutation({
    mutationFn: (tick: { point: string; ticked: boolean }) => putTick(edition.id, { revision: edition.head, ...tick }),
    onSuccess: (checklist) => queries.setQueryData(key, checklist),
  });
  const problem = useProblem(error ?? ticking.error);
  if (!data && !problem) return <Loader aria-label={t('review.loading')} />;
  return (
    <Stack gap="sm">
      <Problem says={problem} />
      {data?.points.length === 0 && <Text>{t('review.checklistNone')}</Text>}
      {data?.points.map(({ id, words, ticked, before }) => {
        const last = ticked ?? before;
        const key = ticked ? 'review.tickedBy' : 'review.tickFell';
        return (
          <Checkbox
            key={id}
            checked={ticked !== null}
            disabled={!data.mayTick || ticking.isPending}
            onChange={(event) => ticking.mutate({ point: id, ticked: event.currentTarget.checked })}
            label={words[i18n.language] ?? words.en ?? Object.values(words)[0] ?? id}
            description={last ? t(key, { name: last.who?.name ?? '', when: format.ago(last.at) }) : undefined}
          />
        );
      })}
    </Stack>
  );
}

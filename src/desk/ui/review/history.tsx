import { Loader, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EditionView } from '../../api-types.ts';
import { useFormat } from '../format.ts';
import { useProblem } from '../problem.ts';
import { getHistory, reviewKeys } from './calls.ts';

/** What people did to an edition on its way, newest first. */
export function Steps({ edition }: { edition: EditionView }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { data, error } = useHistory(edition);
  const problem = useProblem(error);
  if (problem) return <Text c="red">{problem}</Text>;
  if (!data) return <Loader aria-label={t('review.loading')} />;
  if (data.length === 0) return <Text>{t('review.historyNone')}</Text>;
  return (
    <Timeline bulletSize={14} lineWidth={2} active={-1}>
      {data.map(({ id, action, who, note, at }) => {
        const key = `review.did.${action}`;
        return (
          <Timeline.Item key={id} title={i18n.exists(key) ? t(key) : action}>
            <Text size="sm" c="dimmed">
              <bdi>{who?.name ?? 'Daftar'}</bdi> · <time dateTime={at}>{format.time(at)}</time>
            </Text>
            {note && (
              <Text size="sm" dir="auto" className="review-note">
                {note}
              </Text>
            )}
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}

/** Newest first. */
export function useHistory({ id, state, head }: EditionView) {
  return useQuery({ queryKey: [...reviewKeys.history(id), state, head], queryFn: () => getHistory(id) });
}

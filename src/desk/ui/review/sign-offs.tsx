import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EditionView } from '../../api-types.ts';
import { useFormat } from '../format.ts';
import { Problem } from '../layout/problem.tsx';
import { useProblem } from '../problem.ts';
import { getSignOffs, putSignOff, reviewKeys } from './calls.ts';

/** In whose name a joint statement goes out, and who of them has signed it off as it is. */
export function SignOffsPanel({ edition }: { edition: EditionView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const key = reviewKeys.signOffs(edition.id, edition.head);
  const { data, error } = useSignOffs(edition);
  const signing = useMutation({
    mutationFn: (one: { party: string; signed: boolean }) => putSignOff(edition.id, { revision: edition.head, ...one }),
    onSuccess: (signOffs) => queries.setQueryData(key, signOffs),
  });
  const problem = useProblem(error ?? signing.error);
  if (!data && !problem) return <Loader aria-label={t('review.loading')} />;
  return (
    <Stack gap="sm">
      <Problem says={problem} />
      <Text size="sm" c="dimmed">
        {t(data?.parties.length === 0 ? 'review.signOffsNone' : 'review.signOffsText')}
      </Text>
      {data && data.parties.length > 0 && (
        <ul className="review-parties">
          {data.parties.map(({ party, name, signed, before }) => {
            const last = signed ?? before;
            const said = signed ? 'review.signedBy' : 'review.signedOlder';
            return (
              <li key={party}>
                <div>
                  <Group gap={6}>
                    {signed && <IconCheck size={18} aria-hidden className="review-good" />}
                    <Text component="span" fw={600} dir="auto">
                      {name}
                    </Text>
                  </Group>
                  <Text size="sm" c="dimmed">
                    {last
                      ? t(said, { name: last.who?.name ?? '', when: format.ago(last.at) })
                      : t('review.signOffWaiting')}
                  </Text>
                </div>
                {data.maySign && (
                  <Button
                    size="xs"
                    variant={signed ? 'default' : 'filled'}
                    disabled={signing.isPending}
                    onClick={() => signing.mutate({ party, signed: signed === null })}
                    aria-label={t(signed ? 'review.signOffBackFor' : 'review.signOffFor', { name })}
                  >
                    {t(signed ? 'review.signOffBack' : 'review.signOff')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Stack>
  );
}

export function useSignOffs({ id, head }: EditionView) {
  return useQuery({ queryKey: reviewKeys.signOffs(id, head), queryFn: () => getSignOffs(id) });
}

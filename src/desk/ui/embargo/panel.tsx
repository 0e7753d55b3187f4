import { Badge, Button, Group, Loader, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditionView } from '../../api-types.ts';
import type { Embargo, NewEmbargo } from '../../review-types.ts';
import { useFormat } from '../format.ts';
import { CopyField } from '../layout/copy-field.tsx';
import { Problem } from '../layout/problem.tsx';
import { useProblem } from '../problem.ts';
import { getEmbargoes, giveEmbargo, reviewKeys, revokeEmbargo } from '../review/calls.ts';
import { MomentField } from '../review/moment-field.tsx';
import { useSending } from '../sending.ts';
import '../review/review.css';

interface PanelProps {
  edition: EditionView;
  save(): Promise<boolean>;
}

/** Private links for journalists: who has one, until when, and who has opened it. */
export function EmbargoPanel({ edition }: PanelProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = reviewKeys.embargoes(edition.id);
  const { data, error } = useQuery({ queryKey: key, queryFn: () => getEmbargoes(edition.id) });
  const [given, setGiven] = useState<NewEmbargo | null>(null);
  const problem = useProblem(error);
  const isOut = !edition.hasChanges;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t(isOut ? 'review.embargoOut' : 'review.embargoText')}
      </Text>
      {given && (
        <div role="status">
          <CopyField label={t('review.embargoLink', { label: given.label })} value={given.link} />
          <Text size="sm" mt={4}>
            {t('review.embargoOnce')}
          </Text>
        </div>
      )}
      {!isOut && (
        <Give
          edition={edition}
          onGiven={(made) => {
            setGiven(made);
            void queries.invalidateQueries({ queryKey: key });
          }}
        />
      )}
      {problem && <Text c="red">{problem}</Text>}
      {!data && !problem && <Loader aria-label={t('review.loading')} />}
      {data && data.length > 0 && (
        <ul className="review-links">
          {data.map((embargo) => (
            <Link key={embargo.id} embargo={embargo} edition={edition} />
          ))}
        </ul>
      )}
    </Stack>
  );
}

const HOUR = 3600_000;
const SPANS: Record<string, number> = { day: 24 * HOUR, twoDays: 48 * HOUR, week: 7 * 24 * HOUR };

function Give({ edition, onGiven }: { edition: EditionView; onGiven(made: NewEmbargo): void }) {
  const { t } = useTranslation();
  const [label, setLabel] = useState('');
  const [span, setSpan] = useState('twoDays');
  const [time, setTime] = useState<string | null>(null);
  const { send, isSending, problem } = useSending(async () => {
    const expires = span === 'time' ? time! : new Date(Date.now() + SPANS[span]!).toISOString();
    onGiven(await giveEmbargo(edition.id, { revision: edition.head, label: label.trim(), expires }));
    setLabel('');
  });
  return (
    <form onSubmit={send}>
      <Stack gap="xs">
        <TextInput
          label={t('review.embargoFor')}
          description={t('review.embargoForHelp')}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
          maxLength={200}
          dir="auto"
          required
        />
        <Select
          label={t('review.embargoUntil')}
          value={span}
          onChange={(value) => setSpan(value ?? 'twoDays')}
          data={[...Object.keys(SPANS), 'time'].map((value) => ({ value, label: t(`review.span.${value}`) }))}
          allowDeselect={false}
        />
        {span === 'time' && <MomentField label={t('review.time')} value={time} onChange={setTime} />}
        <Problem says={problem} />
        <Button type="submit" loading={isSending} disabled={label.trim() === '' || (span === 'time' && !time)}>
          {t('review.embargoGive')}
        </Button>
      </Stack>
    </form>
  );
}

function Link({ embargo, edition }: { embargo: Embargo; edition: EditionView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => revokeEmbargo(embargo.id),
    onSuccess: (all) => queries.setQueryData(reviewKeys.embargoes(edition.id), all),
  });
  const { label, state, expires, count, views, revision } = embargo;
  const problem = useProblem(revoking.error);
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" align="start">
        <Text fw={600} dir="auto">
          {label}
        </Text>
        <Badge variant={state === 'open' ? 'filled' : 'default'}>{t(`review.embargoState.${state}`)}</Badge>
      </Group>
      <Text size="sm">{t('review.embargoEnds', { when: format.time(expires) })}</Text>
      {revision !== edition.head && state === 'open' && <Text size="sm">{t('review.embargoOlder')}</Text>}
      <Text size="sm">{t('review.embargoViews', { count })}</Text>
      {views.length > 0 && (
        <details>
          <summary>{t('review.embargoWho')}</summary>
          <ul className="review-views">
            {views.map(({ at, address, agent }, index) => (
              <li key={`${at} ${index}`}>
                <time dateTime={at}>{format.time(at)}</time> · <bdi>{address}</bdi> · <bdi dir="ltr">{agent}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      {state === 'open' && (
        <Button
          mt="xs"
          size="xs"
          variant="default"
          loading={revoking.isPending}
          onClick={() => revoking.mutate()}
          aria-label={t('review.embargoRevokeFor', { label })}
        >
          {t('review.embargoRevoke')}
        </Button>
      )}
      {problem && <Text c="red">{problem}</Text>}
    </li>
  );
}

import { Alert, Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditionSummary, EditionView } from '../../api-types.ts';
import { Problem } from '../layout/problem.tsx';
import { useDeclared } from '../lists/declared.ts';
import { PreviewPane } from '../preview/pane.tsx';
import { useSending } from '../sending.ts';
import { Dialog, DialogActions } from '../write/dialog.tsx';
import type { DialogProps } from './bar.tsx';
import { act, publishTogether, schedule } from './calls.ts';
import { MomentField } from './moment-field.tsx';
import { FindingsPart, Part, ReleaseTable } from './release-table.tsx';
import { SignOffsPanel, useSignOffs } from './sign-offs.tsx';

/** Before anything goes out for ever: what readers will see, beside what will stand in the record. */
export default function PublishDialog({ edition, onDone, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { event } = edition.content;
  const [when, setWhen] = useState<'now' | 'later'>(edition.state === 'scheduled' ? 'later' : 'now');
  const [time, setTime] = useState<string | null>(edition.publishAt);
  const [also, setAlso] = useState<string[]>([]);
  const parties = useSignOffs(edition).data?.parties ?? [];
  const missing = parties.filter(({ signed }) => signed === null);
  const { send, isSending, problem } = useSending(async () => {
    if (when === 'later') return onDone(await schedule(edition.id, edition.head, time!));
    const together = edition.item.editions.filter(({ id }) => also.includes(String(id)));
    if (together.length === 0) return onDone(await act(edition.id, 'publish', edition.head));
    const all = [edition, ...together].map(({ id, head }) => ({ id, revision: head }));
    const [first] = await publishTogether(edition.item.id, all);
    onDone(first!);
  });
  const isReady = missing.length === 0 && edition.findings.length === 0 && (when === 'now' || time !== null);
  return (
    <Dialog title={t(`review.publishTitle.${event}`)} onClose={onClose} size="76rem">
      <div className="review-look">
        <Part title={t('review.tab.readers')}>
          <PreviewPane edition={edition} isRoomy event={event} />
        </Part>
        <Stack gap="lg">
          <Part title={t('review.tab.record')}>
            <ReleaseTable edition={edition} />
          </Part>
          {parties.length > 0 && (
            <Part title={t('write.panel.signOffs')}>
              <SignOffsPanel edition={edition} />
            </Part>
          )}
          <FindingsPart findings={edition.findings} />
          <Radio.Group label={t('review.when')} value={when} onChange={(value) => setWhen(value as 'now' | 'later')}>
            <Group mt={6}>
              <Radio value="now" label={t('review.now')} />
              {edition.allowed.includes('schedule') && <Radio value="later" label={t('review.later')} />}
            </Group>
          </Radio.Group>
          {when === 'later' && <MomentField label={t('review.time')} value={time} onChange={setTime} />}
          {when === 'now' && <Others edition={edition} chosen={also} onChange={setAlso} />}
        </Stack>
      </div>
      {missing.length > 0 && (
        <Alert color="orange" mt="md">
          {t('review.waitsFor', { names: missing.map(({ name }) => name).join(' · ') })}
        </Alert>
      )}
      <Problem says={problem} />
      {event === 'publish' && <Text size="sm">{t('review.forEver')}</Text>}
      <DialogActions>
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
        <Button loading={isSending} disabled={!isReady} onClick={() => send()}>
          {when === 'later' ? t('review.doSchedule') : t(`review.doPublish.${event}`, { count: also.length + 1 })}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

interface OthersProps {
  edition: EditionView;
  chosen: string[];
  onChange(ids: string[]): void;
}

/** Languages that are approved too can go out in the same moment, each or all; of the rest it is said how far they are. */
function Others({ edition: { id, item }, chosen, onChange }: OthersProps) {
  const { t } = useTranslation();
  const others = item.editions.filter((one) => one.id !== id && one.hasChanges && !one.archived);
  if (others.length === 0) return null;
  return (
    <Checkbox.Group label={t('review.together')} value={chosen} onChange={onChange}>
      <Stack gap={6} mt={6}>
        {others.map((other) => (
          <Checkbox
            key={other.id}
            value={String(other.id)}
            disabled={other.state !== 'approved'}
            label={<Other edition={other} />}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function Other({ edition: { language: id, title, state } }: { edition: EditionSummary }) {
  const { t } = useTranslation();
  const { language } = useDeclared();
  return (
    <>
      <bdi lang={id}>{language(id).name}</bdi>
      {': '}
      {state === 'approved' ? <bdi lang={id}>{title}</bdi> : t(`write.state.${state}`)}
    </>
  );
}

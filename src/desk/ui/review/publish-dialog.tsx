import { Alert, Button, Checkbox, Group, Radio, Stack, Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditionSummary, EditionView } from '../../api-types.ts';
import { Problem, useSending } from '../access/sign-in-form.tsx';
import { useDeclared } from '../lists/declared.ts';
import { PreviewPane } from '../preview/pane.tsx';
import { Dialog } from '../write/dialog.tsx';
import type { DialogProps } from './bar.tsx';
import { act, publishTogether, schedule } from './calls.ts';
import { MomentField } from './moment-field.tsx';
import { Findings, ReleaseTable } from './release-table.tsx';
import { SignOffsPanel, useSignOffs } from './sign-offs.tsx';

/** Before anything goes out for ever: what readers will see, and what will stand in the record. */
export default function PublishDialog({ edition, onDone, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [when, setWhen] = useState<'now' | 'later'>(edition.state === 'scheduled' ? 'later' : 'now');
  const [time, setTime] = useState<string | null>(edition.publishAt);
  const [also, setAlso] = useState<string[]>([]);
  const others = othersReady(edition);
  const parties = useSignOffs(edition).data?.parties ?? [];
  const missing = parties.filter(({ signed }) => signed === null);
  const { send, isSending, problem } = useSending(async () => {
    if (when === 'later') return onDone(await schedule(edition.id, edition.head, time!));
    const together = others.filter(({ id }) => also.includes(String(id)));
    if (together.length === 0) return onDone(await act(edition.id, 'publish', edition.head));
    const all = [edition, ...together].map(({ id, head }) => ({ id, revision: head }));
    const [first] = await publishTogether(edition.item.id, all);
    onDone(first!);
  });
  const isReady = missing.length === 0 && edition.findings.length === 0 && (when === 'now' || time !== null);
  return (
    <Dialog title={t(`review.publishTitle.${edition.content.event}`)} onClose={onClose} size="xl">
      <Stack>
        <Looked edition={edition} isJoint={parties.length > 0} />
        <Radio.Group label={t('review.when')} value={when} onChange={(value) => setWhen(value as 'now' | 'later')}>
          <Group mt={6}>
            <Radio value="now" label={t('review.now')} />
            {edition.allowed.includes('schedule') && <Radio value="later" label={t('review.later')} />}
          </Group>
        </Radio.Group>
        {when === 'later' && <MomentField label={t('review.time')} value={time} onChange={setTime} />}
        {when === 'now' && others.length > 0 && <Others others={others} chosen={also} onChange={setAlso} />}
        {missing.length > 0 && (
          <Alert color="orange">{t('review.waitsFor', { names: missing.map(({ name }) => name).join(' · ') })}</Alert>
        )}
        {edition.content.event === 'publish' && <Text size="sm">{t('review.forEver')}</Text>}
        <Problem says={problem} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={isSending} disabled={!isReady} onClick={() => send()}>
            {when === 'later' ? t('review.doSchedule') : t(`review.doPublish.${edition.content.event}`)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function Looked({ edition, isJoint }: { edition: EditionView; isJoint: boolean }) {
  const { t } = useTranslation();
  const { findings, content } = edition;
  return (
    <Tabs defaultValue="readers" keepMounted={false}>
      <Tabs.List className="write-tabs">
        <Tabs.Tab value="readers">{t('review.tab.readers')}</Tabs.Tab>
        <Tabs.Tab value="record">{t('review.tab.record')}</Tabs.Tab>
        {isJoint && <Tabs.Tab value="signOffs">{t('write.panel.signOffs')}</Tabs.Tab>}
        <Tabs.Tab value="findings">{t('review.tab.findings', { count: findings.length })}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="readers" pt="sm">
        <PreviewPane edition={edition} isRoomy event={content.event} />
      </Tabs.Panel>
      <Tabs.Panel value="record" pt="sm">
        <ReleaseTable edition={edition} />
      </Tabs.Panel>
      {isJoint && (
        <Tabs.Panel value="signOffs" pt="sm">
          <SignOffsPanel edition={edition} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="findings" pt="sm">
        <Findings findings={findings} />
      </Tabs.Panel>
    </Tabs>
  );
}

/** Languages that are approved too and can go out in the same moment. Each is published on its own otherwise. */
function Others({
  others,
  chosen,
  onChange,
}: {
  others: EditionSummary[];
  chosen: string[];
  onChange(ids: string[]): void;
}) {
  const { t } = useTranslation();
  const { language } = useDeclared();
  return (
    <Checkbox.Group label={t('review.together')} value={chosen} onChange={onChange}>
      <Stack gap={6} mt={6}>
        {others.map(({ id, language: one, title }) => (
          <Checkbox
            key={id}
            value={String(id)}
            label={
              <>
                <bdi lang={one}>{language(one).name}</bdi>
                {': '}
                <bdi lang={one}>{title}</bdi>
              </>
            }
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function othersReady({ id, item }: EditionView): EditionSummary[] {
  return item.editions.filter((one) => one.id !== id && one.state === 'approved');
}

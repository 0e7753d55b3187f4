import { Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Problem, useSending } from '../access/sign-in-form.tsx';
import { PreviewPane } from '../preview/pane.tsx';
import { Dialog } from '../write/dialog.tsx';
import type { DialogProps } from './bar.tsx';
import { act, getChecklist, getComments, reviewKeys } from './calls.ts';
import { ChecklistPanel } from './checklist.tsx';
import { Findings } from './release-table.tsx';

/** Approves one revision: what readers will see and what is to be ticked stand before the button. */
export default function ApproveDialog({ edition, onDone, onClose }: DialogProps) {
  const { t } = useTranslation();
  const { data: checklist } = useQuery({
    queryKey: reviewKeys.checklist(edition.id, edition.head),
    queryFn: () => getChecklist(edition.id),
  });
  const { data: comments = [] } = useQuery({
    queryKey: reviewKeys.comments(edition.id),
    queryFn: () => getComments(edition.id),
  });
  const open = comments.filter(({ resolved }) => resolved === null).length;
  const isTicked = checklist?.points.every(({ ticked }) => ticked !== null) ?? false;
  const { send, isSending, problem } = useSending(async () => onDone(await act(edition.id, 'approve', edition.head)));
  return (
    <Dialog title={t('review.approveTitle')} onClose={onClose} size="xl">
      <Stack>
        <Tabs defaultValue="checklist" keepMounted={false}>
          <Tabs.List className="write-tabs">
            <Tabs.Tab value="checklist">{t('write.panel.checklist')}</Tabs.Tab>
            <Tabs.Tab value="readers">{t('review.tab.readers')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="checklist" pt="sm">
            <ChecklistPanel edition={edition} />
          </Tabs.Panel>
          <Tabs.Panel value="readers" pt="sm">
            <PreviewPane edition={edition} isRoomy />
          </Tabs.Panel>
        </Tabs>
        {edition.findings.length > 0 && <Findings findings={edition.findings} />}
        {open > 0 && <Text size="sm">{t('review.openComments', { count: open })}</Text>}
        <Problem says={problem} />
        <Group justify="end">
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={isSending} disabled={!isTicked} onClick={() => send()}>
            {t('review.do.approve')}
          </Button>
        </Group>
        {!isTicked && checklist && (
          <Text size="sm" c="dimmed" ta="end">
            {t('review.tickFirst')}
          </Text>
        )}
      </Stack>
    </Dialog>
  );
}

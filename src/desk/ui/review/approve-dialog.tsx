import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Problem } from '../layout/problem.tsx';
import { PreviewPane } from '../preview/pane.tsx';
import { useSending } from '../sending.ts';
import { Dialog, DialogActions } from '../write/dialog.tsx';
import type { DialogProps } from './bar.tsx';
import { act, getChecklist, getComments, reviewKeys } from './calls.ts';
import { ChecklistPanel } from './checklist.tsx';
import { FindingsPart, Part } from './release-table.tsx';

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
    <Dialog title={t('review.approveTitle')} onClose={onClose} size="76rem">
      <Stack>
        <div className="review-look">
          <Part title={t('review.tab.readers')}>
            <PreviewPane edition={edition} isRoomy event={edition.content.event} />
          </Part>
          <Stack gap="lg">
            <Part title={t('write.panel.checklist')}>
              <ChecklistPanel edition={edition} />
            </Part>
            <FindingsPart findings={edition.findings} />
            {open > 0 && <Text size="sm">{t('review.openComments', { count: open })}</Text>}
          </Stack>
        </div>
        <Problem says={problem} />
        <DialogActions>
          {!isTicked && checklist && (
            <Text size="sm" className="review-for-ever">
              {t('review.tickFirst')}
            </Text>
          )}
          <Button variant="default" onClick={onClose}>
            {t('shell.cancel')}
          </Button>
          <Button loading={isSending} disabled={!isTicked} onClick={() => send()}>
            {t('review.do.approve')}
          </Button>
        </DialogActions>
      </Stack>
    </Dialog>
  );
}

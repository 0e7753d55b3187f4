import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../layout/problem.tsx';
import { PreviewPane } from '../preview/pane.tsx';
import { useSending } from '../sending.ts';
import { Dialog, DialogActions } from '../write/dialog.tsx';
import type { DialogProps } from './bar.tsx';
import { withdraw } from './calls.ts';

/** Asks for a withdrawal: what readers will see in the text's place stands here while the reason is written. */
export default function WithdrawDialog({ edition, onDone, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [shown] = useDebouncedValue(reason, 200);
  const { send, isSending, problem } = useSending(async () =>
    onDone(await withdraw(edition.id, edition.head, reason.trim())),
  );
  const content = { ...edition.content, event: 'withdraw' as const, note: shown };
  return (
    <Dialog title={t('review.withdrawTitle')} onClose={onClose} size="xl">
      <form onSubmit={send}>
        <Stack>
          <Text>{t('review.withdrawText')}</Text>
          <Textarea
            label={t('review.withdrawReason')}
            description={t('review.withdrawHelp')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            minRows={2}
            maxLength={5000}
            lang={edition.language}
            dir="auto"
            required
            data-autofocus
          />
          <Text fw={600}>{t('review.tab.readers')}</Text>
          <PreviewPane edition={edition} isRoomy content={content} event="withdraw" />
          <Problem says={problem} />
          <DialogActions>
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" color="red" loading={isSending} disabled={reason.trim() === ''}>
              {t('review.withdrawSend')}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}

import { Button, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../layout/problem.tsx';
import { useSending } from '../sending.ts';
import { Dialog, DialogActions } from '../write/dialog.tsx';
import type { DialogProps } from './bar.tsx';
import { act } from './calls.ts';

/** Gives it back to whoever wrote it, and says what should change. */
export default function ChangesDialog({ edition, onDone, onClose }: DialogProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const { send, isSending, problem } = useSending(async () =>
    onDone(await act(edition.id, 'request-changes', edition.head, note.trim())),
  );
  return (
    <Dialog title={t('review.changesTitle')} onClose={onClose}>
      <form onSubmit={send}>
        <Stack>
          <Textarea
            label={t('review.changesNote')}
            description={t('review.changesHelp')}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            autosize
            minRows={3}
            maxLength={5000}
            dir="auto"
            required
            data-autofocus
          />
          <Problem says={problem} />
          <DialogActions>
            <Button variant="default" onClick={onClose}>
              {t('shell.cancel')}
            </Button>
            <Button type="submit" loading={isSending} disabled={note.trim() === ''}>
              {t('review.do.request-changes')}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}

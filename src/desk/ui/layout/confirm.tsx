import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSending } from '../sending.ts';
import { Problem } from './problem.tsx';

interface Props {
  title: string;
  text: string;
  button: string;
  onClose(): void;
  work(): Promise<void>;
}

/** Asks once more before something that cannot be taken back; it stays open where it went wrong. */
export function Confirm({ title, text, button, onClose, work }: Props) {
  const { t } = useTranslation();
  const { send, isSending, problem } = useSending(async () => {
    await work();
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={title}>
      <Stack>
        <Text>{text}</Text>
        <Problem says={problem} />
        <Group justify="end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('shell.cancel')}
          </Button>
          <Button color="red" loading={isSending} onClick={() => send()}>
            {button}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

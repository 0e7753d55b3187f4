import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInForm } from '../access/sign-in-form.tsx';
import { onSignedOut, signInAgain } from '../api.ts';
import { ME, type Me } from '../me.ts';

/**
 * Over the page as it stands, when the server knows nobody any more: signing in, and everything goes on. Whoever puts it
 * off reads and types on, and is reminded.
 */
export function SignInAgain({ me }: { me: Me }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [isPutOff, setPutOff] = useState(false);
  const answer = useRef<((isSignedIn: boolean) => void) | null>(null);
  const putOff = useRef(false);
  useEffect(
    () =>
      onSignedOut(() => {
        if (putOff.current) return Promise.resolve(false);
        setOpen(true);
        return new Promise((resolve) => {
          answer.current = resolve;
        });
      }),
    [],
  );
  const close = (isSignedIn: boolean) => {
    setOpen(false);
    setPutOff(!isSignedIn);
    putOff.current = !isSignedIn;
    answer.current?.(isSignedIn);
    answer.current = null;
    if (isSignedIn) queries.invalidateQueries({ queryKey: ME });
  };
  const askNow = () => {
    putOff.current = false;
    signInAgain();
  };
  return (
    <>
      <Modal opened={isOpen} onClose={() => close(false)} title={t('access.againTitle')} closeOnClickOutside={false}>
        <Stack>
          <Text>{t('access.againText')}</Text>
          <SignInForm email={me.email} onDone={() => close(true)} />
        </Stack>
      </Modal>
      {isPutOff && (
        <Alert color="yellow" role="status" className="desk-put-off">
          <Group justify="space-between">
            <Text>{t('access.signedOut')}</Text>
            <Button onClick={askNow}>{t('access.signIn')}</Button>
          </Group>
        </Alert>
      )}
    </>
  );
}

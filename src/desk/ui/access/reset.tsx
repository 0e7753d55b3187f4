import { Button, Stack, Text, Title } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useWindowTitle } from '../layout/page.tsx';
import { Problem } from '../layout/problem.tsx';
import { Link, useGo } from '../link.tsx';
import { useSending } from '../sending.ts';
import { PasswordField } from './sign-in-form.tsx';

/** Where the link for a new password leads. */
export default function ResetPage() {
  const { t } = useTranslation();
  const go = useGo();
  const { token = '' } = useSearch({ strict: false }) as { token?: string };
  const [password, setPassword] = useState('');
  const [isDone, setDone] = useState(false);
  const { send, isSending, problem } = useSending(async () => {
    await api.post('/api/auth/reset-password', { newPassword: password, token });
    setDone(true);
    go('/reset', { replace: true }); // the link is used up: it leaves the history
  });
  useWindowTitle(t('access.resetTitle'));
  return (
    <Stack>
      <Title order={1}>{t('access.resetTitle')}</Title>
      {isDone ? (
        <Text role="status">{t('access.resetDone')}</Text>
      ) : (
        <form onSubmit={send}>
          <Stack>
            <Problem says={problem} />
            <PasswordField
              label={t('access.newPassword')}
              description={t('access.passwordText')}
              autoComplete="new-password"
              value={password}
              onChange={setPassword}
            />
            <Button type="submit" loading={isSending}>
              {t('access.resetButton')}
            </Button>
          </Stack>
        </form>
      )}
      {problem && !isDone && <Link to="/forgot">{t('access.forgotButton')}</Link>}
      <Link to="/">{t('access.toSignIn')}</Link>
    </Stack>
  );
}

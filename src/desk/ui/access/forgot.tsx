import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useWindowTitle } from '../layout/page.tsx';
import { Problem } from '../layout/problem.tsx';
import { Link } from '../link.tsx';
import { useDesk } from '../me.ts';
import { useSending } from '../sending.ts';

/** Asks for a new password. The answer is the same whether there is such an account or not. */
export default function ForgotPage() {
  const { t } = useTranslation();
  const desk = useDesk();
  const [email, setEmail] = useState('');
  const [isAsked, setAsked] = useState(false);
  const { send, isSending, problem } = useSending(async () => {
    await api.post('/api/auth/request-password-reset', { email: email.trim() });
    setAsked(true);
  });
  useWindowTitle(t('access.forgotTitle'));
  return (
    <Stack>
      <Title order={1}>{t('access.forgotTitle')}</Title>
      {isAsked ? (
        <Text role="status">{t(desk?.mail ? 'access.forgotSent' : 'access.forgotPrinted')}</Text>
      ) : (
        <form onSubmit={send}>
          <Stack>
            <Text>{t('access.forgotText')}</Text>
            <Problem says={problem} />
            <TextInput
              label={t('access.email')}
              type="email"
              name="email"
              autoComplete="username"
              required
              dir="ltr"
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
            />
            <Button type="submit" loading={isSending}>
              {t('access.forgotButton')}
            </Button>
          </Stack>
        </form>
      )}
      <Link to="/">{t('access.toSignIn')}</Link>
    </Stack>
  );
}

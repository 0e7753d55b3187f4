import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../access/sign-in-form.tsx';
import { api } from '../api.ts';
import { Problem } from '../layout/problem.tsx';
import { say } from '../layout/said.ts';
import { Section } from '../layout/section.tsx';
import { useSending } from '../sending.ts';

/** Other sessions end with the old password: whoever had it is out. */
export function PasswordSection() {
  const { t } = useTranslation();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const { send, isSending, problem } = useSending(async () => {
    const change = { currentPassword: present, newPassword: next, revokeOtherSessions: true };
    await api.post('/api/auth/change-password', change);
    setPresent('');
    setNext('');
    say(t('account.passwordDone'));
  });
  return (
    <Section title={t('access.password')} text={t('account.passwordText')}>
      <form onSubmit={send}>
        <Stack>
          <Problem says={problem} />
          <PasswordField
            label={t('account.presentPassword')}
            autoComplete="current-password"
            value={present}
            onChange={setPresent}
          />
          <PasswordField
            label={t('access.newPassword')}
            description={t('access.passwordText')}
            autoComplete="new-password"
            value={next}
            onChange={setNext}
          />
          <Group>
            <Button type="submit" loading={isSending}>
              {t('account.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

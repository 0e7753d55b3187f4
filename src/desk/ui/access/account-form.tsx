import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { Problem } from '../layout/problem.tsx';
import { useSending } from '../sending.ts';
import { PasswordField } from './sign-in-form.tsx';

interface Props {
  /** Where the account is made: by the link of the first administrator, or by an invitation. */
  to: '/api/setup' | '/api/invitations/accept';
  token: string;
  name?: string;
  /** An invitation may be for one address alone. */
  email?: string | null;
  button: string;
}

/** A name, an address and a password make an account. Its owner is signed in at once. */
export function AccountForm({ to, token, name: called = '', email: fixed = null, button }: Props) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState(called);
  const [email, setEmail] = useState(fixed ?? '');
  const [password, setPassword] = useState('');
  const { send, isSending, problem } = useSending(async () => {
    await api.post(to, { token, name, email: email.trim(), password, language: i18n.language }, { atDoor: true });
    location.replace('/'); // the link is used up: it leaves the history
  });
  return (
    <form onSubmit={send}>
      <Stack>
        <Problem says={problem} />
        <TextInput
          label={t('access.name')}
          description={t('access.nameText')}
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          dir="auto"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('access.email')}
          name="email"
          type="email"
          autoComplete="username"
          required
          readOnly={fixed !== null}
          dir="ltr"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordField
          label={t('access.newPassword')}
          description={t('access.passwordText')}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" loading={isSending}>
          {button}
        </Button>
      </Stack>
    </form>
  );
}

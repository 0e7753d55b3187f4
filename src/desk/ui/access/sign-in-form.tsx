import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, api } from '../api.ts';
import { Problem } from '../layout/problem.tsx';
import { Link } from '../link.tsx';
import { useSending } from '../sending.ts';

interface Props {
  /** Where it is known who has to sign in: nobody else's work is on the page. */
  email?: string;
  onDone(): void;
}

/** Address and password, and where two-factor is on the code of an authenticator. */
export function SignInForm({ email, onDone }: Props) {
  const [isCodeAsked, setCodeAsked] = useState(false);
  if (isCodeAsked) return <CodeForm onDone={onDone} onAgain={() => setCodeAsked(false)} />;
  return (
    <PasswordForm
      fixed={email}
      onDone={({ twoFactorRedirect }) => (twoFactorRedirect ? setCodeAsked(true) : onDone())}
    />
  );
}

interface SignedIn {
  twoFactorRedirect?: boolean;
}

function PasswordForm({ fixed, onDone }: { fixed?: string; onDone(answer: SignedIn): void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState(fixed ?? '');
  const [password, setPassword] = useState('');
  const { send, isSending, problem } = useSending(async () =>
    onDone(await api.post<SignedIn>('/api/auth/sign-in/email', { email: email.trim(), password })),
  );
  return (
    <form onSubmit={send}>
      <Stack>
        <Problem says={problem} />
        <TextInput
          label={t('access.email')}
          type="email"
          name="email"
          autoComplete="username"
          required
          readOnly={fixed !== undefined}
          data-autofocus={fixed === undefined || undefined}
          dir="ltr"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordField
          label={t('access.password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          data-autofocus={fixed !== undefined || undefined}
        />
        <Button type="submit" loading={isSending}>
          {t('access.signIn')}
        </Button>
        {fixed === undefined && <Link to="/forgot">{t('access.forgot')}</Link>}
      </Stack>
    </form>
  );
}

function CodeForm({ onDone, onAgain }: { onDone(): void; onAgain(): void }) {
  const { t } = useTranslation();
  const [isRecovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const { send, isSending, problem } = useSending(async () => {
    const way = isRecovery ? 'verify-backup-code' : 'verify-totp';
    try {
      await api.post(`/api/auth/two-factor/${way}`, { code: isRecovery ? code.trim() : code.replace(/\D/g, '') });
    } catch (error) {
      if (error instanceof ApiError && error.code === 'SIGN_IN') onAgain();
      throw error;
    }
    onDone();
  });
  return (
    <form onSubmit={send}>
      <Stack>
        <Text>{t(isRecovery ? 'access.recoveryText' : 'access.codeText')}</Text>
        <TextInput
          key={String(isRecovery)}
          label={t(isRecovery ? 'access.recoveryCode' : 'access.code')}
          name="code"
          autoComplete="one-time-code"
          inputMode={isRecovery ? 'text' : 'numeric'}
          required
          autoFocus
          dir="ltr"
          value={code}
          error={problem}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={isSending}>
          {t('access.signIn')}
        </Button>
        <Anchor
          component="button"
          type="button"
          onClick={() => {
            setCode('');
            setRecovery(!isRecovery);
          }}
        >
          {t(isRecovery ? 'access.useCode' : 'access.useRecovery')}
        </Anchor>
      </Stack>
    </form>
  );
}

interface PasswordFieldProps {
  label: string;
  description?: string;
  autoComplete: 'current-password' | 'new-password';
  value: string;
  onChange(value: string): void;
  error?: string | null;
  'data-autofocus'?: boolean;
  autoFocus?: boolean;
}

export function PasswordField({ onChange, ...rest }: PasswordFieldProps) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      {...rest}
      name={rest.autoComplete}
      required
      dir="ltr"
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('access.showPassword') }}
    />
  );
}

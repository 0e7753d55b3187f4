import { Alert, Badge, Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../access/sign-in-form.tsx';
import { api } from '../api.ts';
import { CopyField } from '../layout/copy-field.tsx';
import { Problem } from '../layout/problem.tsx';
import { Section } from '../layout/section.tsx';
import { ME, type Me } from '../me.ts';
import { useSending } from '../sending.ts';
import { QrCode } from './qr-code.tsx';

interface Begun {
  totpURI: string;
  backupCodes: string[];
}

/** Signing in with a second thing beside the password: turned on in two steps, so that nobody locks themselves out. */
export function TwoFactorSection({ me }: { me: Me }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [begun, setBegun] = useState<Begun | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const turnedOn = () => {
    setCodes(begun!.backupCodes);
    setBegun(null);
    queries.invalidateQueries({ queryKey: ME });
  };
  return (
    <Section title={t('account.twoFactor')} text={t('account.twoFactorText')}>
      <div role="status">
        <Badge size="lg" color={me.twoFactor ? 'teal' : 'gray'}>
          {t(me.twoFactor ? 'account.isOn' : 'account.isOff')}
        </Badge>
      </div>
      {codes && <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />}
      {!codes && begun && <Scan uri={begun.totpURI} onDone={turnedOn} />}
      {!codes && !begun && !me.twoFactor && <WhenOff onBegun={setBegun} />}
      {!codes && me.twoFactor && <WhenOn onCodes={setCodes} />}
    </Section>
  );
}

function WhenOff({ onBegun }: { onBegun(begun: Begun): void }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const begin = async (password: string) => {
    onBegun(await api.post<Begun>('/api/auth/two-factor/enable', { password }));
  };
  if (isAsked) return <ByPassword button={t('account.turnOn')} work={begin} onCancel={() => setAsked(false)} />;
  return (
    <Group>
      <Button onClick={() => setAsked(true)}>{t('account.turnOn')}</Button>
    </Group>
  );
}

function WhenOn({ onCodes }: { onCodes(codes: string[]): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<'codes' | 'off' | null>(null);
  const leave = () => setAsked(null);
  const renew = async (password: string) => {
    const path = '/api/auth/two-factor/generate-backup-codes';
    onCodes((await api.post<{ backupCodes: string[] }>(path, { password })).backupCodes);
  };
  const turnOff = async (password: string) => {
    await api.post('/api/auth/two-factor/disable', { password });
    await queries.invalidateQueries({ queryKey: ME });
  };
  if (asked === 'codes') return <ByPassword button={t('account.newCodes')} work={renew} onCancel={leave} />;
  if (asked === 'off') return <ByPassword button={t('account.turnOff')} work={turnOff} color="red" onCancel={leave} />;
  return (
    <Group>
      <Button variant="default" onClick={() => setAsked('codes')}>
        {t('account.newCodes')}
      </Button>
      <Button variant="default" onClick={() => setAsked('off')}>
        {t('account.turnOff')}
      </Button>
    </Group>
  );
}

interface ByPasswordProps {
  button: string;
  color?: string;
  work(password: string): Promise<void>;
  onCancel(): void;
}

/** Who has only found an open screen must not change how its owner signs in. */
function ByPassword({ button, color, work, onCancel }: ByPasswordProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const { send, isSending, problem } = useSending(() => work(password));
  return (
    <form onSubmit={send}>
      <Stack>
        <Problem says={problem} />
        <PasswordField
          label={t('account.presentPassword')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          autoFocus
        />
        <Group>
          <Button type="submit" color={color} loading={isSending}>
            {button}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('shell.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Scan({ uri, onDone }: { uri: string; onDone(): void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const { send, isSending, problem } = useSending(async () => {
    await api.post('/api/auth/two-factor/verify-totp', { code: code.replace(/\D/g, '') });
    onDone();
  });
  return (
    <form onSubmit={send}>
      <Stack align="start">
        <Text>{t('account.scan')}</Text>
        <QrCode text={uri} label={t('account.qr')} />
        <CopyField label={t('account.secret')} value={new URL(uri).searchParams.get('secret') ?? ''} />
        <TextInput
          label={t('access.code')}
          description={t('access.codeText')}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
          dir="ltr"
          value={code}
          error={problem}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" loading={isSending}>
          {t('account.turnOn')}
        </Button>
      </Stack>
    </form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone(): void }) {
  const { t } = useTranslation();
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(`${codes.join('\n')}\n`)}`;
  return (
    <Alert color="yellow" title={t('account.codes')}>
      <Stack align="start">
        <Text>{t('account.codesText')}</Text>
        <List dir="ltr" listStyleType="none" className="desk-code">
          {codes.map((code) => (
            <List.Item key={code}>{code}</List.Item>
          ))}
        </List>
        <Group>
          <Button component="a" variant="default" href={file} download="recovery-codes.txt">
            {t('account.codesFile')}
          </Button>
          <Button onClick={onDone}>{t('account.codesKept')}</Button>
        </Group>
      </Stack>
    </Alert>
  );
}

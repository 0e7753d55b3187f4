import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useFormat } from '../format.ts';
import { Problem } from '../layout/problem.tsx';
import { Section } from '../layout/section.tsx';
import { NotLoaded, Waiting } from '../layout/trouble.tsx';
import { useSending } from '../sending.ts';

interface Session {
  id: string;
  made: string;
  seen: string;
  expires: string;
  address: string;
  agent: string;
  current: boolean;
}

const SESSIONS = ['sessions'];

/** Where one is signed in: a lost telephone is signed out here. */
export function SessionsSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: SESSIONS,
    queryFn: () => api.get<Session[]>('/api/me/sessions'),
  });
  const others = useSending(async () => {
    await api.delete('/api/me/sessions');
    await queries.invalidateQueries({ queryKey: SESSIONS });
  });
  return (
    <Section title={t('account.sessions')} text={t('account.sessionsText')}>
      <Problem says={others.problem} />
      {error && <NotLoaded error={error} again={refetch} />}
      {!data && !error && <Waiting />}
      {data?.map((session) => (
        <OneSession key={session.id} session={session} />
      ))}
      {data && data.length > 1 && (
        <Group>
          <Button variant="default" loading={others.isSending} onClick={() => others.send()}>
            {t('account.endOthers')}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function OneSession({ session }: { session: Session }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const { send, isSending, problem } = useSending(async () => {
    await api.delete(`/api/me/sessions/${encodeURIComponent(session.id)}`);
    await queries.invalidateQueries({ queryKey: SESSIONS });
  });
  const { browser, system } = programOf(session.agent);
  const program =
    browser && system ? t('account.program', { browser, system }) : (browser ?? t('account.unknownProgram'));
  return (
    <Group justify="space-between" wrap="nowrap" align="start">
      <Stack gap={0}>
        <Text fw="bold">
          {program} {session.current && <Badge>{t('account.thisOne')}</Badge>}
        </Text>
        <Text size="sm" c="dimmed">
          {t('account.session', { address: `\u2066${session.address || '–'}\u2069`, made: format.time(session.made) })}
        </Text>
        <Problem says={problem} />
      </Stack>
      {!session.current && (
        <Button variant="default" size="xs" loading={isSending} onClick={() => send()} flex="none">
          {t('account.endSession')}
        </Button>
      )}
    </Group>
  );
}

/** The more special name comes first: every browser names several others. */
const BROWSERS = {
  Edg: 'Edge',
  OPR: 'Opera',
  SamsungBrowser: 'Samsung Internet',
  Firefox: 'Firefox',
  Chrome: 'Chrome',
  Safari: 'Safari',
};
const SYSTEMS = { Android: 'Android', 'iPhone|iPad': 'iOS', Windows: 'Windows', 'Mac OS': 'macOS', Linux: 'Linux' };

function programOf(agent: string): { browser?: string; system?: string } {
  const found = (names: Record<string, string>) =>
    Object.entries(names).find(([sign]) => new RegExp(sign).test(agent))?.[1];
  return { browser: found(BROWSERS), system: found(SYSTEMS) };
}

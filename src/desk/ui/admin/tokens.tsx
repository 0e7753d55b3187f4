import { Badge, Button, Checkbox, Group, Modal, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../admin-types.ts';
import { api } from '../api.ts';
import { useFormat } from '../format.ts';
import { Confirm } from '../layout/confirm.tsx';
import { CopyField } from '../layout/copy-field.tsx';
import { ListTable } from '../layout/list-table.tsx';
import { Page } from '../layout/page.tsx';
import { Problem } from '../layout/problem.tsx';
import { NotLoaded, Waiting } from '../layout/trouble.tsx';
import { useMay, useMe } from '../me.ts';
import { useSending } from '../sending.ts';

const TOKENS = ['tokens'];

/** Keys with which programs act in one's name, narrowed to some actions. */
export default function TokensPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [all, setAll] = useState(false);
  const [isMaking, setMaking] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: [...TOKENS, all],
    queryFn: () => api.get<Token[]>(`/api/tokens${all ? '?all=true' : ''}`),
  });
  const make = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>
      {t('admin.newToken')}
    </Button>
  );
  return (
    <Page title={t('shell.tokens')} wide actions={make}>
      <Text c="dimmed">{t('admin.tokensText')}</Text>
      {may('staff') && (
        <Switch checked={all} onChange={(event) => setAll(event.currentTarget.checked)} label={t('admin.allTokens')} />
      )}
      {error && <NotLoaded error={error} again={refetch} />}
      {!data && !error && <Waiting />}
      {data?.length === 0 && <Text role="status">{t('admin.noTokens')}</Text>}
      {data && data.length > 0 && <List tokens={data} withOwners={all} />}
      {isMaking && <NewToken onClose={() => setMaking(false)} />}
    </Page>
  );
}

function List({ tokens, withOwners }: { tokens: Token[]; withOwners: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Token | null>(null);
  const revoke = async () => {
    await api.delete(`/api/tokens/${asked!.id}`);
    await queries.invalidateQueries({ queryKey: TOKENS });
  };
  return (
    <>
      <ListTable
        label={t('shell.tokens')}
        columns={[
          { title: t('admin.tokenName') },
          { title: t('admin.scopes') },
          { title: t('admin.goodUntil') },
          { title: t('admin.lastUsed') },
          { title: t('admin.actions'), isHidden: true },
        ]}
        rows={tokens.map((token) => ({
          key: token.id,
          cells: [
            <Named key="name" token={token} withOwner={withOwners} />,
            token.scopes.map((scope) => t(`admin.scope.${scope}`)).join(' · '),
            token.expires ? format.time(token.expires) : t('admin.neverEnds'),
            token.lastUsed ? format.ago(token.lastUsed) : t('admin.never'),
            token.revoked ? (
              <Badge key="revoked" color="gray">
                {t('admin.revoked')}
              </Badge>
            ) : (
              <Button key="revoke" variant="default" size="xs" onClick={() => setAsked(token)}>
                {t('admin.revoke')}
              </Button>
            ),
          ],
        }))}
      />
      {asked && (
        <Confirm
          title={t('admin.revokeTitle', { name: asked.name })}
          text={t('admin.revokeText')}
          button={t('admin.revoke')}
          onClose={() => setAsked(null)}
          work={revoke}
        />
      )}
    </>
  );
}

function Named({ token, withOwner }: { token: Token; withOwner: boolean }) {
  return (
    <>
      <bdi>{token.name}</bdi>
      {withOwner && (
        <Text size="sm" c="dimmed">
          <bdi>{token.user.name}</bdi>
        </Text>
      )}
    </>
  );
}

function NewToken({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const me = useMe();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['read']);
  const [lastDay, setLastDay] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const [isLacking, setLacking] = useState(false);
  const { send, isSending, problem } = useSending(async () => {
    setLacking(scopes.length === 0);
    if (scopes.length === 0) return;
    const expires = lastDay ? new Date(`${lastDay}T23:59:59`).toISOString() : null;
    setSecret((await api.post<{ token: string }>('/api/tokens', { name, scopes, expires })).token);
    await queries.invalidateQueries({ queryKey: TOKENS });
  });
  if (secret) {
    return (
      <Modal opened onClose={onClose} title={t('admin.tokenMade')} closeOnClickOutside={false}>
        <Stack>
          <Text>{t('admin.tokenOnce')}</Text>
          <CopyField label={t('admin.token')} value={secret} />
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t('admin.newToken')}>
      <form onSubmit={send}>
        <Stack>
          <Problem says={problem} />
          <TextInput
            label={t('admin.tokenName')}
            description={t('admin.tokenNameText')}
            required
            maxLength={100}
            dir="auto"
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group
            label={t('admin.scopes')}
            description={t('admin.scopesText')}
            value={scopes}
            onChange={setScopes}
          >
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
              {(me?.rights ?? []).map((right) => (
                <Checkbox key={right} value={right} label={t(`admin.scope.${right}`)} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          {isLacking && scopes.length === 0 && <Problem says={t('admin.chooseScope')} />}
          <TextInput
            label={t('admin.lastDay')}
            description={t('admin.lastDayText')}
            type="date"
            value={lastDay}
            onChange={(event) => setLastDay(event.currentTarget.value)}
          />
          <Group justify="end">
            <Button type="submit" loading={isSending}>
              {t('admin.makeToken')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

import { Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant, HandedOver, Invitation } from '../../admin-types.ts';
import { useRoleNames } from '../access/roles.ts';
import { api } from '../api.ts';
import { useFormat } from '../format.ts';
import { Confirm } from '../layout/confirm.tsx';
import { CopyField } from '../layout/copy-field.tsx';
import { ListTable } from '../layout/list-table.tsx';
import { Problem } from '../layout/problem.tsx';
import { Section } from '../layout/section.tsx';
import { NotLoaded } from '../layout/trouble.tsx';
import { useDesk } from '../me.ts';
import { useSending } from '../sending.ts';
import { INTERFACE } from '../words/index.ts';
import { GrantsField } from './grants-field.tsx';

const INVITATIONS = ['invitations'];

/** Those that nobody has taken yet. */
export function Invitations() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: INVITATIONS,
    queryFn: () => api.get<Invitation[]>('/api/invitations'),
  });
  const waiting = data?.filter(({ used }) => !used) ?? [];
  return (
    <Section title={t('admin.invitations')} text={t('admin.invitationsText')}>
      {error && <NotLoaded error={error} again={refetch} />}
      {data && waiting.length === 0 && <Text>{t('admin.noInvitations')}</Text>}
      {waiting.length > 0 && <Waiting invitations={waiting} />}
    </Section>
  );
}

function Waiting({ invitations }: { invitations: Invitation[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const roleNames = useRoleNames();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Invitation | null>(null);
  const withdraw = async () => {
    await api.delete(`/api/invitations/${asked!.id}`);
    await queries.invalidateQueries({ queryKey: INVITATIONS });
  };
  return (
    <>
      <ListTable
        label={t('admin.invitations')}
        columns={[
          { title: t('admin.forWhom') },
          { title: t('admin.roles') },
          { title: t('admin.goodUntil') },
          { title: t('admin.actions'), isHidden: true },
        ]}
        rows={invitations.map((one) => ({
          key: one.id,
          cells: [
            <ForWhom key="whom" invitation={one} />,
            roleNames(one.grants),
            isOver(one) ? t('admin.ended') : format.time(one.expires),
            <Button key="withdraw" variant="default" size="xs" onClick={() => setAsked(one)}>
              {t('admin.withdraw')}
            </Button>,
          ],
        }))}
      />
      {asked && (
        <Confirm
          title={t('admin.withdrawTitle')}
          text={t('admin.withdrawText')}
          button={t('admin.withdraw')}
          onClose={() => setAsked(null)}
          work={withdraw}
        />
      )}
    </>
  );
}

function ForWhom({ invitation: { name, email } }: { invitation: Invitation }) {
  const { t } = useTranslation();
  return (
    <>
      <bdi>{name || email || t('admin.whoeverHasLink')}</bdi>
      {name && email && (
        <Text size="sm" c="dimmed">
          <bdi dir="ltr">{email}</bdi>
        </Text>
      )}
    </>
  );
}

function isOver({ expires }: Invitation): boolean {
  return Date.parse(expires) <= Date.now();
}

/** Invites somebody, and then shows the link: it goes by mail where there is mail, and can be handed over either way. */
export function InviteDialog({ onClose }: { onClose(): void }) {
  const { t, i18n } = useTranslation();
  const desk = useDesk();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [language, setLanguage] = useState(i18n.language);
  const [grants, setGrants] = useState<Grant[]>([]);
  const [isLacking, setLacking] = useState(false);
  const [made, setMade] = useState<HandedOver | null>(null);
  const { send, isSending, problem } = useSending(async () => {
    setLacking(grants.length === 0);
    if (grants.length === 0) return;
    setMade(await api.post<HandedOver>('/api/invitations', { name, email: email.trim() || null, language, grants }));
    await queries.invalidateQueries({ queryKey: INVITATIONS });
  });
  if (made) {
    return (
      <Modal opened onClose={onClose} title={t('admin.invited')}>
        <Stack>
          <Text>{t(made.mailed ? 'admin.invitationMailed' : 'admin.handOver')}</Text>
          <CopyField label={t('admin.link')} value={made.link} />
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t('admin.invite')}>
      <form onSubmit={send}>
        <Stack>
          <Problem says={problem} />
          <TextInput
            label={t('admin.name')}
            dir="auto"
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label={t('access.email')}
            description={t(desk?.mail ? 'admin.emailText' : 'admin.emailTextWithoutMail')}
            type="email"
            dir="ltr"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          {desk?.mail && (
            <NativeSelect
              label={t('admin.letterLanguage')}
              value={language}
              onChange={(event) => setLanguage(event.currentTarget.value)}
              data={Object.entries(INTERFACE).map(([value, { name: label }]) => ({ value, label }))}
            />
          )}
          <GrantsField value={grants} onChange={setGrants} />
          {isLacking && grants.length === 0 && <Problem says={t('admin.chooseRole')} />}
          <Group justify="end">
            <Button type="submit" loading={isSending}>
              {t('admin.makeInvitation')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

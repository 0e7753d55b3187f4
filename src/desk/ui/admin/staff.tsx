import { ActionIcon, Badge, Button, Group, Menu, Modal, Stack, Text } from '@mantine/core';
import { IconDotsVertical, IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandedOver, Person } from '../../admin-types.ts';
import { useRoleNames } from '../access/roles.ts';
import { api } from '../api.ts';
import { useFormat } from '../format.ts';
import { Confirm } from '../layout/confirm.tsx';
import { CopyField } from '../layout/copy-field.tsx';
import { ListTable } from '../layout/list-table.tsx';
import { Page } from '../layout/page.tsx';
import { Problem } from '../layout/problem.tsx';
import { say } from '../layout/said.ts';
import { NotLoaded, Waiting } from '../layout/trouble.tsx';
import { useMe } from '../me.ts';
import { useSending } from '../sending.ts';
import { GrantsField } from './grants-field.tsx';
import { Invitations, InviteDialog } from './invitations.tsx';

const STAFF = ['staff'];

/** What is open over the list. */
type Asked =
  | { what: 'roles' | 'disable' | 'sign-out' | 'two-factor-off' | 'reset'; person: Person }
  | { what: 'invite' }
  | null;

/** Who works here, in which roles, and who is invited. */
export default function StaffPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: STAFF, queryFn: () => api.get<Person[]>('/api/staff') });
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const invite = (
    <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setAsked({ what: 'invite' })}>
      {t('admin.invite')}
    </Button>
  );
  return (
    <Page title={t('shell.staff')} wide actions={invite}>
      {error ? (
        <NotLoaded error={error} again={refetch} />
      ) : data ? (
        <People people={data} onAsk={setAsked} />
      ) : (
        <Waiting />
      )}
      <Invitations />
      {asked?.what === 'invite' && <InviteDialog onClose={close} />}
      {asked?.what === 'roles' && <RolesDialog person={asked.person} onClose={close} />}
      {asked?.what === 'reset' && <ResetDialog person={asked.person} onClose={close} />}
      {asked && 'person' in asked && asked.what !== 'roles' && asked.what !== 'reset' && (
        <AskFirst what={asked.what} person={asked.person} onClose={close} />
      )}
    </Page>
  );
}

function People({ people, onAsk }: { people: Person[]; onAsk(asked: Asked): void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const roleNames = useRoleNames();
  return (
    <ListTable
      label={t('shell.staff')}
      columns={[
        { title: t('admin.name') },
        { title: t('admin.roles') },
        { title: t('account.twoFactor') },
        { title: t('admin.seen') },
        { title: t('admin.actions'), isHidden: true, isCorner: true },
      ]}
      rows={people.map((person) => ({
        key: person.id,
        cells: [
          <Named key="name" person={person} />,
          roleNames(person.grants) || t('admin.noRole'),
          t(person.twoFactor ? 'account.isOn' : 'account.isOff'),
          person.seen ? format.ago(person.seen) : t('admin.never'),
          <PersonActions key="actions" person={person} onAsk={onAsk} />,
        ],
      }))}
    />
  );
}

function Named({ person }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <>
      <Group gap="xs">
        <bdi>{person.name}</bdi>
        {person.disabled && <Badge color="gray">{t('admin.disabled')}</Badge>}
      </Group>
      <Text size="sm" c="dimmed">
        <bdi dir="ltr">{person.email}</bdi>
      </Text>
    </>
  );
}

function PersonActions({ person, onAsk }: { person: Person; onAsk(asked: Asked): void }) {
  const { t } = useTranslation();
  const me = useMe();
  const queries = useQueryClient();
  const enable = async () => {
    await api.post(`/api/staff/${person.id}/enable`);
    await queries.invalidateQueries({ queryKey: STAFF });
    say(t('shell.saved'));
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          c="inherit"
          size="lg"
          aria-label={t('admin.actionsOf', { name: person.name })}
        >
          <IconDotsVertical size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAsk({ what: 'roles', person })}>{t('admin.changeRoles')}</Menu.Item>
        <Menu.Item onClick={() => onAsk({ what: 'reset', person })}>{t('admin.resetPassword')}</Menu.Item>
        {person.twoFactor && person.id !== me?.id && (
          <Menu.Item onClick={() => onAsk({ what: 'two-factor-off', person })}>{t('admin.twoFactorOff')}</Menu.Item>
        )}
        <Menu.Item onClick={() => onAsk({ what: 'sign-out', person })}>{t('admin.signOut')}</Menu.Item>
        {person.disabled ? (
          <Menu.Item onClick={enable}>{t('admin.enable')}</Menu.Item>
        ) : (
          person.id !== me?.id && (
            <Menu.Item c="red" onClick={() => onAsk({ what: 'disable', person })}>
              {t('admin.disable')}
            </Menu.Item>
          )
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

const ASKED = {
  disable: { title: 'admin.disableTitle', text: 'admin.disableText', button: 'admin.disable' },
  'sign-out': { title: 'admin.signOutTitle', text: 'admin.signOutText', button: 'admin.signOut' },
  'two-factor-off': { title: 'admin.twoFactorOffTitle', text: 'admin.twoFactorOffText', button: 'admin.twoFactorOff' },
};

function AskFirst({ what, person, onClose }: { what: keyof typeof ASKED; person: Person; onClose(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { title, text, button } = ASKED[what];
  const work = async () => {
    await api.post(`/api/staff/${person.id}/${what}`);
    await queries.invalidateQueries({ queryKey: STAFF });
    say(t('shell.saved'));
  };
  return (
    <Confirm title={t(title, { name: person.name })} text={t(text)} button={t(button)} onClose={onClose} work={work} />
  );
}

function RolesDialog({ person, onClose }: { person: Person; onClose(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [grants, setGrants] = useState(person.grants);
  const { send, isSending, problem } = useSending(async () => {
    await api.put(`/api/staff/${person.id}/roles`, { grants });
    await queries.invalidateQueries({ queryKey: STAFF });
    onClose();
    say(t('shell.saved'));
  });
  return (
    <Modal opened onClose={onClose} title={t('admin.rolesOf', { name: person.name })}>
      <form onSubmit={send}>
        <Stack>
          <Problem says={problem} />
          <GrantsField value={grants} onChange={setGrants} />
          <Group justify="end">
            <Button type="submit" loading={isSending}>
              {t('shell.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function ResetDialog({ person, onClose }: { person: Person; onClose(): void }) {
  const { t } = useTranslation();
  const [made, setMade] = useState<HandedOver | null>(null);
  const { send, isSending, problem } = useSending(async () => {
    setMade(await api.post<HandedOver>(`/api/staff/${person.id}/reset`));
  });
  return (
    <Modal opened onClose={onClose} title={t('admin.resetTitle', { name: person.name })}>
      <Stack>
        <Text>{t(made ? (made.mailed ? 'admin.resetMailed' : 'admin.handOver') : 'admin.resetText')}</Text>
        <Problem says={problem} />
        {made ? (
          <CopyField label={t('admin.link')} value={made.link} />
        ) : (
          <Group justify="end">
            <Button loading={isSending} onClick={() => send()}>
              {t('admin.makeLink')}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  );
}

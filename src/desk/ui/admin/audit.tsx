import { Anchor, Button, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry, Grant } from '../../admin-types.ts';
import { useRoleNames } from '../access/roles.ts';
import { api } from '../api.ts';
import { useFormat } from '../format.ts';
import { ListTable } from '../layout/list-table.tsx';
import { Page } from '../layout/page.tsx';
import { NotLoaded, Waiting } from '../layout/trouble.tsx';
import { Link } from '../link.tsx';
import { INTERFACE } from '../words/index.ts';

interface Asked {
  text: string;
  user: string;
  action: string;
  from: string;
  to: string;
}

const ALL: Asked = { text: '', user: '', action: '', from: '', to: '' };
const PAGE = 100;
/** How actions begin that belong together. */
const AREAS = [
  'edition.',
  'embargo.',
  'glossary.',
  'media.',
  'staff.',
  'invitation.',
  'token.',
  'settings.',
  'sign-',
  'password.',
  'two-factor.',
];

/** Who did what: rows are added and never changed. */
export default function AuditPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const [asked, setAsked] = useState(ALL);
  const query = queryOf(asked, (day) => format.inZone(`${day}T12:00:00Z`).slice(19));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam }) =>
      api.get<AuditEntry[]>(`/api/audit?${query}&limit=${PAGE}${pageParam ? `&before=${pageParam}` : ''}`),
    initialPageParam: 0,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : last.at(-1)!.id),
  });
  const entries = data?.pages.flat() ?? [];
  const file = (
    <Button
      component="a"
      variant="default"
      href={`/api/audit.csv?${query}`}
      download="audit.csv"
      leftSection={<IconDownload size={18} aria-hidden />}
    >
      {t('admin.auditFile')}
    </Button>
  );
  return (
    <Page title={t('shell.audit')} wide actions={file}>
      <Text c="dimmed">{t('admin.auditText')}</Text>
      <Filters onAsk={setAsked} />
      {error && <NotLoaded error={error} again={refetch} />}
      {!data && !error && <Waiting />}
      {data && entries.length === 0 && <Text role="status">{t('admin.auditNone')}</Text>}
      {entries.length > 0 && <Entries entries={entries} />}
      {hasNextPage && (
        <Group>
          <Button variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {t('admin.auditMore')}
          </Button>
        </Group>
      )}
    </Page>
  );
}

/** The days as the organisation counts them. */
function queryOf({ text, user, action, from, to }: Asked, offsetOn: (day: string) => string): string {
  const begins = (day: string) => new Date(`${day}T00:00:00${offsetOn(day)}`);
  const query = new URLSearchParams();
  if (text) query.set('text', text);
  if (user) query.set('user', user);
  if (action) query.set('action', action);
  if (from) query.set('from', begins(from).toISOString());
  if (to) query.set('to', new Date(begins(to).getTime() + 24 * 3600 * 1000).toISOString());
  return query.toString();
}

function Filters({ onAsk }: { onAsk(asked: Asked): void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(ALL);
  const { data: people = [] } = useQuery({
    queryKey: ['people'],
    queryFn: () => api.get<{ id: string; name: string }[]>('/api/people'),
  });
  const type = (part: Partial<Asked>) => setTyped({ ...typed, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk(typed);
  };
  return (
    <search>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 2, md: 5 }} spacing="sm" className="audit-filters">
            <TextInput
              type="search"
              label={t('admin.auditWords')}
              dir="auto"
              maxLength={200}
              value={typed.text}
              onChange={(event) => type({ text: event.currentTarget.value })}
            />
            <NativeSelect
              label={t('admin.auditWho')}
              value={typed.user}
              onChange={(event) => type({ user: event.currentTarget.value })}
              data={[
                { value: '', label: t('admin.everybody') },
                ...people.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            <NativeSelect
              label={t('admin.auditWhat')}
              value={typed.action}
              onChange={(event) => type({ action: event.currentTarget.value })}
              data={[
                { value: '', label: t('admin.everything') },
                ...AREAS.map((value) => ({ value, label: t(`admin.area.${value.slice(0, -1)}`) })),
              ]}
            />
            <TextInput
              label={t('admin.from')}
              type="date"
              value={typed.from}
              onChange={(event) => type({ from: event.currentTarget.value })}
            />
            <TextInput
              label={t('admin.to')}
              type="date"
              value={typed.to}
              onChange={(event) => type({ to: event.currentTarget.value })}
            />
          </SimpleGrid>
          <Group>
            <Button type="submit">{t('shell.search')}</Button>
            <Button
              variant="subtle"
              onClick={() => {
                setTyped(ALL);
                onAsk(ALL);
              }}
            >
              {t('admin.clear')}
            </Button>
          </Group>
        </Stack>
      </form>
    </search>
  );
}

function Entries({ entries }: { entries: AuditEntry[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actionName = useActionName();
  return (
    <ListTable
      label={t('shell.audit')}
      columns={[
        { title: t('admin.when') },
        { title: t('admin.auditWho') },
        { title: t('admin.auditWhat') },
        { title: t('admin.details') },
      ]}
      rows={entries.map((entry) => ({
        key: entry.id,
        cells: [
          format.time(entry.at),
          <div key="who">
            <bdi className="desk-whole">{entry.who || t('admin.nobody')}</bdi>
            <Text size="sm" c="dimmed">
              <bdi dir="ltr">{entry.address}</bdi>
            </Text>
          </div>,
          <div key="what">
            {actionName(entry.action)}
            <ObjectOf entry={entry} />
          </div>,
          saidDetails(entry).length > 0 ? <Details key="details" entry={entry} /> : null,
        ],
      }))}
    />
  );
}

/** An action that there are no words for stands there as the log has it. */
function useActionName(): (action: string) => string {
  const { t, i18n } = useTranslation();
  return (action) => (i18n.exists(`admin.action.${action}`) ? t(`admin.action.${action}`) : action);
}

/** By its name, which leads there; what has none any more by its sign in the log. */
function ObjectOf({ entry: { object, called, user } }: { entry: AuditEntry }) {
  const isOneself = object === `user:${user}`;
  if (isOneself || !object.includes(':')) return null;
  const name = called?.name ? (
    <bdi>{called.name}</bdi>
  ) : (
    <bdi dir="ltr" className="desk-code">
      {object}
    </bdi>
  );
  return (
    <Text size="sm" component="div">
      {called?.at ? <Link to={called.at}>{name}</Link> : name}
    </Text>
  );
}

/** What is not empty. */
function saidDetails({ details }: AuditEntry): [key: string, value: unknown][] {
  return Object.entries(details).filter(([, value]) => value !== null && value !== '');
}

function Details({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const sayDetail = useDetail();
  const text = saidDetails(entry).map(([key, value]) => sayDetail(key, value));
  const whole = text.join('; ');
  const isLong = whole.length > 120;
  return (
    <Text size="sm" component="div">
      <bdi dir="auto" className="desk-details">
        {isLong && !isOpen ? `${whole.slice(0, 100)}…` : whole}
      </bdi>{' '}
      {isLong && (
        <Anchor component="button" type="button" size="sm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {t(isOpen ? 'admin.less' : 'admin.more')}
        </Anchor>
      )}
    </Text>
  );
}

/** `Roles: editor`, in words where there are some; the rest as the log has it. */
function useDetail(): (key: string, value: unknown) => string {
  const { t, i18n } = useTranslation();
  const roleNames = useRoleNames();
  const said = (value: unknown): string => {
    if (isGrants(value)) return roleNames(value) || t('admin.noRole');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  };
  return (key, value) => {
    const name = i18n.exists(`admin.detail.${key}`) ? t(`admin.detail.${key}`) : key;
    return `${name}: ${(key === 'language' && INTERFACE[String(value)]?.name) || said(value)}`;
  };
}

function isGrants(value: unknown): value is Grant[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null && 'role' in one);
}

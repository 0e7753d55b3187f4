import { Alert, Button, Group, List, Menu, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bulk, BulkAction, BulkResult, ListedEdition, ListedItem } from '../../list-types.ts';
import { ApiError } from '../api.ts';
import { Problem } from '../layout/problem.tsx';
import { useMay } from '../me.ts';
import { problemIn, useProblem } from '../problem.ts';
import { MomentField } from '../review/moment-field.tsx';
import { doBulk, getPeople, listKeys } from './calls.ts';

/** Which rights an action needs; the server decides of each edition by itself. */
const ACTIONS: [action: BulkAction, right: string][] = [
  ['assign', 'comment'],
  ['submit', 'submit'],
  ['approve', 'approve'],
  ['publish', 'publish'],
  ['schedule', 'publish'],
  ['tag', 'write'],
  ['archive', 'edit'],
  ['restore', 'edit'],
];

export function useBulkActions(): BulkAction[] {
  const may = useMay();
  return ACTIONS.filter(([, right]) => may(right)).map(([action]) => action);
}

/** What can be done with the items that are selected, each of whose editions keeps its own rules. */
export function BulkBar({ items, unselect }: { items: ListedItem[]; unselect(): void }) {
  const { t } = useTranslation();
  const actions = useBulkActions();
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const [which, setWhich] = useState<'matched' | 'all'>('matched');
  const [action, setAction] = useState<BulkAction | null>(null);
  const editions = items.flatMap((item) => item.editions.filter(({ id }) => which === 'all' || id === item.matched));
  return (
    <section className="bulk-bar" aria-label={t('lists.bulk')}>
      <Group gap="sm">
        <Text role="status" fw={600}>
          {t('lists.selected', { count: items.length, shown: String(items.length) })}
        </Text>
        <NativeSelect
          aria-label={t('lists.which')}
          data={(['matched', 'all'] as const).map((value) => ({ value, label: t(`lists.which.${value}`) }))}
          value={which}
          onChange={(event) => setWhich(event.currentTarget.value as typeof which)}
        />
        {isNarrow ? (
          <ActionMenu actions={actions} onChoose={setAction} />
        ) : (
          <ActionButtons actions={actions} onChoose={setAction} />
        )}
        <Button size="compact-md" variant="subtle" onClick={unselect}>
          {t('lists.unselect')}
        </Button>
      </Group>
      {action && <Ask key={action} {...{ action, editions }} close={() => setAction(null)} done={unselect} />}
    </section>
  );
}

interface ActionsProps {
  actions: BulkAction[];
  onChoose(action: BulkAction): void;
}

function ActionButtons({ actions, onChoose }: ActionsProps) {
  const { t } = useTranslation();
  return actions.map((one) => (
    <Button
      key={one}
      size="compact-md"
      variant={one === 'publish' ? 'filled' : 'default'}
      onClick={() => onChoose(one)}
    >
      {t(`lists.bulk.${one}`)}
    </Button>
  ));
}

/** Eight buttons would hide what they are for on a phone. */
function ActionMenu({ actions, onChoose }: ActionsProps) {
  const { t } = useTranslation();
  return (
    <Menu position="top">
      <Menu.Target>
        <Button>{t('lists.bulk')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map((one) => (
          <Menu.Item key={one} onClick={() => onChoose(one)}>
            {t(`lists.bulk.${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface AskProps {
  action: BulkAction;
  editions: ListedEdition[];
  close(): void;
  done(): void;
}

/** Says first what will be done, to how many; then what came of it. */
function Ask({ action, editions, close, done }: AskProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [more, setMore] = useState<Partial<Bulk>>({});
  const send = useMutation({
    mutationFn: () => {
      const at = editions.map(({ id, head }) => ({ id, revision: head }));
      return doBulk({ action, editions: at, ...more });
    },
    onSuccess: () => client.invalidateQueries(),
  });
  const problem = useProblem(send.error);
  const leave = () => {
    close();
    if (send.data?.every((one) => one.done)) done();
  };
  return (
    <Modal
      opened
      onClose={leave}
      title={t(`lists.bulk.${action}`)}
      closeButtonProps={{ 'aria-label': t('shell.close') }}
    >
      {send.data ? (
        <Outcome results={send.data} editions={editions} close={leave} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send.mutate();
          }}
        >
          <Stack>
            <More action={action} onChange={setMore} />
            <Text>{t('lists.bulk.sure', { count: editions.length, shown: String(editions.length) })}</Text>
            {action === 'publish' && <Text fw={600}>{t('lists.bulk.publishText')}</Text>}
            <Problem says={problem} />
            <Group>
              <Button type="submit" loading={send.isPending} disabled={action === 'schedule' && !more.time}>
                {t(`lists.bulk.${action}`)}
              </Button>
              <Button variant="default" onClick={leave}>
                {t('shell.cancel')}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}

function More({ action, onChange }: { action: BulkAction; onChange(more: Partial<Bulk>): void }) {
  const { t } = useTranslation();
  const isAssign = action === 'assign';
  const { data: people = [] } = useQuery({ queryKey: listKeys.people, queryFn: getPeople, enabled: isAssign });
  if (isAssign) {
    return (
      <NativeSelect
        label={t('lists.assignee')}
        data={[
          { value: '', label: t('lists.bulk.nobody') },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => onChange({ assignee: event.currentTarget.value || null })}
      />
    );
  }
  if (action === 'schedule') {
    return <Moment onChange={onChange} />;
  }
  if (action === 'tag') {
    return (
      <TextInput
        required
        label={t('lists.bulk.tags')}
        description={t('lists.bulk.tagsHelp')}
        dir="ltr"
        onChange={(event) => onChange({ tags: event.currentTarget.value.split(/[,،\s]+/).filter(Boolean) })}
      />
    );
  }
  return null;
}

/** By the organisation's clock. */
function Moment({ onChange }: { onChange(more: Partial<Bulk>): void }) {
  const { t } = useTranslation();
  const [time, setTime] = useState<string | null>(null);
  const change = (value: string | null) => {
    setTime(value);
    onChange(value ? { time: value } : {});
  };
  return <MomentField label={t('lists.bulk.time')} value={time} onChange={change} />;
}

function Outcome({ results, editions, close }: { results: BulkResult; editions: ListedEdition[]; close(): void }) {
  const { t, i18n } = useTranslation();
  const refused = results.filter((one) => !one.done);
  const count = results.length - refused.length;
  const titleOf = (id: number) => editions.find((one) => one.id === id)?.title || t('lists.noTitle');
  return (
    <Stack role="status">
      {count > 0 && <Text>{t('lists.bulk.done', { count, shown: String(count) })}</Text>}
      {refused.length > 0 && (
        <Alert color="orange" title={t('lists.bulk.refused', { count: refused.length, shown: String(refused.length) })}>
          <List>
            {refused.map(({ id, error }) => (
              <List.Item key={id}>
                <bdi>{titleOf(id)}</bdi>: {problemIn(i18n, new ApiError(error!, 422, null))}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Button onClick={close}>{t('shell.close')}</Button>
    </Stack>
  );
}

import { Button, Collapse, Group, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconFilter, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { State, TranslationState } from '../../api-types.ts';
import { getPeople, listKeys } from './calls.ts';
import { useDeclared } from './declared.ts';
import type { Filter, ListAddress } from './query.ts';

const SORTS = ['-saved', 'saved', '-date', 'date'];
const STATES: State[] = ['draft', 'in-review', 'changes-requested', 'approved', 'scheduled', 'published', 'withdrawn'];
const TRANSLATION_STATES: TranslationState[] = ['missing', 'in-work', 'in-review', 'current', 'outdated'];

/** Words, order and filters of the list; all of them stand in the page's address. */
export function Filters({ address }: { address: ListAddress }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(address.active > 0);
  const orders = SORTS.map((value) => ({ value, label: t(`lists.order.${value}`) }));
  return (
    <div>
      <Group align="end" gap="sm">
        <Words address={address} />
        <NativeSelect
          label={t('lists.order')}
          data={orders}
          value={address.get('sort') || '-saved'}
          onChange={(event) => address.set({ sort: event.currentTarget.value })}
        />
        <Button
          variant="default"
          leftSection={<IconFilter size={16} aria-hidden />}
          aria-expanded={isOpen}
          aria-controls="list-filters"
          onClick={() => setOpen(!isOpen)}
        >
          {t('lists.filters')}
          {address.active > 0 && ` (${address.active})`}
        </Button>
        {address.active > 0 && (
          <Button variant="subtle" onClick={address.clear}>
            {t('lists.clear')}
          </Button>
        )}
      </Group>
      <Collapse expanded={isOpen} id="list-filters">
        <Choices address={address} />
      </Collapse>
    </div>
  );
}

/** Looked for while somebody types, a moment after the last letter. */
function Words({ address }: { address: ListAddress }) {
  const { t } = useTranslation();
  const asked = address.get('q');
  const [typed, setTyped] = useState(asked);
  useEffect(() => setTyped(asked), [asked]);
  const ask = useDebouncedCallback((q: string) => address.set({ q }), 250);
  return (
    <TextInput
      type="search"
      label={t('lists.words')}
      value={typed}
      classNames={{ input: 'own-direction' }}
      leftSection={<IconSearch size={16} aria-hidden />}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        ask(event.currentTarget.value);
      }}
      flex="1 1 14rem"
    />
  );
}

function Choices({ address }: { address: ListAddress }) {
  const { t } = useTranslation();
  const { kinds, languages, kindName } = useDeclared();
  const { data: people = [] } = useQuery({ queryKey: listKeys.people, queryFn: getPeople, staleTime: 60_000 });
  const persons = [
    { value: 'me', label: t('lists.me') },
    ...people.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const choice = (name: Filter, label: string, data: { value: string; label: string }[]) => (
    <NativeSelect
      label={t(label)}
      data={[{ value: '', label: t('lists.any') }, ...data]}
      value={address.get(name)}
      onChange={(event) => address.set({ [name]: event.currentTarget.value })}
    />
  );
  const day = (name: Filter, label: string) => (
    <TextInput
      type="date"
      label={t(label)}
      value={address.get(name)}
      onChange={(event) => address.set({ [name]: event.currentTarget.value })}
    />
  );
  const flag = (name: Filter, label: string) => (
    <Switch
      label={t(label)}
      checked={address.get(name) === '1'}
      onChange={(event) => address.set({ [name]: event.currentTarget.checked ? '1' : '' })}
    />
  );
  return (
    <div className="list-filters">
      {choice(
        'kind',
        'lists.kind',
        kinds.filter(({ id }) => id !== 'masthead').map(({ id }) => ({ value: id, label: kindName(id) })),
      )}
      {choice(
        'language',
        'lists.language',
        languages.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {choice(
        'state',
        'lists.stateLabel',
        STATES.map((value) => ({ value, label: t(`lists.state.${value}`) })),
      )}
      {choice(
        'translation',
        'lists.translationLabel',
        TRANSLATION_STATES.map((value) => ({ value, label: t(`lists.translation.${value}`) })),
      )}
      {choice('assignee', 'lists.assignee', persons)}
      {choice('author', 'lists.author', persons)}
      {day('from', 'lists.from')}
      {day('to', 'lists.to')}
      {flag('restricted', 'lists.restricted')}
      {flag('archived', 'lists.archived')}
    </div>
  );
}

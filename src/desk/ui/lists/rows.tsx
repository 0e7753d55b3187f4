import { Checkbox, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { ListedItem } from '../../list-types.ts';
import { useFormat } from '../format.ts';
import { Link } from '../link.tsx';
import { useLanguage } from '../words/index.ts';
import { shownEdition, useDeclared } from './declared.ts';
import { LanguageStates } from './state-chip.tsx';

export interface Selection {
  has(id: number): boolean;
  toggle(id: number): void;
  toggleAll(): void;
  all: boolean;
  some: boolean;
}

/** A table where there is room, cards where there is little. Without a selection nobody can do anything with several. */
export function Rows({ items, selection }: { items: ListedItem[]; selection: Selection | null }) {
  const isWide = useMediaQuery('(min-width: 56em)', true);
  return isWide ? <ItemTable items={items} selection={selection} /> : <ItemCards items={items} selection={selection} />;
}

function ItemTable({ items, selection }: { items: ListedItem[]; selection: Selection | null }) {
  const { t } = useTranslation();
  return (
    <Table verticalSpacing="sm" highlightOnHover aria-label={t('shell.items')}>
      <Table.Thead>
        <Table.Tr>
          {selection && (
            <Table.Th w={40}>
              <Checkbox
                aria-label={t('lists.selectAll')}
                checked={selection.all}
                indeterminate={selection.some && !selection.all}
                onChange={selection.toggleAll}
              />
            </Table.Th>
          )}
          <Table.Th>{t('lists.item')}</Table.Th>
          <Table.Th>{t('lists.languages')}</Table.Th>
          <Table.Th>{t('lists.posted')}</Table.Th>
          <Table.Th>{t('lists.saved')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={item.id}>
            {selection && (
              <Table.Td>
                <Select item={item} selection={selection} />
              </Table.Td>
            )}
            <Table.Td>
              <Title item={item} />
              <Notes item={item} />
            </Table.Td>
            <Table.Td>
              <LanguageStates item={item} />
            </Table.Td>
            <Table.Td>
              <Posted item={item} />
            </Table.Td>
            <Table.Td>
              <Saved item={item} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ItemCards({ items, selection }: { items: ListedItem[]; selection: Selection | null }) {
  const { t } = useTranslation();
  return (
    <ul className="found-list" aria-label={t('shell.items')}>
      {items.map((item) => (
        <li key={item.id} className="list-card">
          {selection && <Select item={item} selection={selection} />}
          <div className="list-card-words">
            <Title item={item} />
            <div className="list-meta">
              <Posted item={item} />
              <Saved item={item} />
            </div>
            <Notes item={item} />
            <LanguageStates item={item} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Select({ item, selection }: { item: ListedItem; selection: Selection }) {
  const { t } = useTranslation();
  const { title } = shownEdition(item, useLanguage().id);
  return (
    <Checkbox
      aria-label={t('lists.select', { title: title || item.number || t('lists.noTitle') })}
      checked={selection.has(item.id)}
      onChange={() => selection.toggle(item.id)}
    />
  );
}

/** In the interface's language where there is such an edition, else as it was first written. */
function Title({ item }: { item: ListedItem }) {
  const { t } = useTranslation();
  const { kindName } = useDeclared();
  const { title, language } = shownEdition(item, useLanguage().id);
  return (
    <>
      <Link
        to={`/items/${item.id}/${language}`}
        className="list-title"
        display="block"
        lang={title ? language : undefined}
      >
        <bdi>{title || t('lists.noTitle')}</bdi>
      </Link>
      <div className="list-meta">
        <span>{kindName(item.kind)}</span>
        {item.number && (
          <span>
            <bdi>{item.number}</bdi>
          </span>
        )}
      </div>
    </>
  );
}

/** What somebody has to know before anything else: schedules, what failed, who is at it. */
function Notes({ item }: { item: ListedItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = useDeclared();
  const matched = item.editions.find(({ id }) => id === item.matched);
  const notes = item.editions.flatMap((edition) => [
    ...(edition.publishFailure ? [{ tone: 'failed', text: t('lists.failed', { why: edition.publishFailure }) }] : []),
    ...(edition.publishAt
      ? [
          {
            tone: 'scheduled',
            text: `${language(edition.language).name}: ${t('lists.goesOut', { when: format.time(edition.publishAt) })}`,
          },
        ]
      : []),
    ...(edition.restricted ? [{ tone: 'failed', text: `${t('lists.restrictedMark')}: ${edition.restricted}` }] : []),
  ]);
  return (
    <>
      {notes.map(({ tone, text }) => (
        <Text key={text} size="sm" c={tone === 'failed' ? 'var(--mantine-color-error)' : 'dimmed'} dir="auto">
          {text}
        </Text>
      ))}
      {matched?.assignee && (
        <Text size="sm" className="list-meta">
          {t('lists.assignedTo', { name: matched.assignee.name })}
        </Text>
      )}
    </>
  );
}

function Posted({ item }: { item: ListedItem }) {
  const format = useFormat();
  const { posted } = shownEdition(item, useLanguage().id);
  return (
    posted && (
      <Text span size="sm" className="desk-whole">
        {format.date(posted.slice(0, 10))}
      </Text>
    )
  );
}

/** The newest of its editions, and by whom. */
function Saved({ item }: { item: ListedItem }) {
  const format = useFormat();
  const newest = item.editions.toSorted((a, b) => ((a.saved ?? '') < (b.saved ?? '') ? 1 : -1))[0]!;
  return (
    <Text span size="sm">
      {newest.saved && <span className="desk-whole">{format.ago(newest.saved)}</span>}{' '}
      {newest.author && (
        <Text span size="sm" c="dimmed" className="list-author">
          <bdi className="desk-whole">{newest.author.name}</bdi>
        </Text>
      )}
    </Text>
  );
}

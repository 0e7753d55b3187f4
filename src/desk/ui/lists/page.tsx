import { Alert, Button, Loader, Stack, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format.ts';
import { Page } from '../layout/page.tsx';
import { useProblem } from '../problem.ts';
import { BulkBar, useBulkActions } from './bulk-bar.tsx';
import { getItems, listKeys } from './calls.ts';
import { Filters } from './filters.tsx';
import { useListAddress } from './query.ts';
import { Rows, type Selection } from './rows.tsx';
import { ViewsMenu } from './views-menu.tsx';
import './lists.css';

const MOST_COUNTED = 1000;

/** `/items`: everything that is here, narrowed by whatever somebody asks. */
export default function ListPage() {
  const { t } = useTranslation();
  const address = useListAddress();
  return (
    <Page title={t('shell.items')} wide actions={<ViewsMenu query={address.query} />}>
      <Filters address={address} />
      <Items query={address.query} />
    </Page>
  );
}

function Items({ query }: { query: string }) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState(new Set<number>());
  const canAct = useBulkActions().length > 0;
  const list = useInfiniteQuery({
    queryKey: listKeys.list(query),
    queryFn: ({ pageParam, signal }) => getItems(query, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ cursor }) => cursor,
    placeholderData: keepPreviousData,
  });
  const problem = useProblem(list.error);
  if (list.error && !list.data) {
    return (
      <Alert color="red" title={t('lists.notOpened')} role="alert">
        <Stack align="start">
          {problem}
          <Button onClick={() => list.refetch()}>{t('shell.tryAgain')}</Button>
        </Stack>
      </Alert>
    );
  }
  if (!list.data) return <Loader aria-label={t('shell.loading')} />;
  const items = list.data.pages.flatMap((page) => page.items);
  const chosen = items.filter(({ id }) => selected.has(id));
  return (
    <>
      <Count count={list.data.pages[0]!.count ?? 0} isFiltered={query !== ''} />
      {items.length > 0 && <Rows items={items} selection={canAct ? selectionOf(items, selected, setSelected) : null} />}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
          {t('lists.more')}
        </Button>
      )}
      {chosen.length > 0 && <BulkBar items={chosen} unselect={() => setSelected(new Set())} />}
    </>
  );
}

function Count({ count, isFiltered }: { count: number; isFiltered: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (count > 0) {
    const isMore = count > MOST_COUNTED;
    const shown = format.number(isMore ? MOST_COUNTED : count);
    return <Text role="status">{t(isMore ? 'lists.countMore' : 'lists.count', { count, shown })}</Text>;
  }
  return (
    <Stack role="status" gap="xs" py="xl" align="center">
      <Text fw={600}>{t(isFiltered ? 'lists.empty' : 'lists.emptyFirst')}</Text>
      <Text ta="center">{t(isFiltered ? 'lists.emptyText' : 'lists.emptyFirstText')}</Text>
    </Stack>
  );
}

function selectionOf(items: { id: number }[], selected: Set<number>, select: (ids: Set<number>) => void): Selection {
  const all = items.length > 0 && items.every(({ id }) => selected.has(id));
  return {
    has: (id) => selected.has(id),
    toggle: (id) => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      select(next);
    },
    toggleAll: () => select(all ? new Set() : new Set(items.map(({ id }) => id))),
    all,
    some: items.some(({ id }) => selected.has(id)),
  };
}

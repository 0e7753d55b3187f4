import { useRouterState } from '@tanstack/react-router';
import { useGo } from '../link.tsx';

/** What a list can be narrowed by, as it stands in the page's address. */
export const FILTERS = [
  'q',
  'kind',
  'language',
  'state',
  'translation',
  'assignee',
  'author',
  'from',
  'to',
  'restricted',
  'archived',
] as const;
export type Filter = (typeof FILTERS)[number];

export interface ListAddress {
  /** In the order of FILTERS and without what is empty, so that one list has one address. */
  query: string;
  get(name: Filter | 'sort'): string;
  /** Changes some of them; empty takes one out. */
  set(change: Partial<Record<Filter | 'sort', string>>): void;
  /** Filters beside the words. */
  active: number;
  clear(): void;
}

export function useListAddress(): ListAddress {
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const go = useGo();
  const now = new URLSearchParams(search);
  const get = (name: string) => now.get(name) ?? '';
  const show = (values: Record<string, string>) => {
    const query = queryOf(values);
    go(query ? `/items?${query}` : '/items', { replace: true });
  };
  const values = Object.fromEntries([...FILTERS, 'sort'].map((name) => [name, get(name)]));
  return {
    query: queryOf(values),
    get,
    set: (change) => show({ ...values, ...change }),
    active: FILTERS.filter((name) => name !== 'q' && values[name]).length,
    clear: () => show({ sort: values.sort ?? '' }),
  };
}

function queryOf(values: Record<string, string>): string {
  const filled = [...FILTERS, 'sort'].filter((name) => values[name]).map((name) => [name, values[name]!]);
  return new URLSearchParams(filled).toString();
}

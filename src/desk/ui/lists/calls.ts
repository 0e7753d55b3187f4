import type { Bulk, BulkResult, FoundLine, ItemList, SavedListView } from '../../list-types.ts';
import { api } from '../api.ts';

/** What lists, search and what is done to several ask the server, each call by its name. */
export const listKeys = {
  all: ['items'] as const,
  list: (query: string) => ['items', query] as const,
  views: ['views'] as const,
  people: ['people'] as const,
  found: (words: string) => ['found', words] as const,
};

export interface Colleague {
  id: string;
  name: string;
}

/** What the quick search shows. */
export const MOST_FOUND = 12;

export const getItems = (query: string, cursor: string | null, signal?: AbortSignal) => {
  const asked = new URLSearchParams(query);
  if (cursor) asked.set('cursor', cursor);
  return api.get<ItemList>(`/api/items?${asked}`, { signal });
};
export const findItems = (words: string, signal: AbortSignal) =>
  api.get<FoundLine[]>(`/api/search?${new URLSearchParams({ q: words, limit: String(MOST_FOUND) })}`, { signal });
export const getPeople = () => api.get<Colleague[]>('/api/people');
export const getViews = () => api.get<SavedListView[]>('/api/views');
export const saveView = (view: { name: string; query: string }) => api.post<SavedListView[]>('/api/views', view);
export const deleteView = (id: number) => api.delete(`/api/views/${id}`);
export const doBulk = (bulk: Bulk) => api.post<BulkResult>('/api/bulk', bulk);

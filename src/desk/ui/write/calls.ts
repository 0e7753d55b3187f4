import type { Field } from '../../../kinds/field.ts';
import type { KindWords } from '../../../languages/language.ts';
import type {
  Comparison,
  EditionView,
  ItemView,
  Presence,
  RevisionSummary,
  SavedView,
  SourceView,
} from '../../api-types.ts';
import type { Save } from '../../keeping/keeping.ts';
import type { ItemList } from '../../list-types.ts';
import { api } from '../api.ts';

/** What the pages of writing ask the server, each call by its name. */
export interface KindDeclaration {
  id: string;
  section: string | null;
  dated: boolean;
  isParty: boolean;
  requires: string[];
  fields: Record<string, Field>;
  words: Record<string, KindWords>;
}

export interface WritingLanguage {
  id: string;
  name: string;
  direction: 'ltr' | 'rtl';
}

/** Browsers send 64 KiB of UTF-8 after a page is gone; a letter can take three bytes. */
const MOST_KEPT_ALIVE = 20_000;

export const keys = {
  kinds: ['kinds'] as const,
  languages: ['languages'] as const,
  item: (id: number) => ['item', id] as const,
  edition: (id: number) => ['edition', id] as const,
  revisions: (id: number) => ['edition', id, 'revisions'] as const,
  source: (id: number) => ['edition', id, 'source'] as const,
};

export const getKinds = () => api.get<KindDeclaration[]>('/api/kinds');
export const getLanguages = () => api.get<WritingLanguage[]>('/api/languages');
export const getItem = (id: number) => api.get<ItemView>(`/api/items/${id}`);
export const getEdition = (id: number) => api.get<EditionView>(`/api/editions/${id}`);
export const getRevisions = (id: number) => api.get<RevisionSummary[]>(`/api/editions/${id}/revisions`);
export const getSource = (id: number) => api.get<SourceView>(`/api/editions/${id}/source`);
export const compare = (from: number, to: number) => api.get<Comparison>(`/api/compare?from=${from}&to=${to}`);

/** From a page that is being left, what is small enough goes out all the same; the rest is kept on the device. */
export function putEdition(id: number, save: Save): Promise<SavedView> {
  const keepalive = document.visibilityState === 'hidden' && JSON.stringify(save).length < MOST_KEPT_ALIVE;
  return api.put<SavedView>(`/api/editions/${id}`, save, { keepalive });
}

export const addEdition = (item: number, language: string, translates: string | null) =>
  api.post<EditionView>(`/api/items/${item}/editions`, { language, translates });
export const saysPresent = (id: number, tab: string, typing: boolean) =>
  api.post<Presence>(`/api/editions/${id}/presence`, { tab, typing });
export const nameRevision = (id: number, name: string) =>
  api.patch<RevisionSummary[]>(`/api/revisions/${id}`, { name });
export const restoreRevision = (id: number, base: number) =>
  api.post<EditionView>(`/api/revisions/${id}/restore`, { base });
export const liftRestriction = (id: number) => api.post<EditionView>(`/api/editions/${id}/lift-restriction`);
export const declareCurrent = (id: number, revision: number) =>
  api.post<EditionView>(`/api/editions/${id}/current`, { revision });

export interface FoundItem {
  /** Its number; before it is published, the desk's own key. */
  item: string;
  number: string | null;
  kind: string;
  title: string;
}

/** What a link can lead to: those that are published have a number. Titles in this language where there is one. */
export async function findItems(query: string, language: string): Promise<FoundItem[]> {
  const { items } = await api.get<ItemList>(`/api/items?q=${encodeURIComponent(query)}`);
  return items.slice(0, 12).map((item) => foundOf(item, language, item.matched));
}

/** The item of a key or a number; null where there is none, or its source alone knows the key. */
export async function findItem(key: string, language: string): Promise<FoundItem | null> {
  const id = /^desk:(\d+)$/.exec(key)?.[1];
  if (id) return { ...foundOf(await getItem(Number(id)), language), item: key };
  return (await findItems(key, language)).find(({ number }) => number === key) ?? null;
}

/** Items of these kinds by their names, in the language that is written in where they have one. */
export async function findNamed(
  name: string,
  language: string,
  kinds: readonly string[],
): Promise<{ item: string; name: string }[]> {
  const lists = await Promise.all(
    kinds.map((kind) => api.get<ItemList>(`/api/items?kind=${kind}&q=${encodeURIComponent(name)}`)),
  );
  return lists
    .flatMap(({ items }) => items)
    .slice(0, 8)
    .map((one) => foundOf(one, language, one.matched))
    .map(({ item, title }) => ({ item, name: title }));
}

/** By its edition in this language, or else by the one that was found. */
function foundOf({ id, number, kind, editions }: ItemView, language: string, matched = editions[0]?.id): FoundItem {
  const edition = editions.find((one) => one.language === language) ?? editions.find((one) => one.id === matched);
  return { item: number ?? `desk:${id}`, number, kind, title: edition?.title ?? '' };
}

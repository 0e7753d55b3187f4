import { createStore, del, entries, set } from 'idb-keyval';
import type { Shelf } from '../../keeping/keeper.ts';
import type { Kept } from '../../keeping/keeping.ts';

/** Words on this device, in the browser's database: one entry a person, an edition and an opening of its page. */
const CHANNEL = 'daftar-keeping';
/** How long other tabs have to say that they are there. */
const ANSWER_MS = 150;

let opened: ReturnType<typeof createStore> | undefined;
const store = () => (opened ??= createStore('daftar-keeping', 'kept'));

export const shelf: Shelf = {
  put: (kept) => set(keyOf(kept), kept, store()),
  drop: (kept) => del(keyOf(kept), store()),
};

/** What an earlier visit left behind, newest first. What another tab is still writing is not among it. */
export async function leftBehind(person: string, edition: number, tab: string): Promise<Kept[]> {
  const all = await entries<string, Kept>(store()).catch(() => []);
  const mine = all.map(([, kept]) => kept).filter((kept) => kept.person === person && kept.edition === edition);
  if (mine.length === 0) return [];
  const open = await openTabs(tab);
  return mine.filter((kept) => !open.has(kept.tab)).sort((a, b) => b.at - a.at);
}

/** Answers other tabs for as long as this one is open. Returns how to stop. */
export function answerOtherTabs(tab: string): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (data === 'who is there?') channel.postMessage({ tab });
  };
  return () => channel.close();
}

async function openTabs(own: string): Promise<Set<string>> {
  const tabs = new Set([own]);
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (typeof data?.tab === 'string') tabs.add(data.tab);
  };
  channel.postMessage('who is there?');
  await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
  channel.close();
  return tabs;
}

function keyOf({ person, edition, tab }: Pick<Kept, 'person' | 'edition' | 'tab'>): string {
  return `${person} ${edition} ${tab}`;
}

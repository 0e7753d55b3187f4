import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { EditionView, SavedView } from '../../api-types.ts';
import { Keeper, type Snapshot } from '../../keeping/keeper.ts';
import type { Event, Save, Theirs } from '../../keeping/keeping.ts';
import { ApiError } from '../api.ts';
import { putEdition } from './calls.ts';
import { answerOtherTabs, leftBehind, shelf } from './shelf.ts';
import { gatherWords } from './waiting-words.ts';

/** The keeper of an edition's words for as long as its page is open; null while it is looked what an earlier visit left. */
export function useKeeper(
  edition: EditionView,
  person: string,
  tab: string,
  onSaved: (view: SavedView) => void,
): Keeper | null {
  const [keeper, setKeeper] = useState<Keeper | null>(null);
  const latest = useRef({ edition, onSaved });
  latest.current = { edition, onSaved };
  const { id } = edition;
  useEffect(() => {
    let made: Keeper | null = null;
    let isGone = false;
    const send = (save: Save) => sent(id, save, (view) => latest.current.onSaved(view));
    leftBehind(person, id, tab).then(([kept]) => {
      if (isGone) return;
      made = new Keeper(
        { edition: id, person, tab, shelf, send, gather: gatherWords },
        theirsOf(latest.current.edition),
        kept ?? null,
      );
      setKeeper(made);
    });
    const stopAnswering = answerOtherTabs(tab);
    const leave = () => document.visibilityState === 'hidden' && made?.leave();
    const online = () => made?.happened({ type: 'online' });
    document.addEventListener('visibilitychange', leave);
    window.addEventListener('online', online);
    return () => {
      isGone = true;
      made?.leave();
      stopAnswering();
      document.removeEventListener('visibilitychange', leave);
      window.removeEventListener('online', online);
      setKeeper(null);
    };
  }, [id, person, tab]);
  return keeper;
}

export function useSnapshot(keeper: Keeper): Snapshot {
  return useSyncExternalStore(keeper.subscribe, keeper.snapshot);
}

export function theirsOf({ head, content, author }: EditionView): Theirs {
  return { head, content, author: author?.name ?? null };
}

/** A name for this opening of the page. `crypto.randomUUID` is missing where the desk is reached without TLS. */
export function useTab(): string {
  const make = useCallback(
    () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join(''),
    [],
  );
  return useState(make)[0];
}

const UNANSWERED = ['OFFLINE', 'TOO_MANY'];

async function sent(edition: number, save: Save, onSaved: (view: SavedView) => void): Promise<Event> {
  try {
    const view = await putEdition(edition, save);
    onSaved(view);
    return { type: 'answered', revision: view.head, content: view.content };
  } catch (error) {
    return eventOf(error);
  }
}

function eventOf(error: unknown): Event {
  if (!(error instanceof ApiError)) return { type: 'lost' };
  const { code, message, hint, status, body } = error;
  const theirs = (body as { theirs?: EditionView } | null | undefined)?.theirs;
  if (code === 'CONFLICT' && theirs) return { type: 'conflict', theirs: theirsOf(theirs) };
  if (UNANSWERED.includes(code) || status === 0 || status >= 500) return { type: 'lost' };
  // Whoever puts signing in off writes on, and is saved once they have.
  if (code === 'SIGN_IN') return { type: 'lost', by: 'session' };
  return { type: 'refused', problem: { code, message, hint } };
}

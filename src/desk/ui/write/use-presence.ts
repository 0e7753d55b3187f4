import { useCallback, useEffect, useRef, useState } from 'react';
import type { Presence } from '../../api-types.ts';
import { saysPresent } from './calls.ts';

const EVERY_MS = 10_000;
/** Whoever has typed nothing for this long is reading. Longer than the others take to ask. */
const TYPING_MS = 12_000;

/** Who else has the edition open. `typed` says that a key was pressed here. */
export function usePresence(
  edition: number,
  tab: string,
  me: string,
  onHeard: (presence: Presence) => void,
): { others: Presence['others']; typed: () => void } {
  const [others, setOthers] = useState<Presence['others']>([]);
  const lastKey = useRef(0);
  const firstSeen = useRef(new Map<string, string>());
  const heard = useRef(onHeard);
  heard.current = onHeard;

  const say = useCallback(async () => {
    const typing = Date.now() - lastKey.current < TYPING_MS;
    const presence = await saysPresent(edition, tab, typing).catch(() => null);
    if (!presence) return;
    setOthers(presence.others.filter((one) => one.id !== me || isAlive(one, firstSeen.current)));
    heard.current(presence);
  }, [edition, tab, me]);

  useEffect(() => {
    void say();
    const timer = setInterval(() => document.visibilityState === 'visible' && void say(), EVERY_MS);
    const back = () => document.visibilityState === 'visible' && void say();
    document.addEventListener('visibilitychange', back);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', back);
    };
  }, [say]);

  const typed = useCallback(() => {
    const isNews = Date.now() - lastKey.current >= TYPING_MS;
    lastKey.current = Date.now();
    if (isNews) void say();
  }, [say]);
  return { others, typed };
}

/** A page of one's own that was just left or loaded anew is still known for a while, and never heard of again. */
function isAlive({ id, seen }: Presence['others'][number], firstSeen: Map<string, string>): boolean {
  const first = firstSeen.get(id);
  if (first === undefined) firstSeen.set(id, seen);
  return first !== undefined && seen > first;
}

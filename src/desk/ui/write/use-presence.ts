import { useCallback, useEffect, useRef, useState } from 'react';
import type { Presence } from '../../api-types.ts';
import { saysPresent } from './calls.ts';

const EVERY_MS = 10_000;
/** Whoever has typed nothing for this long is reading. */
const TYPING_MS = 6_000;

/** Who else has the edition open. `typed` says that a key was pressed here. */
export function usePresence(
  edition: number,
  tab: string,
  onHeard: (presence: Presence) => void,
): { others: Presence['others']; typed: () => void } {
  const [others, setOthers] = useState<Presence['others']>([]);
  const lastKey = useRef(0);
  const heard = useRef(onHeard);
  heard.current = onHeard;

  const say = useCallback(async () => {
    const typing = Date.now() - lastKey.current < TYPING_MS;
    const presence = await saysPresent(edition, tab, typing).catch(() => null);
    if (!presence) return;
    setOthers(presence.others);
    heard.current(presence);
  }, [edition, tab]);

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

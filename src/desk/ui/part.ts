import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** After so many refusals while the line stands, the files are gone: a newer desk has others. */
const TRIES = 4;
const FIRST_WAIT_MS = 500;
/** A browser can take a line for good that leads nowhere. */
const LONGEST_WAIT_MS = 10_000;

/**
 * A piece of the desk that is loaded when it is first shown. A line that fails meanwhile takes nothing else down: the
 * piece comes when the line is back.
 */
// biome-ignore lint/suspicious/noExplicitAny: as React's own `lazy`
export function part<C extends ComponentType<any>>(load: () => Promise<{ default: C }>): LazyExoticComponent<C> {
  return lazy(() => persistently(load));
}

/** @throws what `load` throws, where it fails several times with the line up */
export async function persistently<T>(load: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      return await load();
    } catch (error) {
      if (navigator.onLine && (await deskAnswers())) failures++;
      if (failures >= TRIES) throw error;
      await backOnline(Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS));
    }
  }
}

async function deskAnswers(): Promise<boolean> {
  return fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}

/** So long, or until the browser says that there is a line again. */
function backOnline(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
  });
}

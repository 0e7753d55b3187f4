import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

const EVERY = 250;

/**
 * Calls `changed` soon after another process has published: the record's checkpoint or the press's own account of its
 * work (`press.json`, in the site's folder or beside it) has another time or size. Polling, because the events of file
 * systems are lost on network drives and on folders that are swapped. Returns the way to stop.
 */
export function watchSite(siteDir: string, changed: () => void): () => void {
  const signs = [
    join(siteDir, 'record', 'log', 'checkpoint'),
    join(siteDir, 'press.json'),
    join(dirname(resolve(siteDir)), 'press.json'),
  ];
  let last: string | null = null;
  let looking = false;

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    const now = (await Promise.all(signs.map(stampAt))).join(' ');
    looking = false;
    if (last !== null && last !== now) changed();
    last = now;
  }

  void look();
  const timer = setInterval(look, EVERY).unref();
  return () => clearInterval(timer);
}

async function stampAt(path: string): Promise<string> {
  const stats = await stat(path).catch(() => null);
  return stats ? `${stats.ino}:${stats.size}:${stats.mtimeMs}` : 'none';
}

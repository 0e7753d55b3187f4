import { DaftarError } from '../base/errors.ts';

/** Where a record is read from. */
export interface RecordSource {
  /** The bytes at a path below the record, such as `log/checkpoint`; null where there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** Every file, where the source can tell. */
  list?(): Promise<string[]>;
}

/** How many files are asked for at the same time: over HTTP each waits for the network. */
const AT_ONCE = 16;

/** What `make` gives for 0, 1, 2 up to `count`, a few at once; after a failure no further one is begun. */
export async function several<Made>(count: number, make: (index: number) => Promise<Made>): Promise<Made[]> {
  const made: Made[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, at) => make(from + at));
    made.push(...(await Promise.all(some)));
  }
  return made;
}

/** A record over HTTP: `https://news.example.org/record/`. Throws RECORD_UNREACHABLE where the line or the server fails. */
export function httpSource(base: string): RecordSource {
  const root = base.replace(/\/*$/, '/');
  return {
    async read(path) {
      const url = new URL(path, root).href;
      const response = await fetch(url).catch((error: Error) => unreachable(url, reasonOf(error)));
      if (response.status === 404 || response.status === 410) return null;
      if (!response.ok) return unreachable(url, `it answers ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

/** Node says “fetch failed”, and why in its cause. */
export function reasonOf(error: Error): string {
  const { message, code } = (error.cause ?? error) as { message?: string; code?: string };
  return message || code || error.message;
}

function unreachable(url: string, why: string): never {
  throw new DaftarError(
    'RECORD_UNREACHABLE',
    `${url} cannot be read: ${why}.`,
    'Try again, or use a copy of the record.',
  );
}

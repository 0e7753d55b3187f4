import type { Visitor } from '../../test/helpers/desk.ts';

/** Of how many runs, in milliseconds. */
export interface Timing {
  median: number;
  worst: number;
  runs: number;
}

export interface Request {
  method?: string;
  path: string;
  body?: unknown;
}

/** Each run asks what `request` says then, until the whole answer is there; an answer that is no success ends it all. */
export async function timed(
  visitor: Visitor,
  runs: number,
  request: (run: number) => Request | Promise<Request>,
): Promise<Timing> {
  const took: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { method = 'GET', path, body } = await request(run);
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const started = performance.now();
    const { status, text } = await visitor.send(method, path, sent);
    took.push(performance.now() - started);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
  }
  return timingOf(took);
}

export function timingOf(took: number[]): Timing {
  const sorted = took.toSorted((a, b) => a - b);
  return { median: round(sorted[Math.floor(sorted.length / 2)]!), worst: round(sorted.at(-1)!), runs: took.length };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}

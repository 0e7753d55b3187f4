/**
 * How long the desk takes: `node bench/desk.ts [items=50000] [folder]`. Fills a desk with items in three languages from the
 * deterministic corpus (bench/corpus.mjs), on SQLite and on PostgreSQL, starts `daftar start` on it and asks over HTTP:
 * every list, filter and search, an edition and all around it, saves; then opens the desk in a browser. Writes
 * bench/results/desk.json, or elsewhere with DESK_RESULTS. A folder that is named is filled once and kept; with
 * BENCH_POSTGRES that server is taken instead of one of its own.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../test/helpers/postgres.ts';
import { DOOR, firstLoads, typing } from './desk/browser.ts';
import { bulk, lookAround, lookAtEditions, save } from './desk/requests.ts';
import { filledDesk, type RunningDesk, startDesk } from './desk/server.ts';
import type { Timing } from './desk/timing.ts';

/** Milliseconds that are promised. */
const MOST = { look: 200, save: 100, open: 2000 };
const MOST_KILOBYTES = 400;

const items = Number(process.argv[2] ?? 50_000);
const folder = process.argv[3] ?? mkdtempSync(join(tmpdir(), 'daftar-bench-'));
mkdirSync(folder, { recursive: true });

const onSqlite = await measured(join(folder, 'sqlite'), null, async (desk) => ({
  requests: await requests(desk),
  firstLoads: await firstLoads(desk),
  typing: await typing(desk),
}));
const server = process.env.BENCH_POSTGRES ? null : await startPostgres({ durable: true });
const onPostgres = await measured(join(folder, 'postgres'), server?.url ?? process.env.BENCH_POSTGRES!, requests);
await server?.stop();
if (!process.argv[3]) rmSync(folder, { recursive: true });

const results = {
  command: `node bench/desk.ts ${items}`,
  machine: { cores: availableParallelism(), node: process.version },
  items,
  unit: 'milliseconds; the worst of a run is often what else the machine did',
  promised: { ...MOST, firstLoadKilobytes: MOST_KILOBYTES },
  overPromise: [
    ...over('SQLite', onSqlite.requests),
    ...over('PostgreSQL', onPostgres),
    ...Object.entries(onSqlite.firstLoads).flatMap(([screen, languages]) =>
      Object.entries(languages)
        .filter(
          ([, { usable, kilobytes }]) => usable.median >= MOST.open || (screen === DOOR && kilobytes >= MOST_KILOBYTES),
        )
        .map(([language]) => `first load: ${screen}, ${language}`),
    ),
  ],
  SQLite: onSqlite.requests,
  PostgreSQL: onPostgres,
  firstLoads: onSqlite.firstLoads,
  typing: onSqlite.typing,
};
const file = process.env.DESK_RESULTS ?? join(import.meta.dirname, 'results/desk.json');
writeFileSync(file, `${JSON.stringify(results, null, 1).replace(/\{\s+"median"[^}]*\}/g, inOneLine)}\n`);
console.log(`${file}: ${results.overPromise.length === 0 ? 'all as promised' : results.overPromise.join('; ')}`);

type Requests = Awaited<ReturnType<typeof requests>>;

async function requests({ visitor }: RunningDesk) {
  return {
    look: await lookAround(visitor),
    edition: await lookAtEditions(visitor),
    save: await save(visitor),
    bulk: await bulk(visitor),
  };
}

async function measured<Result>(
  dataDir: string,
  databaseUrl: string | null,
  measure: (desk: RunningDesk) => Promise<Result>,
): Promise<Result> {
  const desk = await startDesk(await filledDesk(dataDir, databaseUrl, items));
  try {
    return await measure(desk);
  } finally {
    await desk.stop();
  }
}

/** By their medians: the worst says more of a shared machine than of the desk. */
function over(database: string, { look, edition, save }: Requests): string[] {
  const slower = (all: Record<string, Timing>, most: number) =>
    Object.entries(all)
      .filter(([, { median }]) => median >= most)
      .map(([name, { median }]) => `${database}: ${name} ${median} ms`);
  return [...slower({ ...look, ...edition }, MOST.look), ...slower(save, MOST.save)];
}

function inOneLine(json: string): string {
  return json.replace(/\s+/g, ' ');
}

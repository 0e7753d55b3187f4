import { subscribe } from 'node:diagnostics_channel';
import type { DaftarError } from '../../src/base/errors.ts';
import { type Draft, draftOf } from '../../src/desk/draft.ts';
import { takeIn } from '../../src/desk/server/intake.ts';
import { Newsroom } from '../../src/newsroom.ts';

/**
 * Publishes without end, until something kills it; a story of its own process:
 *
 *     node publisher.ts DATA NAME [STEP COUNT]     dies by its own hand the COUNTth time that STEP is reached
 *
 * Says when a publication is fixed (`fixed <sha256>`: it must never be lost) and when readers see it (`shown <sha256>`).
 * On a disk that is full it says so and ends.
 */
const [dataDir = '', name = '', deadly = '', count = '1'] = process.argv.slice(2);
let reached = 0;
subscribe('daftar.publishing', (step) => {
  if (step === deadly && ++reached === Number(count)) process.kill(process.pid, 'SIGKILL');
});

const newsroom = await Newsroom.open({ dataDir, alone: true }).catch(endIfFull);
for (let n = 1; ; n++) await round(n).catch(endIfFull);

/** One to three publications that readers see together. */
async function round(n: number): Promise<void> {
  const fixed: string[] = [];
  for (let of = 0; of < 1 + (n % 3); of++) fixed.push(...(await publish(n, of)));
  await newsroom.release();
  for (const sha256 of fixed) say('shown', sha256);
}

/** Now a new statement, now a correction of the one before. */
async function publish(n: number, of: number): Promise<string[]> {
  const text = n % 2 === 0 ? `${n - 1}` : `${n}`;
  const { revisionId } = await takeIn(newsroom.desk, draft(`${name}/${text}/${of}`, n), () => true, newsroom.now());
  const publication = await newsroom.publish(revisionId);
  if (!publication) return [];
  say('fixed', publication.sha256);
  return [publication.sha256];
}

function draft(key: string, n: number): Draft {
  return draftOf({
    key: `story:${key}`,
    kind: 'statement',
    language: 'en',
    title: `Statement ${key}`,
    body: `<p>As it stands in round ${n}.</p>`,
    posted: '2024-03-05',
    tags: ['ferry'],
    fields: { type: 'statement' },
  });
}

/** At once: what waits in a buffer dies with the process. */
function say(what: string, sha256: string): void {
  process.stdout.write(`${what} ${sha256}\n`);
}

function endIfFull(error: unknown): never {
  const { code, errcode } = error as DaftarError & { errcode?: number };
  const isFull = /DISK_FULL$/.test(code) || code === 'ENOSPC' || [13, 10].includes((errcode ?? 0) & 0xff);
  if (!isFull) throw error;
  process.stdout.write('full\n');
  process.exit(0);
}

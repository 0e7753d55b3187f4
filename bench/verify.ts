// node bench/verify.ts [releases=10000]   prints one line of JSON: index size, memory, and how long a passage takes
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Release } from '../src/record/release.ts';
import { indexChanges, openIndex } from '../src/verify/passages.ts';
import { verify } from '../src/verify/verdict.ts';
import { testRecord, testRelease } from '../test/helpers/opened-record.ts';

const count = Number(process.argv[2] ?? 10_000);
const folder = mkdtempSync(join(tmpdir(), 'daftar-bench-'));
const corpus = join(folder, 'corpus.jsonl');
execFileSync(process.execPath, [join(import.meta.dirname, 'corpus.mjs'), String(count), corpus, 'ur'], { cwd: folder });

/** About 300 words of each text, in a language that changes with the release. */
const releases: Release[] = [];
for await (const line of createInterface({ input: createReadStream(corpus) })) {
  const { slug, title, summary, body } = JSON.parse(line);
  const words: string[] = body.split(' ').slice(0, 300);
  releases.push(
    testRelease({
      number: `ST-2024-${String(releases.length + 1).padStart(4, '0')}`,
      language: 'ur',
      title,
      summary,
      body: words
        .join(' ')
        .split('\n\n')
        .map((text) => `<p>${text}</p>`)
        .join('\n'),
      path: `ur/statements/2024/${slug}/`,
    }),
  );
}
rmSync(folder, { recursive: true });

const files = new Map<string, Uint8Array>();
const reader = {
  read: async (path: string) => files.get(path) ?? null,
  release: async (index: number) => releases[index]!,
};
const built = await timed(async () => {
  for await (const { path, bytes } of indexChanges(reader, 0, count)) if (bytes) files.set(path, bytes);
});
const appended = await timed(async () => {
  for await (const _ of indexChanges(reader, count - 1, count));
});
const record = testRecord(releases, files);
const memory = process.memoryUsage();
const opened = await timed(() => openIndex(record));
const after = process.memoryUsage();

const outcomes: Record<string, number> = {};
const times = { genuine: [] as number[], altered: [] as number[], unknown: [] as number[] };
await verify({ text: 'x y z' }, record);
for (let round = 0; round < 30; round++) {
  const words = releases[Math.floor((round * count) / 30)]!.body.replace(/<[^>]*>/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
  const passage = words.slice(20, 60);
  for (const [kind, text] of [
    ['genuine', passage],
    ['altered', passage.toSpliced(20, 1, '77')],
    ['unknown', [...words].reverse().slice(0, 60)],
  ] as const) {
    const ms = await timed(async () => {
      const { outcome } = await verify({ text: text.join(' ') }, record);
      outcomes[`${kind}: ${outcome}`] = (outcomes[`${kind}: ${outcome}`] ?? 0) + 1;
    });
    times[kind].push(ms);
  }
}

console.log(
  JSON.stringify({
    releases: count,
    indexBytes: [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0),
    buildMs: Math.round(built),
    appendMs: round1(appended),
    openMs: Math.round(opened),
    openMemoryMB: Math.round((after.arrayBuffers + after.heapUsed - memory.arrayBuffers - memory.heapUsed) / 1e6),
    verifyMs: Object.fromEntries(Object.entries(times).map(([kind, all]) => [kind, summary(all)])),
    outcomes,
  }),
);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function summary(all: number[]): { median: number; most: number } {
  const sorted = all.toSorted((a, b) => a - b);
  return { median: round1(sorted[Math.floor(sorted.length / 2)]!), most: round1(sorted.at(-1)!) };
}

function round1(ms: number): number {
  return Math.round(ms * 10) / 10;
}

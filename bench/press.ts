/**
 * What a full build and one publication cost: `node bench/press.ts [statements=300]`, each in three languages, from the
 * deterministic corpus (bench/corpus.mjs). Prints one line of JSON; results are kept in bench/results/.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstMasthead } from '../src/commands/first-masthead.ts';
import { type Draft, draftOf } from '../src/desk/draft.ts';
import { takeIn } from '../src/desk/server/intake.ts';
import { Newsroom } from '../src/newsroom.ts';
import { Press } from '../src/press/press.ts';
import { openRecord } from '../src/record/store.ts';
import { type CorpusLine, corpus } from './corpus.ts';

const statements = Number(process.argv[2] ?? 300);
const dir = mkdtempSync(join(tmpdir(), 'daftar-bench-'));
const lines = await Array.fromAsync(corpus(statements));
const last = lines.splice(-3);

const newsroom = await Newsroom.open({ dataDir: join(dir, 'data') });
await firstMasthead(newsroom);
const intake = await seconds(async () => {
  for (const line of lines) await publish(line);
});
const firstRelease = await seconds(() => newsroom.release());
await publish(last[0]!);
const onePublication = await seconds(() => newsroom.release());
await publish(last[1]!);
const another = await seconds(() => newsroom.release());
const { record, cache } = newsroom.paths;
const fullBuild = await seconds(async () => {
  const press = await Press.open({ record: openRecord(record), siteDir: join(dir, 'site'), cacheDir: cache });
  await press.catchUp();
});
await newsroom.close();
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
rmSync(dir, { recursive: true });
console.log(
  JSON.stringify({
    editions: lines.length,
    intake,
    firstRelease,
    onePublication,
    another,
    fullBuild,
    maxMemoryMB: memory,
  }),
);

async function publish(line: CorpusLine): Promise<void> {
  const { revisionId } = await takeIn(newsroom.desk, draft(line), () => true, new Date());
  await newsroom.publish(revisionId);
}

function draft({ id, slug, lang, date, title, summary, place, tags, body }: CorpusLine): Draft {
  return draftOf({
    key: `corpus:${id}`,
    kind: 'statement',
    language: lang,
    title,
    summary,
    body: body
      .split('\n\n')
      .map((paragraph) => `<p>${paragraph}</p>`)
      .join(''),
    posted: date.slice(0, 10),
    places: [place],
    tags: tags.map((_, index) => `tag-${(id + index) % 40}`),
    fields: { type: 'statement' },
    slug,
  });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return Math.round(performance.now() - started) / 1000;
}

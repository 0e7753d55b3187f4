import type { Draft } from '../../src/desk/draft.ts';
import { takeIn } from '../../src/desk/server/intake.ts';
import { Newsroom } from '../../src/newsroom.ts';

/**
 * Publishes without end, until somebody kills it; a story of its own process: `node publisher.ts DATA NAME`. Says when a
 * publication is fixed (`fixed <sha256>`: it must never be lost) and when readers see it (`shown <sha256>`).
 */
const [dataDir = '', name = ''] = process.argv.slice(2);
const newsroom = await Newsroom.open({ dataDir, alone: true });

for (let n = 1; ; n++) {
  const fixed: string[] = [];
  for (let of = 0; of < 1 + (n % 3); of++) fixed.push(...(await publish(n, of)));
  await newsroom.release();
  for (const sha256 of fixed) console.log(`shown ${sha256}`);
}

/** Now a new statement, now a correction of the one before. */
async function publish(n: number, of: number): Promise<string[]> {
  const text = n % 2 === 0 ? `${n - 1}` : `${n}`;
  const { revisionId } = await takeIn(newsroom.desk, draft(`${name}/${text}/${of}`, n), () => true, newsroom.now());
  const publication = await newsroom.publish(revisionId);
  if (!publication) return [];
  console.log(`fixed ${publication.sha256}`);
  return [publication.sha256];
}

function draft(key: string, n: number): Draft {
  return {
    key: `story:${key}`,
    kind: 'statement',
    language: 'en',
    title: `Statement ${key}`,
    summary: '',
    body: `<p>As it stands in round ${n}.</p>`,
    dateline: null,
    posted: '2024-03-05',
    issuers: [],
    people: [],
    places: [],
    tags: ['ferry'],
    translates: null,
    media: [],
    fields: { type: 'statement' },
    slug: null,
    aliases: [],
    legacy: null,
    event: 'publish',
    note: '',
    restricted: null,
    original: null,
  };
}

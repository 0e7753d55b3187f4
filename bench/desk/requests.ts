import type { Visitor } from '../../test/helpers/desk.ts';
import { type Request, type Timing, timed } from './timing.ts';

const RUNS = 20;
const SAVES = 100;
const DRAFTS = { kind: 'statement', state: 'draft' };

/** What is asked of lists, by what a person would call it. The corpus's words are invented, but for the most frequent. */
const LISTS: Record<string, Record<string, string>> = {
  all: {},
  'all, oldest first': { sort: 'saved' },
  'all by date': { sort: '-date' },
  'all by date, oldest first': { sort: 'date' },
  'a late page': { cursor: cursorAt('2003-06-01T00:00:00.000Z') },
  'a late page by date': { sort: '-date', cursor: cursorAt('2003-06-01') },
  '200 at once': { limit: '200' },
  'a kind': { kind: 'statement' },
  'a rare kind': { kind: 'page' },
  'a language': { language: 'sd' },
  'a language by date': { language: 'sd', sort: '-date' },
  'in review': { state: 'in-review' },
  'drafts by date': { state: 'draft', sort: '-date' },
  'published by date': { state: 'published', sort: '-date' },
  'withdrawn, oldest first': { state: 'withdrawn', sort: 'saved' },
  'approved or scheduled by date': { state: 'approved,scheduled', sort: '-date' },
  'translation missing': { translation: 'missing' },
  'translation missing in Sindhi': { translation: 'missing', language: 'sd' },
  'translation in work': { translation: 'in-work' },
  'translation in review in Urdu': { translation: 'in-review', language: 'ur' },
  'translation current in Urdu': { translation: 'current', language: 'ur' },
  'translation outdated': { translation: 'outdated' },
  'translation outdated in Urdu by date': { translation: 'outdated', language: 'ur', sort: 'date' },
  'assigned to me': { assignee: 'me' },
  'written by me': { author: 'me' },
  'written by me, by date': { author: 'me', sort: '-date' },
  'a month': { from: '2012-03-01', to: '2012-03-31' },
  'a month by date': { from: '2012-03-01', to: '2012-03-31', sort: '-date' },
  'a decade': { from: '2001-01-01', to: '2010-12-31' },
  restricted: { restricted: '1' },
  archived: { archived: '1' },
  'a rare kind in review, assigned to me': { kind: 'page', state: 'in-review', language: 'sd', assignee: 'me' },
  'in review in Urdu, written by me, by date': { author: 'me', state: 'in-review', language: 'ur', sort: '-date' },
  'words: one that is everywhere': { q: 'the ' },
  'words: one letter in Urdu': { q: 'م' },
  'words: two frequent ones in Urdu': { q: 'میں کے' },
  'words: two frequent ones in Sindhi': { q: 'آهي ۾' },
  'words: a rare one': { q: 'ranlorvi' },
  'words: a frequent one in Sindhi drafts': { q: 'آهي', state: 'draft' },
  'words: a frequent one in Urdu, written by me, by date': { q: 'کا', author: 'me', sort: '-date' },
  'words: none that there is': { q: 'xyzzy' },
  'a number': { q: 'ST-2012-0100' },
  'the beginning of a number': { q: 'ST-2012' },
};
/** As somebody types them. */
const SEARCHES = ['t', 'the', 'the of', 'ka', 'kalo', 'ک', 'کی', 'میں کے سے', 'جي', 'ڪ', 'سنڌ', 'پاڻي', 'ST-2014-0042'];

const OTHERS: Record<string, string> = {
  overview: '/api/overview',
  'calendar of a month': '/api/calendar?from=2012-03-01&to=2012-03-31',
  'calendar of a coming month': `/api/calendar?from=${dayIn(20)}&to=${dayIn(50)}`,
  'saved views': '/api/views',
  people: '/api/people',
  staff: '/api/staff',
  'who I am': '/api/me',
  kinds: '/api/kinds',
  glossary: '/api/glossary',
  media: '/api/media',
  'media: words': '/api/media?q=harbour+tide',
  'media: not used': '/api/media?used=no',
  'audit log': '/api/audit',
  'audit log: one action': '/api/audit?action=edition.approve',
  'audit log: one day': '/api/audit?from=2012-03-05T00:00:00Z&to=2012-03-06T00:00:00Z',
  'audit log: words': '/api/audit?text=edition:77123',
  'audit log: words that are nowhere': '/api/audit?text=xyzzy',
};

/** Everything that is only looked at: lists with every filter, searches, overview, calendar. */
export async function lookAround(visitor: Visitor): Promise<Record<string, Timing>> {
  const results: Record<string, Timing> = {};
  for (const [name, query] of Object.entries(LISTS)) {
    results[`list: ${name}`] = await looked(visitor, `/api/items?${new URLSearchParams(query)}`);
  }
  for (const q of SEARCHES)
    results[`search: ${q}`] = await looked(visitor, `/api/search?${new URLSearchParams({ q })}`);
  for (const [name, path] of Object.entries(OTHERS)) results[name] = await looked(visitor, path);
  return results;
}

/** One edition, with all that its page asks for. */
export async function lookAtEditions(visitor: Visitor): Promise<Record<string, Timing>> {
  const results: Record<string, Timing> = {};
  const drafts = await editions(visitor, { ...DRAFTS, language: 'en' }, RUNS);
  const published = await editions(visitor, { state: 'published' }, RUNS);
  const translations = await editions(visitor, { translation: 'outdated', language: 'ur' }, RUNS);
  const commented = await editions(visitor, { state: 'in-review' }, RUNS);
  const each = async (what: string, among: Listed[], request: (one: Listed) => Request | Promise<Request>) => {
    results[what] = await timed(visitor, RUNS, (run) => request(among[run % among.length]!));
  };
  const page =
    (part: string) =>
    ({ id }: Listed) => ({ path: `/api/editions/${id}${part}` });
  await each('open a draft', drafts, page(''));
  await each('open what is published', published, page(''));
  await each('open an item', published, ({ item }) => ({ path: `/api/items/${item}` }));
  await each('its revisions', drafts, page('/revisions'));
  await each('its history', published, page('/history'));
  await each('its comments', commented, page('/comments'));
  await each('its checklist', commented, page('/checklist'));
  await each('its sign-offs', commented, page('/sign-offs'));
  await each('its private links', commented, page('/embargoes'));
  await each('its source, with what changed in it', translations, page('/source'));
  await each('terms of the glossary in it', translations, page('/glossary'));
  await each('what a release would say', drafts, page('/release'));
  await each('compare two revisions', drafts, async ({ id }) => {
    const { body } = await visitor.get(`/api/editions/${id}/revisions`);
    return { path: `/api/compare?from=${body.at(-1).id}&to=${body[0].id}` };
  });
  await each('preview of a draft', drafts, ({ id }) => ({
    method: 'POST',
    path: '/api/preview',
    body: { edition: id },
  }));
  const long = await longEdition(visitor);
  const preview = { edition: long.id, content: long.content };
  await each('preview of 5,000 words that are being typed', drafts, () => ({
    ...{ method: 'POST', path: '/api/preview', body: preview },
  }));
  await each('where a picture is used', drafts, ({ id }) => ({ path: `/api/media/${1 + (id % 5000)}` }));
  return results;
}

/** What is written while somebody works; with every save another sentence is there. */
export async function save(visitor: Visitor): Promise<Record<string, Timing>> {
  const results: Record<string, Timing> = {};
  const drafts = await editions(visitor, DRAFTS, SAVES);
  results.save = await timed(visitor, SAVES, async (run) => saveOf(visitor, drafts[run % drafts.length]!.id));
  const [first] = drafts;
  results['autosave, each in the place of the last'] = await timed(visitor, SAVES, async () =>
    saveOf(visitor, first!.id, { auto: true }),
  );
  const { id } = await longEdition(visitor);
  results['save of 5,000 words'] = await timed(visitor, RUNS, async () => saveOf(visitor, id));
  results['a new item'] = await timed(visitor, RUNS, () => ({
    ...{ method: 'POST', path: '/api/items', body: { kind: 'statement', language: 'ur' } },
  }));
  results['to say that I am here'] = await timed(visitor, RUNS, (run) => ({
    method: 'POST',
    path: `/api/editions/${drafts[run % drafts.length]!.id}/presence`,
    body: { tab: 'one', typing: true },
  }));
  results['a comment'] = await timed(visitor, RUNS, (run) => ({
    method: 'POST',
    path: `/api/editions/${drafts[run % drafts.length]!.id}/comments`,
    body: { text: 'Is this date right?', passage: null, parent: null, mentions: [] },
  }));
  results['to assign'] = await timed(visitor, RUNS, (run) => ({
    method: 'POST',
    path: `/api/editions/${drafts[run % drafts.length]!.id}/assign`,
    body: { user: null },
  }));
  return results;
}

/** One thing done to many at once; how long it may take grows with how many. */
export async function bulk(visitor: Visitor): Promise<Record<string, Timing>> {
  const results: Record<string, Timing> = {};
  const drafts = await editions(visitor, { ...DRAFTS, language: 'sd' }, 50);
  const { body: me } = await visitor.get('/api/me');
  // A tag that is there already is no save.
  const now = Date.now();
  for (const [name, more] of [
    ['assign 50', { action: 'assign', assignee: me.id }],
    ['tag 50, each of them a save', { action: 'tag' }],
  ] as const) {
    results[name] = await timed(visitor, 5, async (run) => {
      const at = await Promise.all(
        drafts.map(async ({ id }) => ({ id, revision: (await visitor.get(`/api/editions/${id}`)).body.head })),
      );
      return { method: 'POST', path: '/api/bulk', body: { ...more, tags: [`bench-${now}-${run}`], editions: at } };
    });
  }
  return results;
}

function looked(visitor: Visitor, path: string): Promise<Timing> {
  return timed(visitor, RUNS, () => ({ path }));
}

interface Listed {
  id: number;
  item: number;
}

async function editions(visitor: Visitor, query: Record<string, string>, limit: number): Promise<Listed[]> {
  const { body } = await visitor.get(`/api/items?${new URLSearchParams({ ...query, limit: String(limit) })}`);
  return body.items.map(({ id, matched }: { id: number; matched: number }) => ({ id: matched, item: id }));
}

async function saveOf(visitor: Visitor, id: number, more: { auto?: boolean } = {}): Promise<Request> {
  const { body } = await visitor.get(`/api/editions/${id}`);
  const content = { ...body.content, body: `${body.content.body}<p>Said at ${performance.now()}.</p>` };
  return { method: 'PUT', path: `/api/editions/${id}`, body: { base: body.head, content, ...more } };
}

// biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely
async function longEdition(visitor: Visitor): Promise<any> {
  const body = '<p>The ferry runs on Monday, and on every other day.</p>\n'.repeat(500);
  const content = { title: 'A long statement', body, posted: '2024-03-05', fields: { type: 'statement' } };
  return (await visitor.post('/api/items', { kind: 'statement', language: 'en', content })).body;
}

function cursorAt(by: string): string {
  return Buffer.from(JSON.stringify([by, 1])).toString('base64url');
}

function dayIn(days: number): string {
  return new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);
}

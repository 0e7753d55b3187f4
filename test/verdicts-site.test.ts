import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { languages } from '../src/languages/index.ts';
import { openRecord, type RecordReader } from '../src/record/store.ts';
import type { OpenedRecord } from '../src/verify/log.ts';
import { verify } from '../src/verify/verdict.ts';
import { filledDemo } from './helpers/filled-demo.ts';
import { testRecord } from './helpers/opened-record.ts';

let dataDir: string;
let reader: RecordReader;
let record: OpenedRecord;
before(async () => {
  dataDir = await filledDemo();
  reader = openRecord(join(dataDir, 'record'));
  record = opened();
});

for (const [form, textOf] of [
  ['text.txt', (path: string) => site(`${path}text.txt`)],
  [
    'the article of the page',
    (path: string) => visible(withoutDrawn(/<article>.*<\/article>/s.exec(site(`${path}index.html`))![0])),
  ],
  ['all of the page', (path: string) => visible(withoutDrawn(/<body.*<\/body>/s.exec(site(`${path}index.html`))![0]))],
] as const) {
  test(`whatever the site shows is known again, whole: ${form}`, async () => {
    const wrong: string[] = [];
    for (const { number, language, path, event } of currentTexts()) {
      const verdict = await verify({ text: textOf(path) }, record, { languages });
      const expected = event === 'withdraw' ? 'withdrawn' : 'genuine';
      if (verdict.outcome === expected && verdict.whole && verdict.release!.number === number) continue;
      const changes = verdict.differences.filter(({ kind }) => kind !== 'same');
      wrong.push(`${number} ${language}: ${verdict.outcome} ${JSON.stringify(changes)}`);
    }
    assert.deepEqual(wrong, []);
  });
}

test('of a text.txt in which one word was changed, that word alone is a difference', async () => {
  const wrong: string[] = [];
  for (const { number, language, path, event, body } of currentTexts()) {
    const lines = body
      .replace(/<(figure|ol|table)\b.*?<\/\1>/gs, '')
      .split(/<[^>]*>/)
      .map((line) => line.trim());
    const word = / ([\p{L}\p{M}]{3,}) /u.exec(lines.find((line) => / [\p{L}\p{M}]{3,} /u.test(line)) ?? '')?.[1];
    const text = site(`${path}text.txt`);
    const at = word ? text.indexOf(` ${word} `, text.indexOf(lines.find((line) => line.includes(` ${word} `))!)) : -1;
    if (event === 'withdraw' || at < 0) continue;
    const changed = `${text.slice(0, at)} XCHANGEDX ${text.slice(at + word!.length + 2)}`;
    const verdict = await verify({ text: changed }, record, { languages });
    const differences = verdict.differences.filter(({ kind }) => kind !== 'same');
    const shown = differences.map(({ kind, text }) => `${kind} ${text}`).join(' | ');
    if (verdict.outcome !== 'altered' || shown !== `left ${word} | added XCHANGEDX`)
      wrong.push(`${number} ${language}: ${verdict.outcome} ${word}: ${shown}`);
  }
  assert.deepEqual(wrong, []);
});

test('of an event that is passed on, another day, hour or place is found', async () => {
  const event = currentTexts().find(
    ({ kind, language, fields }) => kind === 'event' && language === 'en' && fields.end,
  )!;
  const text = site(`${event.path}text.txt`);
  const [start] = /^Starts?:.*$/m.exec(text)!;
  const digits = [...start.matchAll(/\d/g)].map(({ index }) => index);
  for (const at of digits) {
    const other = start[at] === '9' ? '8' : String(Number(start[at]) + 1);
    const changed = text.replace(start, start.slice(0, at) + other + start.slice(at + 1));
    const { outcome } = await verify({ text: changed }, record, { languages });
    assert.equal(outcome, 'altered', changed.match(/^Starts?:.*$/m)![0]);
  }
});

/** Tables and players that a kind draws stand in no order of a text: copied along, they are other words. */
function withoutDrawn(markup: string): string {
  const start = markup.indexOf('<div class="drawn">');
  if (start < 0) return markup;
  let depth = 0;
  for (const { 0: tag, index } of markup.slice(start).matchAll(/<\/?div\b[^>]*>/g)) {
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth === 0) return withoutDrawn(markup.slice(0, start) + markup.slice(start + index + tag.length));
  }
  return markup;
}

/** The demonstration's log as the verifier sees it, read by the record's own reader. */
function opened(): OpenedRecord {
  const entries = Array.from({ length: reader.checkpoint().size }, (_, index) => reader.entry(index));
  const placed = entries.flatMap((entry, index) => (entry.type === 'release' ? [{ index, entry }] : []));
  const ofNumber = Map.groupBy(placed, ({ entry }) => entry.number);
  const editions = (number: string) => Map.groupBy(ofNumber.get(number) ?? [], ({ entry }) => entry.language);
  return {
    ...testRecord([]),
    size: entries.length,
    entries: entries as OpenedRecord['entries'],
    release: async (sha256) => reader.release(sha256),
    edition: (number, language) => editions(number).get(language) ?? [],
    editions,
  };
}

function currentTexts() {
  const newest = new Map<string, string>();
  for (const entry of record.entries) {
    if (entry.type === 'release' && entry.language !== 'mul')
      newest.set(`${entry.number} ${entry.language}`, entry.release);
  }
  return [...newest.values()].map((sha256) => reader.release(sha256));
}

function site(address: string): string {
  return readFileSync(join(dataDir, 'site', address), 'utf8');
}

const LINES =
  'p|div|h[1-6]|li|ul|ol|dl|dt|dd|section|aside|blockquote|figure|figcaption|tr|td|th|table|caption|thead|tbody|br|hr|header|footer|nav|article|main';

/** The words of a page as a browser copies them, near enough. */
function visible(html: string): string {
  return html
    .replace(/<(script|style|template)[^>]*>.*?<\/\1>/gs, '')
    .replace(/<wbr>/g, '')
    .replace(new RegExp(`</?(${LINES})\\b[^>]*>`, 'g'), '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import { languages } from '../src/languages/index.ts';
import { podcastGuid } from '../src/press/podcast.ts';
import { DEMO, demoNewsroom, folder, publishFiles, type TestNewsroom, write } from './helpers/newsroom.ts';
import { all, type Element, only, parseXml } from './helpers/xml.ts';

/**
 * Podcasts of the demonstration, by the rules that validators and directories check:
 * RSS 2.0, https://podcasters.apple.com/support/823-podcast-requirements, and PSP-1 of the Podcast Standards Project.
 */
const BASE = 'https://news.roshanghat.example/';
const TYPES = ['audio/mpeg', 'audio/mp4', 'video/mp4', 'video/quicktime'];
const CATEGORIES = [
  ...['Arts', 'Business', 'Comedy', 'Education', 'Fiction', 'Government', 'Health & Fitness', 'History'],
  ...['Kids & Family', 'Leisure', 'Music', 'News', 'Religion & Spirituality', 'Science', 'Society & Culture'],
  ...['Sports', 'Technology', 'True Crime', 'TV & Film'],
];
const NAMESPACES = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
};
const MAIL_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/; // biome-ignore format: one line

let demo: TestNewsroom;
before(async () => {
  demo = await demoNewsroom();
});
after(() => demo?.close());

for (const language of languages.keys()) {
  for (const [section, episodes] of [
    ['songs', 3],
    ['series', 1],
  ] as const) {
    test(`the podcast of ${language}/${section} passes what validators ask`, async () => {
      const address = `${language}/${section}/podcast.xml`;
      const feed = await get(address);
      assert.equal(feed.headers.get('content-type'), 'application/rss+xml; charset=utf-8');
      const rss = parseXml(feed.text);
      assert.equal(rss.name, 'rss');
      assert.deepEqual(rss.attributes, { version: '2.0', ...NAMESPACES });
      const [channel] = rss.children as [Element];
      await checkChannel(channel, address, language);
      const items = all(channel, 'item');
      assert.equal(items.length, episodes);
      for (const item of items) await checkItem(item);
      for (const name of ['guid', 'enclosure'])
        assert.equal(
          new Set(items.map((item) => JSON.stringify(only(item, name)))).size,
          items.length,
          `one ${name} each`,
        );
    });
  }

  test(`the page of ${language}/songs leads to its podcast`, async () => {
    const { text } = await get(`${language}/songs/`);
    assert.match(text, /<link rel="alternate" type="application\/rss\+xml" title="[^"]+" href="podcast\.xml">/);
    assert.match(text, /<aside class="podcast"[^>]*>.*<a href="podcast\.xml" type="application\/rss\+xml">/);
    assert.match(text, /"@type":"PodcastSeries"[^<]*"webFeed":"https:[^"]*\/songs\/podcast\.xml"/);
  });
}

async function checkChannel(channel: Element, address: string, language: string) {
  const value = (name: string) => only(channel, name).text;
  for (const name of ['title', 'description', 'itunes:author', 'copyright']) {
    assert.match(value(name), /^\S(.*\S)?$/, name);
    assert.ok(Buffer.byteLength(value(name)) <= 255, name);
  }
  assert.doesNotMatch(value('description'), /[{}]/);
  assert.equal(value('link'), BASE + address.replace('podcast.xml', ''));
  assert.equal(value('language'), language);
  assert.deepEqual(only(channel, 'atom:link').attributes, {
    href: BASE + address,
    rel: 'self',
    type: 'application/rss+xml',
  });
  assert.ok(CATEGORIES.includes(only(channel, 'itunes:category').attributes.text!));
  assert.equal(value('itunes:explicit'), 'false');
  assert.equal(value('itunes:type'), 'episodic');
  assert.match(value('lastBuildDate'), MAIL_DATE);
  assert.equal(value('podcast:guid'), podcastGuid(BASE + address));
  assert.equal(value('podcast:locked'), 'no');
  const owner = only(channel, 'itunes:owner');
  assert.match(only(owner, 'itunes:email').text, /^[^@\s]+@[^@\s]+$/);
  assert.ok(only(owner, 'itunes:name').text);
  await checkCover(only(channel, 'itunes:image').attributes.href!);
}

async function checkCover(address: string) {
  assert.match(address, /^https:.*\.png$/);
  const { bytes, headers } = await get(address);
  assert.equal(headers.get('content-type'), 'image/png');
  assert.equal(headers.get('cross-origin-resource-policy'), 'cross-origin');
  const { format, width, height, space } = await sharp(bytes).metadata();
  assert.deepEqual([format, space, width === height], ['png', 'srgb', true]);
  assert.ok(width >= 1400 && width <= 3000);
  assert.ok(bytes.length < 512 * 1024);
}

async function checkItem(item: Element) {
  const value = (name: string) => only(item, name).text;
  assert.match(value('title'), /^\S(.*\S)?$/);
  assert.ok(Buffer.byteLength(value('description')) <= 4000);
  assert.match(value('pubDate'), MAIL_DATE);
  assert.equal(only(item, 'guid').attributes.isPermaLink, 'false');
  assert.match(value('guid'), /^(SO|SR)-\d{4}-\d{4,}-(en|ur|sd)(-[0-9a-f]{16})?$/);
  assert.equal((await get(value('link'))).status, 200);

  const { url, length, type } = only(item, 'enclosure').attributes as Record<'url' | 'length' | 'type', string>;
  assert.match(url, /^https:/);
  assert.ok(TYPES.includes(type), type);
  const whole = await get(url);
  assert.equal(whole.headers.get('content-type'), type);
  assert.equal(Number(length), whole.bytes.length);
  const part = await get(url, { headers: { Range: 'bytes=100-199' } });
  assert.equal(part.status, 206);
  assert.deepEqual(part.bytes, whole.bytes.subarray(100, 200));
  assert.equal((await get(url, { method: 'HEAD' })).headers.get('content-length'), length);

  for (const duration of all(item, 'itunes:duration')) assert.match(duration.text, /^[1-9]\d*$/);
  for (const { attributes } of all(item, 'podcast:transcript')) {
    const transcript = await get(attributes.url!);
    assert.equal(transcript.headers.get('content-type'), `${attributes.type}; charset=utf-8`);
  }
  for (const content of all(item, 'content:encoded')) {
    assert.match(content.text, /^<div lang="\w+" dir="(ltr|rtl)"><p class="verse">/);
    assert.doesNotMatch(content.text, /(href|src)="(?!https:)/);
  }
}

test('a song enters the podcast with all its formats, stays one episode when corrected, and leaves it when withdrawn', async (t) => {
  const dir = folder(t);
  const [mp3, wav] = ['open-the-book.mp3', 'recitation-write-a-name.wav'];
  const text = (title: string, head = '') => `---\ntitle: ${title}\n${head}---\nRow on, row on.\n`;
  const item = `kind: song
posted: 2026-01-02
media: [{ file: media/${wav}, role: file }, { file: media/${mp3}, role: file }]
fields: { files: [{ file: media/${wav} }, { file: media/${mp3} }] }
`;
  write(dir, { 'songs/row-on/item.yaml': item, 'songs/row-on/en.md': text('Row on \u0007& on') });
  for (const name of [mp3, wav]) write(dir, { [`media/${name}`]: readFileSync(join(DEMO, 'media', name!)) });

  const newest = async (files: Record<string, string>) => {
    await publishFiles(demo.newsroom, write(dir, files));
    const { text } = await get('en/songs/podcast.xml');
    return all(parseXml(text).children[0]!, 'item');
  };
  const [first, ...before] = await newest({});
  assert.equal(only(first!, 'title').text, 'Row on & on');
  assert.equal(only(first!, 'enclosure').attributes.type, 'audio/mpeg');
  const other = only(first!, 'podcast:alternateEnclosure');
  const { bytes } = await get(only(other, 'podcast:source').attributes.uri!);
  assert.deepEqual(other.attributes, { type: 'audio/wav', length: String(bytes.length) });

  const note = 'note: Of another title.\n';
  const [corrected, ...others] = await newest({ 'songs/row-on/en.2.md': text('Row on and on', note) });
  assert.equal(only(corrected!, 'title').text, 'Row on and on');
  assert.equal(only(corrected!, 'guid').text, only(first!, 'guid').text);
  assert.equal(others.length, before.length);

  const gone = await newest({ 'songs/row-on/en.3.md': text('Row on and on', `${note}event: withdraw\n`) });
  assert.deepEqual(gone, before);
});

test('a podcast keeps the guid that its address gives it', () => {
  // The example of https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/tags/guid.md
  for (const address of ['https://podnews.net/rss', 'http://podnews.net/rss/'])
    assert.equal(podcastGuid(address), '9b024349-ccf0-5f69-a609-6b82873eab3c');
});

/** From the served demonstration, whether the address is of the site or in full. */
async function get(address: string, init: RequestInit = {}) {
  const response = await fetch(demo.url + address.replace(BASE, ''), init);
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
}

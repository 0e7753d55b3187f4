import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { kinds } from '../src/kinds/index.ts';
import { languages } from '../src/languages/index.ts';
import { filledDemo } from './helpers/filled-demo.ts';
import { DEMO, emptyNewsroom, folder, publishFiles, write } from './helpers/newsroom.ts';
import { all, type Element, only, parseXml } from './helpers/xml.ts';

/**
 * Feeds of the demonstration, by the rules that validators check: https://www.rssboard.org/rss-specification, RFC 4287 and
 * https://www.jsonfeed.org/version/1.1/.
 */
const BASE = 'https://news.roshanghat.example/';
const MAIL_DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/; // biome-ignore format: one line
const NET_DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const WORDS = /^\S(.*\S)?$/s;

/** What the three formats say alike of an entry. */
interface Entry {
  url: string;
  title: string;
  summary: string;
  content: string;
  published: number;
  by: string[];
  tags: string[];
}

let site: string;
before(async () => {
  site = join(await filledDemo(), 'site');
});

for (const { id: language } of languages.values()) {
  const sections = [...kinds.values()].filter(({ dated, section }) => dated && section).map((kind) => kind.section);
  for (const shelf of [`${language}/`, ...sections.map((section) => `${language}/${section}/`)]) {
    test(`the feeds of ${shelf} pass what validators ask, and say the same`, () => {
      const read = (file: string) => readFileSync(join(site, shelf, file), 'utf8');
      const entries = rssEntries(read('feed.xml'), shelf);
      assert.deepEqual(atomEntries(read('feed.atom'), shelf), entries);
      assert.deepEqual(jsonEntries(read('feed.json'), shelf), entries);
      assert.ok(entries.length > 0 && entries.length <= 20);
      assert.equal(new Set(entries.map(({ url }) => url)).size, entries.length, 'no id twice');
      for (const { url, content } of entries) {
        assert.match(
          content,
          new RegExp(`^<div lang="${language}" dir="${languages.get(language)!.direction}">.*</div>$`, 's'),
        );
        assert.deepEqual([url, ...addressesIn(content)].flatMap(deadEnds), [], url);
      }
    });
  }
}

function rssEntries(text: string, shelf: string): Entry[] {
  const rss = parseXml(text);
  assert.deepEqual([rss.name, rss.attributes.version], ['rss', '2.0']);
  const channel = only(rss, 'channel');
  for (const name of ['title', 'description', 'copyright']) assert.match(only(channel, name).text, WORDS);
  assert.equal(only(channel, 'link').text, BASE + shelf);
  assert.equal(only(channel, 'language').text, shelf.split('/')[0]);
  assert.match(only(channel, 'lastBuildDate').text, MAIL_DATE);
  const self = { href: `${BASE}${shelf}feed.xml`, rel: 'self', type: 'application/rss+xml' };
  assert.deepEqual(only(channel, 'atom:link').attributes, self);
  return all(channel, 'item').map((item) => {
    const guid = only(item, 'guid');
    assert.deepEqual([guid.text, guid.attributes.isPermaLink], [only(item, 'link').text, 'false']);
    assert.match(only(item, 'pubDate').text, MAIL_DATE);
    return {
      url: guid.text,
      title: only(item, 'title').text,
      summary: textOf(item, 'description'),
      content: only(item, 'content:encoded').text,
      published: Date.parse(only(item, 'pubDate').text),
      by: all(item, 'dc:creator').map((one) => one.text),
      tags: all(item, 'category').map((one) => one.text),
    };
  });
}

function atomEntries(text: string, shelf: string): Entry[] {
  const feed = parseXml(text);
  assert.deepEqual([feed.name, feed.attributes], ['feed', { xmlns: 'http://www.w3.org/2005/Atom' }]);
  assert.equal(only(feed, 'id').text, BASE + shelf);
  assert.match(only(feed, 'title').text, WORDS);
  assert.match(only(feed, 'updated').text, NET_DATE);
  assert.match(only(only(feed, 'author'), 'name').text, WORDS, 'or every entry would need one');
  assert.deepEqual(
    all(feed, 'link').map(({ attributes: { rel, href } }) => [rel, href]),
    [
      ['alternate', BASE + shelf],
      ['self', `${BASE}${shelf}feed.atom`],
    ],
  );
  return all(feed, 'entry').map((entry) => {
    for (const name of ['published', 'updated']) assert.match(only(entry, name).text, NET_DATE);
    assert.equal(only(entry, 'content').attributes.type, 'html');
    assert.equal(only(entry, 'id').text, only(entry, 'link').attributes.href);
    for (const { attributes } of all(entry, 'category')) assert.match(attributes.term!, WORDS);
    return {
      url: only(entry, 'id').text,
      title: fromHtml(only(entry, 'title')),
      summary: all(entry, 'summary').map(fromHtml).join(''),
      content: only(entry, 'content').text,
      published: Date.parse(only(entry, 'published').text),
      by: all(entry, 'author').map((author) => only(author, 'name').text),
      tags: all(entry, 'category').map(({ attributes }) => attributes.label!),
    };
  });
}

interface JsonItem {
  id: string;
  url: string;
  title: string;
  summary?: string;
  content_html: string;
  date_published: string;
  date_modified: string;
  authors?: { name: string }[];
  tags: string[];
  _daftar: { about: string; release: string; index: number; receipt: string | null };
}

function jsonEntries(text: string, shelf: string): Entry[] {
  const { items, authors, ...feed } = JSON.parse(text);
  assert.equal(feed.version, 'https://jsonfeed.org/version/1.1');
  assert.deepEqual([feed.home_page_url, feed.feed_url], [BASE + shelf, `${BASE}${shelf}feed.json`]);
  assert.equal(feed.language, shelf.split('/')[0]);
  for (const words of [feed.title, feed.description, authors[0].name]) assert.match(words, WORDS);
  return items.map((item: JsonItem) => {
    assert.equal(item.id, item.url);
    for (const date of [item.date_published, item.date_modified]) assert.match(date, NET_DATE);
    assert.match(item._daftar.release, /^[0-9a-f]{64}$/);
    return {
      url: item.id,
      title: item.title,
      summary: item.summary ?? '',
      content: item.content_html,
      published: Date.parse(item.date_published),
      by: (item.authors ?? []).map(({ name }) => name),
      tags: item.tags,
    };
  });
}

/** The library says that titles are HTML, so they have to be. */
function fromHtml({ text, attributes }: Element): string {
  assert.equal(attributes.type, 'html');
  const signs: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (entity) => signs[entity]!);
}

function textOf(element: Element, name: string): string {
  return all(element, name).length > 0 ? only(element, name).text : '';
}

function addressesIn(markup: string): string[] {
  return [...markup.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address]) => address!.replaceAll('&amp;', '&'));
}

/** A reader of a feed is on no page of ours: every address is whole, and those of this site stand there with their anchors. */
function deadEnds(address: string): string[] {
  if (!/^(https?:\/\/|mailto:|tel:)/.test(address)) return [`not whole: ${address}`];
  if (!address.startsWith(BASE)) return [];
  const { pathname, hash } = new URL(address);
  const file = join(site, pathname.replace(/\/$/, '/index.html'));
  if (!existsSync(file)) return [`leads nowhere: ${address}`];
  const missing = hash !== '' && !readFileSync(file, 'utf8').includes(`id="${hash.slice(1)}"`);
  return missing ? [`no such place: ${address}`] : [];
}

test('whatever a title or a text holds, feeds are well-formed and lose no word', async (t) => {
  const { newsroom, siteDir, close } = await emptyNewsroom();
  t.after(close);
  await publishFiles(newsroom, join(DEMO, 'masthead.yaml'));
  const title = 'Tide & time: a < b, ]]> and "more" <b>not bold</b>';
  const item = 'kind: statement\nposted: 2026-01-02\ntags: [tide]\nfields: { type: statement }\n';
  const text = `---\ntitle: ${JSON.stringify(title.replace('time', 't\u0007ime'))}\n---\nA word ]]\\> and \\&amp; and\u0007 more.\n`;
  const files = { 'statements/tide/item.yaml': item, 'statements/tide/en.md': text };
  await publishFiles(newsroom, write(folder(t), files));
  const read = (file: string) => readFileSync(join(siteDir, 'en', file), 'utf8');
  const [rss] = rssEntries(read('feed.xml'), 'en/');
  const [atom] = atomEntries(read('feed.atom'), 'en/');
  assert.deepEqual(rss, atom);
  assert.deepEqual([rss!.title, rss!.tags], [title, ['tide']]);
  assert.match(rss!.content, /A word \]\]&gt; and &amp;amp; and more\./);
});

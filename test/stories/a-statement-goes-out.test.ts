import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { fromBase64 } from '../../src/record/bytes.ts';
import { type Entry, type ReleaseEntry, verifyEntry } from '../../src/record/entry.ts';
import { inclusionProof, leafHash, verifyInclusion } from '../../src/record/merkle.ts';
import { typeFerryStatement } from '../helpers/ferry-league.ts';
import { daftar, dataFolder, folder, reader, recordOf } from '../helpers/newsroom.ts';

const PAGES = {
  en: '/en/statements/2024/ferry-runs-again/',
  ur: '/ur/statements/2024/ferry-runs-again/',
  sd: '/sd/statements/2024/ferry-runs-again/',
};
const WORDS = { en: 'The first boat leaves at six', ur: 'مشرقی کنارے', sd: 'اوڀر ڪناري' };
const LANGUAGES = ['en', 'ur', 'sd'] as const;

test('a statement goes out, typed in three files', async (t) => {
  const dataDir = dataFolder(t);
  const typed = typeFerryStatement(join(folder(t), 'texts'));

  const { code, out, err } = await daftar('import', typed, '--data', dataDir, '--publish');
  assert.equal(code, 0, err);
  assert.match(out, /4 imported.*0 refused.*4 published/s);

  const record = recordOf(dataDir);
  const entries = [...record.entries()];
  const releases = entries.filter(({ entry }) => isRelease(entry, 'ST-2024-0001'));

  await t.test('it has one number, and a signed release for each language', () => {
    assert.deepEqual(releases.map(({ entry }) => (entry as ReleaseEntry).language).sort(), ['en', 'sd', 'ur']);
    const first = record.entry(0);
    assert.ok(first.type === 'key');
    for (const { entry } of releases) {
      assert.ok(verifyEntry(entry, fromBase64(first.public)));
      assert.ok(!verifyEntry({ ...(entry as ReleaseEntry), version: 2 }, fromBase64(first.public)));
    }
  });

  await t.test('every entry can be proved to stand in the signed log', () => {
    const { size, root } = record.checkpoint();
    assert.equal(size, entries.length);
    for (const { index, bytes } of entries) {
      const proof = inclusionProof(record.subtree, index, size);
      assert.ok(verifyInclusion(index, size, leafHash(bytes), proof, root));
      assert.ok(!verifyInclusion(index, size, leafHash(Buffer.concat([bytes, bytes])), proof, root));
    }
  });

  await t.test('a translation names the very release that it was made from', () => {
    const texts = releases.map(
      ({ entry }) => [entry as ReleaseEntry, record.release((entry as ReleaseEntry).release)] as const,
    );
    const original = texts.find(([{ language }]) => language === 'en')!;
    for (const [{ language }, { translates }] of texts) {
      assert.deepEqual(translates, language === 'en' ? null : { language: 'en', sha256: original[0].release });
    }
  });

  const { get } = await reader(t, dataDir);
  const page = async (path: string) => {
    const answer = await get(path);
    assert.equal(answer.status, 200, path);
    return answer;
  };

  await t.test('readers find it in three languages, each leading to the others', async () => {
    for (const language of LANGUAGES) {
      const { text, headers } = await page(PAGES[language]);
      assert.match(headers.get('content-type')!, /^text\/html/);
      assert.match(text, new RegExp(`<html lang="${language}" dir="${language === 'en' ? 'ltr' : 'rtl'}">`));
      assert.ok(text.includes(WORDS[language]), `the text in ${language}`);
      for (const other of LANGUAGES.filter((one) => one !== language)) {
        const door = new RegExp(
          `<a [^>]*href="([^"]+)"[^>]*hreflang="${other}"|<a [^>]*hreflang="${other}"[^>]*href="([^"]+)"`,
        );
        const [, before, after] = door.exec(text) ?? [];
        const target = new URL(before ?? after ?? 'nowhere', `http://site${PAGES[language]}`).pathname;
        assert.equal(target.replace(/index\.html$/, ''), PAGES[other]);
      }
    }
  });

  await t.test('search engines are told what it is, and in which languages', async () => {
    const { text } = await page(PAGES.en);
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(text)![1]!);
    assert.equal(data['@type'], 'NewsArticle');
    assert.equal(data.headline, 'The ferry runs again from Monday');
    assert.equal(data.identifier, 'ST-2024-0001');
    assert.equal(data.datePublished, '2024-03-05T09:00:00+05:00');
    const index = await page('/sitemap.xml');
    assert.match(index.text, /<loc>https:\/\/news\.ferry\.example\/sitemaps\/2024-03\.xml<\/loc>/);
    const shard = await page('/sitemaps/2024-03.xml');
    for (const language of LANGUAGES) {
      assert.ok(shard.text.includes(`<loc>https://news.ferry.example${PAGES[language]}</loc>`));
      assert.ok(shard.text.includes(`hreflang="${language}" href="https://news.ferry.example${PAGES[language]}"`));
    }
  });

  await t.test('it stands in all feeds', async () => {
    for (const language of LANGUAGES) {
      const url = `https://news.ferry.example${PAGES[language]}`;
      const rss = await page(`/${language}/feed.xml`);
      assert.match(rss.text, /<rss [^>]*version="2.0"/);
      assert.ok(rss.text.includes(`<link>${url}</link>`));
      const atom = await page(`/${language}/feed.atom`);
      assert.match(atom.text, /<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/);
      assert.ok(atom.text.includes(url));
      const json = JSON.parse((await page(`/${language}/feed.json`)).text);
      assert.match(json.version, /jsonfeed\.org\/version\/1/);
      assert.deepEqual(
        json.items.map((item: { url: string }) => item.url),
        [url],
      );
      assert.ok(json.items[0].content_html.includes(WORDS[language]));
    }
  });

  await t.test('it can be printed, shared and sent as plain words', async () => {
    for (const language of LANGUAGES) {
      const pdf = await page(`${PAGES[language]}ST-2024-0001-${language}.pdf`);
      assert.equal(pdf.text.slice(0, 5), '%PDF-');
      const card = await page(`${PAGES[language]}card.png`);
      const { format, width, height } = await sharp(card.bytes).metadata();
      assert.deepEqual({ format, width, height }, { format: 'png', width: 1200, height: 630 });
      const words = await page(`${PAGES[language]}text.txt`);
      assert.ok(words.text.includes(WORDS[language]));
      assert.ok(words.text.includes('ST-2024-0001\nhttps://news.ferry.example/ST-2024-0001/'));
    }
  });

  await t.test('its number leads to every edition and the hash of its release', async () => {
    const { text } = await page('/ST-2024-0001/');
    for (const { entry } of releases) {
      const { language, release } = entry as ReleaseEntry;
      assert.ok(text.includes(PAGES[language as 'en'].slice(1)), `a link to ${language}`);
      assert.ok(text.includes(release.slice(0, 12)), `the hash of ${language}`);
    }
  });

  await t.test('the record stands beside the site, byte for byte', async () => {
    assert.equal((await page('/record/log/checkpoint')).text, record.checkpoint().note);
    const { release } = releases[0]!.entry as ReleaseEntry;
    const { bytes } = await page(`/record/releases/${release.slice(0, 2)}/${release}.json`);
    assert.deepEqual(bytes, Buffer.from(record.releaseBytes(release)));
  });
});

function isRelease(entry: Entry, number: string): boolean {
  return entry.type === 'release' && entry.number === number;
}

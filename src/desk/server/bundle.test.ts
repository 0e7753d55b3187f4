import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deskBundle } from './bundle.ts';
import { type Bundle, pack } from './bundle-route.ts';

const MOST = 400 * 1024;
/** Parts that are loaded once the language is known: its words, and how it says dates. */
const WORDS = 32 * 1024;

test('the page takes scripts and styles from the desk alone, and says so to its policy', async () => {
  const { html, files } = await deskBundle();
  const page = html('abc123');
  assert.match(page, /<meta name="style-nonce" nonce="abc123">/);
  assert.doesNotMatch(page, /<script(?![^>]* src="\/ui\/)|<style|style=|https?:/);
  for (const name of namedIn(page)) assert.ok(files.has(name), name);
});

test('what is named by its hash can be kept for ever', async () => {
  for (const name of (await deskBundle()).files.keys())
    assert.match(name, /^ui\/[a-z]+-[A-Za-z0-9]{8}\.(js|css|woff2)$/);
});

test('the desk opens with less than 400 KB in every language', async () => {
  const bundle = await deskBundle();
  const programs = sum(await Promise.all(namedIn(bundle.html('')).map((name) => compressed(bundle, name))));
  const styles = textOf(bundle, /\.css$/);
  for (const language of ['en', 'ur', 'sd']) {
    const fonts = sum(fontsOf(styles, language).map((name) => bundle.files.get(name)!.bytes.length));
    const all = programs + WORDS + fonts;
    console.log(`${language}: ${Math.round(all / 1024)} KB compressed, of which fonts ${Math.round(fonts / 1024)} KB`);
    assert.ok(all < MOST, `${language}: ${all}`);
  }
});

/** Files that the page asks for at once. */
function namedIn(page: string): string[] {
  return [...page.matchAll(/(?:src|href)="\/(ui\/[^"]+)"/g)].map(([, name]) => name!);
}

/** Files of the family that the interface asks for first in this language, in all its weights. */
function fontsOf(styles: string, language: string): string[] {
  const rules = [...styles.matchAll(/(html)?\[lang\|="?(\w+)"?\]\{--letters:"([^"]+)"/g)];
  const own = rules.filter(([, , id]) => id === language);
  const family = (own.find(([, html]) => html) ?? own[0])?.[3];
  const faces = [...styles.matchAll(/@font-face\{font-family:"([^"]+)"[^}]*?url\(\/([^)]+)\)/g)];
  return faces.filter(([, name]) => name === family).map(([, , file]) => file!);
}

function textOf({ files }: Bundle, name: RegExp): string {
  return Buffer.from([...files].find(([one]) => name.test(one))![1].bytes).toString();
}

/** As the desk sends it. */
async function compressed({ files }: Bundle, name: string): Promise<number> {
  return (await pack(files.get(name)!.bytes, 'br')).length;
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

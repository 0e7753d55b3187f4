import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { changeOneWord } from '../../scripts/change-one-word.ts';
import { filledDemo } from '../helpers/filled-demo.ts';
import { daftar, folder, reader } from '../helpers/newsroom.ts';

/** What somebody has who is given a text, a letter or a receipt: the command, and a copy of the record. */
let data: string;
let record: string;
let statement: string;

before(async () => {
  data = await filledDemo();
  record = join(data, 'record');
  statement = join(data, 'site/en/statements/2021/footbridge-opens');
});

test('a text, its letter and its page are genuine, and one changed word is found in each', async (t) => {
  const letter = join(statement, readdirSync(statement).find((name) => name.endsWith('.pdf'))!);
  for (const file of [join(statement, 'text.txt'), join(statement, 'index.html'), letter]) {
    assert.equal((await verdict(file)).code, 0, file);
  }
  const copy = (name: string) => changed(t, join(statement, name), 'Friday', 'Monday');
  for (const file of [copy('text.txt'), copy('index.html')]) {
    const { code, differences } = await verdict(file);
    assert.equal(code, 1, file);
    assert.ok(differences.some(({ kind, text }) => kind === 'added' && text.includes('Monday')));
  }
});

test('a letter is genuine to the byte, altered in its words, and otherwise to be compared', async (t) => {
  const letter = join(folder(t), 'letter.pdf');
  cpSync(join(statement, 'ST-2021-0002-en.pdf'), letter);
  assert.equal((await verdict(await changeOneWord(letter, 'Friday', 'Monday'))).code, 1);
  appendFileSync(letter, '\n');
  assert.equal((await verdict(letter)).code, 6);
});

test('a receipt needs nothing but the policy', async (t) => {
  const [receipt] = readdirSync(join(record, 'receipts'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tlog-proof'))
    .map((name) => join(record, 'receipts', name));
  const nowhere = ['--data', folder(t)];
  assert.equal((await daftar('verify', receipt!, '--policy', join(record, 'policy'), ...nowhere)).code, 0);
  const { code, err } = await daftar('verify', receipt!, ...nowhere);
  assert.equal(code, 70);
  assert.match(err, /POLICY_NEEDED/);
  const forged = changed(t, receipt!, /index \d+/.exec(readFileSync(receipt!, 'utf8'))![0], 'index 999');
  assert.equal((await daftar('verify', forged, '--policy', join(record, 'policy'), ...nowhere)).code, 1);
});

test('a word changed in the record itself is found, and where', async (t) => {
  const copy = join(folder(t), 'record');
  cpSync(record, copy, { recursive: true });
  assert.equal((await daftar('verify', '--record', copy)).code, 0);
  const [file] = readdirSync(join(copy, 'releases'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(copy, 'releases', name))
    .filter((name) => name.endsWith('.json') && readFileSync(name, 'utf8').includes('Friday'));
  writeFileSync(file!, readFileSync(file!, 'utf8').replace('Friday', 'Monday'));
  const { code, out } = await daftar('verify', '--record', copy);
  assert.equal(code, 70);
  assert.match(out, /^RELEASE_DAMAGED: releases\//);
});

test('over HTTP, from the address of a page, with a policy that came by another way', async (t) => {
  const { origin } = await reader(t, data);
  const page = `${origin}/en/statements/2021/footbridge-opens/`;
  const own = await verdict(page, '--record', origin);
  assert.deepEqual([own.code, own.trust], [0, 'self-asserted']);
  const given = await verdict(page, '--record', origin, '--policy', join(record, 'policy'));
  assert.deepEqual([given.code, given.trust], [0, 'policy']);
});

test('a number is no verdict, and nonsense is not said to be forged', async (t) => {
  assert.equal((await verdict('ST-2021-0002')).code, 6);
  const file = join(folder(t), 'nonsense.txt');
  writeFileSync(file, 'The moon will be sold on Tuesday to whoever offers most for it.');
  const { code, out } = await daftar('verify', file, '--record', record);
  assert.equal(code, 2);
  assert.doesNotMatch(out, /forge/i);
});

test('what an editor saved is read, and what holds nothing is said to be empty', async (t) => {
  const dir = folder(t);
  const published = readFileSync(join(statement, 'text.txt'), 'utf8');
  for (const [name, bytes] of [
    ['utf-8 with a mark.txt', Buffer.from(`\ufeff${published}`)],
    ['utf-16.txt', Buffer.from(`\ufeff${published.replaceAll('\n', '\r\n')}`, 'utf16le')],
    ['utf-16 the other way.txt', Buffer.from(`\ufeff${published}`, 'utf16le').swap16()],
  ] as const) {
    writeFileSync(join(dir, name), bytes);
    assert.equal((await verdict(join(dir, name))).code, 0, name);
  }
  for (const nothing of ['', ' \r\n']) {
    writeFileSync(join(dir, 'empty.txt'), nothing);
    const { code, err } = await daftar('verify', join(dir, 'empty.txt'), '--record', record);
    assert.equal(code, 70);
    assert.match(err, /^daftar: FILE_EMPTY: .*empty\.txt is empty\./);
  }
});

test('a record that was named and is not there is missed, whatever the file carries', async (t) => {
  const { code, err } = await daftar('verify', join(statement, 'ST-2021-0002-en.pdf'), '--record', folder(t));
  assert.equal(code, 70);
  assert.match(err, /^daftar: RECORD_MISSING/);
});

async function verdict(...words: string[]) {
  const where = words.includes('--record') ? [] : ['--record', record];
  const { code, out, err } = await daftar('verify', ...words, ...where, '--json');
  assert.equal(err, '');
  const said = JSON.parse(out) as { trust: string; differences: { kind: string; text: string }[]; exit: number };
  assert.equal(said.exit, code);
  return { ...said, code };
}

function changed(t: TestContext, file: string, old: string, other: string): string {
  const copy = join(folder(t), file.split('/').at(-1)!);
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes(old), `${file} says ${old}`);
  writeFileSync(copy, text.replaceAll(old, other));
  return copy;
}

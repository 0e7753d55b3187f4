import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { readFiles } from './files.ts';

const ITEMS: Record<string, string> = {
  'live/quay':
    'kind: live\nposted: 2023-01-01\nfields: { recordings: [{ what: Evening, item: { item: videos/evening } }] }',
  'videos/evening':
    'kind: video\nposted: 2024-02-01\nfields: { files: [] }\npeople: [{ item: bodies/quay, name: Quay }]',
  'bodies/quay':
    'kind: body\nposted: 2025-01-01\nfields: { members: [{ person: { item: people/ann }, title: Chair }] }',
  'people/ann': 'kind: person\nposted: 2025-06-01\nfields: {}',
  'statements/early': 'kind: statement\nposted: 2020-01-01\nfields: { type: statement, recording: null }',
};

test('what a text names comes before it, and its languages stay together, the original first', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'daftar-order-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [folder, item] of Object.entries(ITEMS)) {
    put(root, `${folder}/item.yaml`, item);
    put(root, `${folder}/en.md`, '---\ntitle: T\ntranslates: ur\n---\nText.\n');
    put(root, `${folder}/ur.md`, '---\ntitle: ع\n---\nمتن\n');
  }
  const order = readFiles(root).map((result) => {
    assert.ok('draft' in result, 'error' in result ? result.error.message : '');
    return `${result.draft.key.replace('files:', '')} ${result.draft.language}`;
  });
  const items = ['people/ann', 'statements/early', 'bodies/quay', 'videos/evening', 'live/quay'];
  assert.deepEqual(
    order,
    items.flatMap((item) => [`${item} ur`, `${item} en`]),
  );
});

test('two that name each other both come', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'daftar-order-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [one, other] of [
    ['a', 'b'],
    ['b', 'a'],
  ]) {
    put(
      root,
      `posts/${one}/item.yaml`,
      `kind: post\nposted: 2024-01-01\nfields: { author: { item: posts/${other}, name: A } }`,
    );
    put(root, `posts/${one}/en.md`, '---\ntitle: T\n---\nText.\n');
  }
  assert.equal(readFiles(root).length, 2);
});

function put(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

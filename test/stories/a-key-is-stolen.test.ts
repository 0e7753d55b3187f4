import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathsOf } from '../../src/newsroom.ts';
import { signKeyEntry, signRelease, verifyEntry } from '../../src/record/entry.ts';
import { Keyring, readKeyring } from '../../src/record/keyring.ts';
import { loadKeys, publisherOf } from '../../src/record/keys.ts';
import type { Release } from '../../src/record/release.ts';
import { openWriter } from '../../src/record/writer.ts';
import { audit } from '../../src/verify/audit.ts';
import { folderSource } from '../../src/verify/folder.ts';
import { openRecord as openVerified } from '../../src/verify/log.ts';
import { ENGLISH, typeFerryStatement } from '../helpers/ferry-league.ts';
import {
  assertSameSite,
  daftar,
  dataFolder,
  folder,
  fullBuild,
  openNewsroom,
  publishFiles,
  reader,
  recordOf,
  write,
} from '../helpers/newsroom.ts';

const FORGED = '<p>The ferry is sold.</p>';

/** The steps of docs/drills/stolen-key.md, in their order. */
test('the publisher’s key is stolen', async (t) => {
  const dataDir = dataFolder(t);
  const paths = pathsOf(dataDir);
  const texts = typeFerryStatement(join(folder(t), 'texts'));
  const statement = join(texts, 'statements/ferry');
  const newsroom = await openNewsroom(t, dataDir);
  await publishFiles(newsroom, texts);
  await newsroom.close();
  const stolen = loadKeys(paths.keys).publisher;
  const [genuine] = releasesOf(dataDir);
  const thief = publisherOf(new Uint8Array(32).fill(7));
  const keysCommand = (...words: string[]) => daftar('keys', ...words, '--data', dataDir);

  await t.test('the thief signs a correction and a key of his own, on the machine itself', async () => {
    const forged = continuation(genuine!, { body: FORGED, event: 'correct' });
    await append(dataDir, [
      signRelease(forged, stolen),
      { entryBytes: signKeyEntry({ action: 'add', publicKey: thief.publicKey, time: forged.released }, stolen) },
    ]);
    const { out } = await keysCommand();
    assert.match(out, /More than one key is in force/);
    assert.equal((await daftar('build', '--data', dataDir)).code, 0);
    assert.ok((await page(dataDir)).includes('The ferry is sold.'), 'readers see it, at first');
  });

  await t.test('the organisation revokes the stolen key, and with it comes a new one', async () => {
    const { code, err } = await keysCommand('revoke', stolen.id);
    assert.deepEqual([code, err], [0, '']);
    const listed = JSON.parse((await keysCommand('--json')).out);
    const own = loadKeys(paths.keys).publisher;
    assert.notEqual(own.id, stolen.id);
    assert.deepEqual(
      listed.map(({ id, state }: { id: string; state: string }) => [id, state]),
      [
        [stolen.id, 'revoked'],
        [thief.id, 'in force'],
        [own.id, 'in force'],
      ],
    );
    assert.deepEqual(readdirSync(paths.keys).sort(), [
      'log.key',
      `publisher-${stolen.id}.key.revoked`,
      'publisher.key',
    ]);
    assert.equal(statSync(join(paths.keys, 'publisher.key')).mode & 0o077, 0);
    const [add, revoke] = [recordOf(dataDir).size - 2, recordOf(dataDir).size - 1].map((at) =>
      recordOf(dataDir).entry(at),
    );
    assert.ok(verifyEntry(add!, stolen.publicKey) && verifyEntry(revoke!, own.publicKey), 'each key signs its part');
  });

  await t.test('and the key that the thief had added', async () => {
    assert.deepEqual((await keysCommand('revoke', thief.id)).err, '');
    assert.match((await keysCommand('revoke', thief.id)).err, /^daftar: KEY_UNKNOWN: .*already/);
    assert.match((await keysCommand('revoke', '0123456789abcdef')).err, /^daftar: KEY_UNKNOWN: /);
    assert.doesNotMatch((await keysCommand()).out, /More than one/);
  });

  await t.test('from then on nothing signed with either is taken, by writer or reader', async () => {
    const { size } = recordOf(dataDir);
    for (const key of [stolen, thief]) {
      const forged = continuation(releasesOf(dataDir).at(-1)!, { body: FORGED, event: 'correct' });
      const item = signRelease(forged, key);
      await assert.rejects(append(dataDir, [item]), { code: 'ENTRY_REFUSED', message: /ended with entry/ });
      const keyring = readKeyring(recordOf(dataDir).entries());
      const entry = JSON.parse(Buffer.from(item.entryBytes).toString());
      assert.throws(() => new Keyring(keyring.all()).admit(entry, size), { code: 'ENTRY_REFUSED' });
    }
    assert.equal(recordOf(dataDir).size, size);
  });

  await t.test('what the thief published stays in its place, shown as signed with a revoked key', async () => {
    const forged = releasesOf(dataDir).at(-1)!;
    assert.equal(forged.body, FORGED);
    const { get } = await reader(t, dataDir);
    const { text } = await get('/ST-2024-0001/');
    const revokedAt = [...recordOf(dataDir).entries()].find(
      ({ entry }) => entry.type === 'key' && entry.action === 'revoke' && entry.key === stolen.id,
    )!.index;
    assert.ok(text.includes(`The key that signed it was revoked by entry ${revokedAt}`));
    assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
  });

  await t.test('and the verifier says so of each, and finds the record whole', async () => {
    const record = await openVerified(folderSource(paths.record));
    assert.deepEqual((await audit(record)).faults, []);
    for (const { index, entry } of record.edition('ST-2024-0001', 'en')) {
      const { keyId, ended } = record.checkEntry(index);
      assert.deepEqual([keyId, ended?.action, entry.key], [stolen.id, 'revoke', stolen.id]);
    }
  });

  await t.test('a command that began before, with the old key in memory, is told to begin again', async () => {
    const writer = await openNewsroom(t, dataDir);
    const beside = await openNewsroom(t, dataDir);
    const old = join(paths.keys, `publisher-${beside.keys().publisher.id}.key.retired`);
    writeFileSync(old, '');
    await assert.rejects(beside.publish(1), { code: 'KEY_ENDED' });
    rmSync(old);
    await beside.close();
    await writer.close();
  });

  await t.test('the organisation withdraws it with the new key', async () => {
    write(statement, {
      'en.2.md': ENGLISH.replace('---\nThe', 'event: withdraw\nnote: Not ours. The key was stolen.\n---\nThe'),
    });
    const again = await openNewsroom(t, dataDir);
    await publishFiles(again, statement);
    await again.close();
    const text = await page(dataDir);
    assert.ok(text.includes('Not ours. The key was stolen.') && !text.includes('The ferry is sold.'));
    const last = recordOf(dataDir).entry(recordOf(dataDir).size - 1);
    assert.ok(last.type === 'release' && last.key === loadKeys(paths.keys).publisher.id);
    assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
  });

  await t.test('the new key stands under a passphrase, and a wrong one is said in a sentence', async () => {
    const file = (text: string) => join(write(folder(t), { passphrase: `${text}\n` }), 'passphrase');
    const [right, wrong] = [file('a ferry at dawn'), file('a ferry at dusk')];
    const { code, out } = await keysCommand('protect', '--passphrase-file', right);
    assert.equal(code, 0);
    assert.match(out, /stands under a passphrase/);
    assert.match(readFileSync(join(paths.keys, 'publisher.key'), 'utf8'), /^-----BEGIN AGE ENCRYPTED FILE-----\n/);
    assert.match((await keysCommand('rotate')).err, /^daftar: PASSPHRASE_NEEDED: /);
    assert.match((await keysCommand('rotate', '--passphrase-file', wrong)).err, /^daftar: PASSPHRASE_WRONG: [^\n]*\n$/);
    const id = loadKeys(paths.keys, 'a ferry at dawn').publisher.id;
    assert.deepEqual((await keysCommand('rotate', '--passphrase-file', right)).err, '');
    assert.notEqual(loadKeys(paths.keys, 'a ferry at dawn').publisher.id, id);
    assert.ok(existsSync(join(paths.keys, `publisher-${id}.key.retired`)));
    const next = write(join(folder(t), 'next'), {
      'item.yaml': 'kind: statement\nposted: 2024-06-02\nfields: { type: statement }\n',
      'en.md': '---\ntitle: Under a passphrase\n---\nWords.\n',
    });
    assert.deepEqual(
      (await daftar('import', next, '--publish', '--passphrase-file', right, '--data', dataDir)).err,
      '',
    );
  });
});

/** As a program on the newsroom's machine would, past the desk. */
async function append(dataDir: string, batch: Parameters<Awaited<ReturnType<typeof openWriter>>['append']>[0]) {
  const paths = pathsOf(dataDir);
  const writer = await openWriter({ dir: paths.record, lockFile: paths.lock, keys: loadKeys(paths.keys) });
  try {
    await writer.append(batch);
  } finally {
    await writer.close();
  }
}

function continuation(before: Release & { sha256: string }, changes: Partial<Release>): Release {
  const { sha256, ...release } = before;
  return { ...release, version: release.version + 1, previous: sha256, ...changes };
}

/** The releases of the English statement, in the order of the log. */
function releasesOf(dataDir: string) {
  const record = recordOf(dataDir);
  return [...record.entries()].flatMap(({ entry }) =>
    entry.type === 'release' && entry.number === 'ST-2024-0001' && entry.language === 'en'
      ? [{ ...record.release(entry.release), sha256: entry.release }]
      : [],
  );
}

function page(dataDir: string): Promise<string> {
  return Promise.resolve(readFileSync(join(dataDir, 'site/en/statements/2024/ferry-runs-again/index.html'), 'utf8'));
}

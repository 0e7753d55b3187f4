import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readKeyring } from './keyring.ts';
import { createKeys, isProtected, loadKeys, nextKey, protectKey, waitingKey } from './keys.ts';
import { finishRotation, rotateKey } from './rotation.ts';
import { openRecord } from './store.ts';
import { signed, testFolder, testRelease } from './testing.ts';
import { type NewEntry, openWriter } from './writer.ts';

const TIME = '2024-05-01T08:00:00Z';

test('a new key follows the old, which opens nothing any more', async (t) => {
  const { dir, keysDir, keys, writer } = await newRecord(t);
  const next = await rotateKey({ ...given(keysDir, keys), append: (batch) => writer.append(batch) });
  assert.equal(loadKeys(keysDir).publisher.id, next.id);
  assert.deepEqual(readdirSync(keysDir).sort(), [
    'log.key',
    `publisher-${keys.publisher.id}.key.retired`,
    'publisher.key',
  ]);
  for (const file of readdirSync(keysDir)) assert.equal(statSync(join(keysDir, file)).mode & 0o777, 0o600, file);
  await assert.rejects(writer.append([signed(testRelease(), keys)]), { code: 'ENTRY_REFUSED' });
  assert.deepEqual(await writer.append([signed(testRelease(), loadKeys(keysDir))]), [3]);
  const states = readKeyring(openRecord(dir).entries())
    .all()
    .map(({ id, ended }) => [id, ended]);
  assert.deepEqual(states, [
    [keys.publisher.id, { index: 2, action: 'retire' }],
    [next.id, null],
  ]);
  assert.equal(finishRotation(keysDir, known(dir)), false, 'nothing waits');
});

test('a rotation that the log refused can be tried again, with the same key', async (t) => {
  const { keysDir, keys, writer } = await newRecord(t);
  const failing = async () => Promise.reject(new Error('the disk is full'));
  await assert.rejects(rotateKey({ ...given(keysDir, keys), append: failing }));
  const waiting = waitingKey(keysDir);
  assert.equal(loadKeys(keysDir).publisher.id, keys.publisher.id);
  const next = await rotateKey({ ...given(keysDir, keys), append: (batch) => writer.append(batch) });
  assert.equal(next.id, waiting);
});

test('a crash at any point of it is finished at the next start', async (t) => {
  const { dir, keysDir, keys, writer } = await newRecord(t);
  const steps: string[] = [];
  const append = async (batch: NewEntry[]) => {
    steps.push(copyOf(t, keysDir));
    await writer.append(batch);
    steps.push(copyOf(t, keysDir));
  };
  const before = copyOf(t, keysDir);
  const next = await rotateKey({ ...given(keysDir, keys), action: 'revoke', append });
  const between = copyOf(t, steps[1]!);
  renameSync(join(between, 'publisher.key'), join(between, `publisher-${keys.publisher.id}.key.revoked`));
  for (const copy of [...steps, between]) {
    assert.equal(finishRotation(copy, known(dir)), true);
    assert.equal(loadKeys(copy).publisher.id, next.id);
    assert.ok(existsSync(join(copy, `publisher-${keys.publisher.id}.key.revoked`)));
    assert.equal(finishRotation(copy, known(dir)), false);
  }
  assert.equal(finishRotation(before, known(dir)), false);
  await t.test('but not one that the log does not know', () => {
    const copy = copyOf(t, before);
    nextKey(copy, null);
    assert.equal(finishRotation(copy, known(dir)), false);
    assert.equal(loadKeys(copy).publisher.id, keys.publisher.id);
  });
});

test('the publisher’s key goes under a passphrase and out of it again', async (t) => {
  const { keysDir, keys } = await newRecord(t);
  const plain = readFileSync(join(keysDir, 'publisher.key'), 'utf8');
  protectKey(keysDir, null, 'a ferry at dawn');
  assert.ok(isProtected(keysDir));
  assert.ok(!readFileSync(join(keysDir, 'publisher.key'), 'utf8').includes(plain.slice(-30)));
  assert.equal(statSync(join(keysDir, 'publisher.key')).mode & 0o777, 0o600);
  assert.throws(() => loadKeys(keysDir), { code: 'PASSPHRASE_NEEDED' });
  assert.throws(() => loadKeys(keysDir, 'a ferry at dusk'), { code: 'PASSPHRASE_WRONG' });
  assert.throws(() => protectKey(keysDir, 'a ferry at dusk', null), { code: 'PASSPHRASE_WRONG' });
  assert.equal(loadKeys(keysDir, 'a ferry at dawn').publisher.id, keys.publisher.id);
  chmodSync(join(keysDir, 'publisher.key'), 0o644);
  assert.throws(() => loadKeys(keysDir, 'a ferry at dawn'), { code: 'KEY_OPEN' });
  chmodSync(join(keysDir, 'publisher.key'), 0o600);
  protectKey(keysDir, 'a ferry at dawn', null);
  assert.equal(readFileSync(join(keysDir, 'publisher.key'), 'utf8'), plain);
});

test('a key under a passphrase is followed by one under the same', async (t) => {
  const { keysDir, keys, writer } = await newRecord(t);
  protectKey(keysDir, null, 'a ferry at dawn');
  const next = await rotateKey({
    ...given(keysDir, keys),
    passphrase: 'a ferry at dawn',
    append: (batch) => writer.append(batch),
  });
  assert.throws(() => loadKeys(keysDir), { code: 'PASSPHRASE_NEEDED' });
  assert.equal(loadKeys(keysDir, 'a ferry at dawn').publisher.id, next.id);
});

async function newRecord(t: TestContext) {
  const data = testFolder(t);
  const [dir, keysDir] = [join(data, 'record'), join(data, 'keys')];
  const keys = createKeys(keysDir);
  const writer = await openWriter({ dir, lockFile: join(data, 'lock'), keys });
  t.after(() => writer.close());
  return { dir, keysDir, keys, writer };
}

function given(keysDir: string, keys: ReturnType<typeof createKeys>) {
  return { keysDir, keys, passphrase: null, action: 'retire' as const, time: TIME };
}

function known(dir: string) {
  return () => readKeyring(openRecord(dir).entries()).all();
}

function copyOf(t: TestContext, keysDir: string): string {
  const copy = testFolder(t);
  cpSync(keysDir, copy, { recursive: true });
  return copy;
}

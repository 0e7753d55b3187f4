import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { keepPassageIndex } from './passage-index.ts';
import { signErase } from './record/entry.ts';
import { openRecord } from './record/store.ts';
import { manySigned, signed, testFolder, testKeys, testRelease } from './record/testing.ts';
import { openWriter } from './record/writer.ts';

const SECRET = '<p>The warden lives at five Canal View behind the old mill and keeps two dogs.</p>';

test('the index follows the record, forgets what was erased, and is the same when it is made anew', async (t) => {
  const data = testFolder(t);
  const [dir, keys] = [join(data, 'record'), testKeys()];
  const writer = await openWriter({ dir, lockFile: join(data, 'lock'), keys });
  t.after(() => writer.close());
  const secret = signed(testRelease({ number: 'ST-2024-9000', body: SECRET }), keys);
  const kept = async () => {
    await keepPassageIndex(openRecord(dir));
    return filesIn(join(dir, 'index'));
  };
  await writer.append([secret]);
  const first = await kept();
  assert.deepEqual([...first.keys()], ['000.p/2']);
  assert.ok(first.get('000.p/2')!.length > 0);

  await writer.append(manySigned(300, keys));
  assert.deepEqual([...(await kept()).keys()], ['000', '001.p/46']);
  const before = (await kept()).get('000')!;

  await writer.append([
    {
      entryBytes: signErase(
        { hashes: [secret.sha256], grounds: 'Order', time: '2024-05-01T08:00:00Z' },
        keys.publisher,
      ),
    },
  ]);
  const after = await kept();
  assert.deepEqual([...after.keys()], ['000', '001.p/47']);
  assert.ok(after.get('000')!.length < before.length);
  rmSync(join(dir, 'index'), { recursive: true });
  assert.deepEqual(await kept(), after, 'as if the text had never been there');

  await t.test('a narrower segment that a crash left behind goes', async () => {
    writeFileSync(join(dir, 'index/001.p/20'), 'words of an erased text');
    await writer.append(manySigned(1, keys, 5000));
    assert.deepEqual([...(await kept()).keys()], ['000', '001.p/48']);
  });
});

function filesIn(dir: string): Map<string, Buffer> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const named = files.map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1));
  return new Map(named.sort().map((file) => [file, readFileSync(join(dir, file))]));
}

import assert from 'node:assert/strict';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { ENGLISH, noted, typeFerryStatement } from '../helpers/ferry-league.ts';
import {
  assertSameSite,
  daftar,
  dataFolder,
  folder,
  openNewsroom,
  publishFiles,
  reader,
  recordOf,
  shareFonts,
  write,
} from '../helpers/newsroom.ts';

test('the office burns down: a newsroom is restored from any copy of its record', async (t) => {
  const old = dataFolder(t);
  const texts = typeFerryStatement(join(folder(t), 'texts'));
  const statement = join(texts, 'statements/ferry');
  write(texts, {
    'media/boat.png': await sharp({ create: { width: 40, height: 30, channels: 3, background: '#224466' } })
      .png()
      .toBuffer(),
    'statements/ferry/item.yaml': `${readFileSync(join(statement, 'item.yaml'), 'utf8')}media: [{ file: media/boat.png, role: figure }]\n`,
    'statements/ferry/en.2.md': noted(ENGLISH.replace('at six.', 'at seven.'), 'The hour was wrong.'),
    'statements/other/item.yaml': 'kind: statement\nposted: 2024-05-01\nfields: { type: statement }\n',
    'statements/other/en.md': '---\ntitle: A text that is erased\n---\nWords.\n',
  });
  const newsroom = await openNewsroom(t, old);
  await publishFiles(newsroom, texts);
  await newsroom.close();
  const erased = await daftar('erase', 'ST-2024-0002', '--grounds', 'By order', '--yes', '--data', old);
  assert.deepEqual([erased.code, erased.err], [0, '']);
  const size = recordOf(old).size;
  const next = write(join(folder(t), 'next'), {
    'item.yaml': 'kind: statement\nposted: 2024-06-02\nfields: { type: statement }\n',
    'en.md': '---\ntitle: A second boat\n---\nThere is a second boat.\n',
  });

  await t.test('from a folder, with the keys: the site is the same byte for byte, and work goes on', async (t) => {
    const dataDir = join(folder(t), 'data');
    const { code, out, err } = await daftar(
      'restore',
      '--record',
      join(old, 'record'),
      '--keys',
      join(old, 'keys'),
      '--data',
      dataDir,
    );
    assert.deepEqual([code, err], [0, ''], out);
    shareFonts(dataDir);
    assert.equal((await daftar('build', '--data', dataDir)).code, 0);
    assertSameSite(join(dataDir, 'site'), join(old, 'site'));
    assert.equal(recordOf(dataDir).checkpoint().note, recordOf(old).checkpoint().note);

    const [row] = await publishFiles(await openNewsroom(t, dataDir), next);
    assert.equal(row!.number, 'ST-2024-0003', 'the number of an erased text is not given again');
    assert.equal(recordOf(dataDir).size, size + 1);
  });

  await t.test('from the address of its site, without the keys', async (t) => {
    const dataDir = join(folder(t), 'data');
    const { origin } = await reader(t, old);
    const { code, out, err } = await daftar('restore', '--record', `${origin}/`, '--data', dataDir);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /publishes nothing: put the old keys back/);
    shareFonts(dataDir);
    await t.test('it builds the same site, and drafts can be taken in', async () => {
      assert.equal((await daftar('build', '--data', dataDir)).code, 0);
      assertSameSite(join(dataDir, 'site'), join(old, 'site'));
      assert.equal((await daftar('import', next, '--data', dataDir)).code, 0);
    });
    await t.test('publishing says what is needed, and no key is made', async () => {
      const refused = await daftar('import', next, '--publish', '--data', dataDir);
      assert.equal(refused.code, 70);
      assert.match(refused.err, /^daftar: KEYS_NEEDED: .*Put them back into .*keys/);
      assert.equal(recordOf(dataDir).size, size);
      assert.ok(!existsSync(join(dataDir, 'keys')));
    });
    await t.test('once the keys are back, what waited goes out', async () => {
      cpSync(join(old, 'keys'), join(dataDir, 'keys'), { recursive: true });
      const { code, err } = await daftar('import', next, '--publish', '--data', dataDir);
      assert.deepEqual([code, err], [0, '']);
      const newest = recordOf(dataDir).entry(size);
      assert.ok(newest.type === 'release' && newest.number === 'ST-2024-0003');
    });
  });

  await t.test('a copy that somebody altered is refused, and what is wrong is named', async (t) => {
    const release = [...recordOf(old).entries()].flatMap(({ entry }) =>
      entry.type === 'release' && entry.number === 'ST-2024-0001' ? [entry.release] : [],
    )[0]!;
    const medium = recordOf(old).release(release).media[0]!.sha256;
    const cases: [code: string, file: string, message: RegExp][] = [
      ['RELEASE_DAMAGED', `releases/${release.slice(0, 2)}/${release}.json`, new RegExp(release)],
      ['MEDIA_DAMAGED', `media/${medium.slice(0, 2)}/${medium}`, new RegExp(medium)],
      [
        'RECEIPT_(REFUSED|MALFORMED)',
        `receipts/${release.slice(0, 2)}/${release}.tlog-proof`,
        /receipt of ST-2024-0001 in/,
      ],
      ['RECORD_DAMAGED', `log/tile/entries/000.p/${size}`, /entry \d+ does not fit its hash/],
      ['RECORD_DAMAGED', `log/tile/0/000.p/${size}`, /root that its checkpoint signs/],
      ['NOTE_\\w+|CHECKPOINT_\\w+', 'log/checkpoint', /./],
    ];
    for (const [code, file, message] of cases) {
      const [copy, dataDir] = [join(folder(t), 'record'), join(folder(t), 'data')];
      cpSync(join(old, 'record'), copy, { recursive: true });
      flipByte(join(copy, file));
      const refused = await daftar('restore', '--record', copy, '--data', dataDir);
      assert.equal(refused.code, 70, file);
      assert.match(refused.err, new RegExp(`^daftar: (${code}): `), file);
      assert.match(refused.err, message);
      assert.ok(!existsSync(join(dataDir, 'record')) && !existsSync(join(dataDir, 'db')), file);
    }
  });

  await t.test('a copy that breaks off is no newsroom until it is whole, and goes on where it stopped', async (t) => {
    const [copy, dataDir] = [join(folder(t), 'site'), join(folder(t), 'data')];
    cpSync(join(old, 'record'), join(copy, 'record'), { recursive: true });
    const lost = join(copy, 'record/media');
    rmSync(lost, { recursive: true });
    const restore = () => daftar('restore', '--record', copy, '--data', dataDir);
    assert.match((await restore()).err, /^daftar: MEDIA_MISSING: .* lacks the medium/);
    for (const words of [
      ['import', next],
      ['start', '--port', '0'],
    ]) {
      const { code, err } = await daftar(...words, '--data', dataDir);
      assert.deepEqual([code, err.slice(0, 27)], [70, 'daftar: RESTORE_UNFINISHED:'], words[0]!);
    }
    cpSync(join(old, 'record/media'), lost, { recursive: true });
    rmSync(join(copy, 'record/releases'), { recursive: true }); // it has those
    assert.deepEqual((await restore()).err, '');
    assert.deepEqual(readdirSync(dataDir).sort(), ['db', 'record']);
    assert.equal(recordOf(dataDir).size, size);
  });

  await t.test('nothing is written over, and the keys and the policy have to be the record’s', async (t) => {
    const dataDir = join(folder(t), 'data');
    const other = dataFolder(t);
    assert.equal((await daftar('import', next, '--publish', '--data', other)).code, 0);
    const restore = (...words: string[]) => daftar('restore', '--record', join(old, 'record'), ...words);
    for (const [code, ...words] of [
      ['RESTORE_NOT_EMPTY', '--data', other],
      ['RECORD_OTHER_KEY', '--keys', join(other, 'keys'), '--data', dataDir],
      ['RECORD_OTHER_LOG', '--policy', join(other, 'record/policy'), '--data', dataDir],
      ['USAGE', 'more', '--data', dataDir],
    ] as const) {
      assert.match((await restore(...words)).err, new RegExp(`^daftar: ${code}: `));
      assert.ok(!existsSync(join(dataDir, 'record')));
    }
    assert.match((await daftar('restore', '--record', folder(t), '--data', dataDir)).err, /^daftar: RECORD_MISSING: /);
    const dead = await daftar('restore', '--record', 'http://127.0.0.1:9/', '--data', dataDir);
    assert.match(dead.err, /^daftar: RECORD_UNREACHABLE: /);
    assert.equal((await restore('--policy', join(old, 'record/policy'), '--data', dataDir)).code, 0);
  });
});

function flipByte(file: string): void {
  const bytes = readFileSync(file);
  const at = bytes.length - 8;
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(file, bytes);
}

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { MASTHEAD } from '../helpers/ferry-league.ts';
import {
  assertSameSite,
  dataFolder,
  folder,
  fullBuild,
  openNewsroom,
  publishFiles,
  ROOT,
  recordOf,
  write,
} from '../helpers/newsroom.ts';

// The long run: CRASHES=50 or more.
const CRASHES = Number(process.env.CRASHES ?? 5);
/** Long enough for a few rounds of publishing, so that a kill can fall anywhere in one. */
const MOST_MS = 400;

test('after a crash nothing that was published is lost, doubled or half shown', { timeout: 600_000 }, async (t) => {
  const dataDir = dataFolder(t);
  const newsroom = await openNewsroom(t, dataDir);
  await publishFiles(newsroom, write(folder(t), { 'masthead.yaml': MASTHEAD }));
  await newsroom.close();
  const published = new Set<string>();

  for (let crash = 1; crash <= CRASHES; crash++) {
    const after = Math.round(Math.random() * MOST_MS);
    await t.test(`killed ${after} ms after its first publication`, async (t) => {
      const said = await publishAndDie(dataDir, `crash-${crash}`, after);
      assert.ok(said.fixed.length > 0);
      for (const sha256 of said.fixed) published.add(sha256);
      const logged = loggedReleases(dataDir);
      for (const sha256 of said.shown) assert.ok(logged.includes(sha256), 'what was shown stands in the log already');

      const next = await openNewsroom(t, dataDir, { alone: true });
      await next.release();
      const now = loggedReleases(dataDir);
      for (const sha256 of published) {
        assert.equal(now.filter((one) => one === sha256).length, 1, `${sha256} stands in the log once`);
      }
      assert.equal(new Set(now).size, now.length);
      assertNoGaps(dataDir);
      assertSameSite(join(dataDir, 'site'), await fullBuild(t, dataDir));
      await next.close();
    });
  }
});

/** Lets another process publish and kills it without warning. Returns what it said before. */
async function publishAndDie(dataDir: string, name: string, after: number) {
  const child = spawn(process.execPath, [join(ROOT, 'test/helpers/publisher.ts'), dataDir, name]);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let out = '';
  let trouble = '';
  child.stderr.on('data', (chunk) => {
    trouble += chunk;
  });
  const first = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      resolve();
    });
  });
  await Promise.race([first, ended]);
  await setTimeout(after);
  child.kill('SIGKILL');
  await ended;
  assert.equal(trouble, '');
  const lines = out.split('\n').slice(0, -1); // the last one may be cut off
  const said = (word: string) => lines.filter((line) => line.startsWith(word)).map((line) => line.split(' ')[1]!);
  return { fixed: said('fixed'), shown: said('shown') };
}

function loggedReleases(dataDir: string): string[] {
  return [...recordOf(dataDir).entries()].flatMap(({ entry }) => (entry.type === 'release' ? [entry.release] : []));
}

/** Numbers run on without a gap, and so do the versions of each edition. */
function assertNoGaps(dataDir: string): void {
  const versions = new Map<string, number[]>();
  for (const { entry } of recordOf(dataDir).entries()) {
    if (entry.type !== 'release' || !entry.number.startsWith('ST')) continue;
    versions.set(entry.number, [...(versions.get(entry.number) ?? []), entry.version]);
  }
  const numbers = [...versions.keys()].sort();
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => `ST-2024-${String(index + 1).padStart(4, '0')}`),
  );
  for (const [number, list] of versions)
    assert.deepEqual(
      list,
      list.map((_, index) => index + 1),
      number,
    );
}

import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { STEPS } from '../../src/base/steps.ts';
import { MASTHEAD } from '../helpers/ferry-league.ts';
import {
  assertSameSite,
  dataFolder,
  FONT_CACHE,
  folder,
  fullBuild,
  openNewsroom,
  publishFiles,
  ROOT,
  recordOf,
  write,
} from '../helpers/newsroom.ts';

/** How often in all: a sample of one of each kind, or `npm run test:crash`. */
const CRASHES = Number(process.env.CRASHES ?? 0);
/** Long enough for a few rounds of publishing, so that a kill can fall anywhere in one. */
const MOST_MS = 400;
const PUBLISHER = join(ROOT, 'test/helpers/publisher.ts');

type Crash = { what: string; happen(dataDir: string, name: string): Promise<Said> };

/** What the process said before it died: what it had fixed, what readers had seen. */
interface Said {
  fixed: string[];
  shown: string[];
}

test('after a crash nothing that was published is lost, doubled or half shown', { timeout: 7_200_000 }, async (t) => {
  const kinds = [...STEPS.map(atStep), atRandom, ...(canMount() ? [onFullDisk(t)] : [])];
  const count = CRASHES || kinds.length;
  // A newsroom for each round of all kinds: checking whether the whole site is right takes longer the larger it is.
  for (let done = 0; done < count; done += kinds.length) {
    const crashes = kinds.slice(0, count - done).map((kind) => kind());
    await t.test(`a newsroom that crashes ${crashes.length} times`, (t) => survives(t, crashes));
  }
});

/** One crash after another in the same newsroom; after each it is whole again. */
async function survives(t: TestContext, crashes: Crash[]): Promise<void> {
  const dataDir = dataFolder(t);
  const newsroom = await openNewsroom(t, dataDir);
  await publishFiles(newsroom, write(folder(t), { 'masthead.yaml': MASTHEAD }));
  await newsroom.close();
  const published = new Set<string>();

  for (const [n, { what, happen }] of crashes.entries()) {
    await t.test(what, async (t) => {
      const said = await happen(dataDir, `crash-${n}`);
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
}

function atStep(step: (typeof STEPS)[number]): () => Crash {
  return () => {
    const count = 1 + Math.floor(Math.random() * (step === 'showing' ? 40 : 3));
    return {
      what: `killed at the step “${step}”, time ${count}`,
      happen: async (dataDir, name) => {
        const said = await saidBy(spawn(process.execPath, [PUBLISHER, dataDir, name, step, String(count)]), 'SIGKILL');
        if (step !== 'fixed') assert.ok(said.fixed.length > 0);
        return said;
      },
    };
  };
}

function atRandom(): Crash {
  const after = Math.round(Math.random() * MOST_MS);
  return {
    what: `killed ${after} ms after its first publication`,
    async happen(dataDir, name) {
      const child = spawn(process.execPath, [PUBLISHER, dataDir, name]);
      child.stdout.once('data', () => setTimeout(after).then(() => child.kill('SIGKILL')));
      return saidBy(child, 'SIGKILL');
    },
  };
}

/** On a small disk of its own, which needs the right to mount one; what it left there is brought back and gone on from. */
function onFullDisk(t: TestContext): () => Crash {
  return () => {
    const room = 100 + Math.round(Math.random() * 1500);
    return {
      what: `on a disk with ${room} KB left`,
      async happen(dataDir, name) {
        const [mount, left] = [folder(t), join(folder(t), 'data')];
        const words = [mount, dataDir, left, String(room), FONT_CACHE, process.execPath, PUBLISHER, name];
        const said = await saidBy(spawn('unshare', ['-rm', 'sh', '-c', SMALL_DISK, 'sh', ...words]), null);
        rmSync(dataDir, { recursive: true });
        cpSync(left, dataDir, { recursive: true, verbatimSymlinks: true });
        return said;
      },
    };
  };
}

const SMALL_DISK = `
mount -t tmpfs -o size=256m tmpfs "$1" && cp -a "$2" "$1/data" || exit 1
used=$(df -k --output=used "$1" | tail -1)
mount -o remount,size=$((used + $4))k "$1" || exit 1
"$6" "$7" "$1/data" "$8" || exit 1
mount -o remount,size=256m "$1" && cp -a "$1/data" "$3"
`;

function canMount(): boolean {
  return spawnSync('unshare', ['-rm', 'true']).status === 0;
}

async function saidBy(child: ChildProcess, signal: 'SIGKILL' | null): Promise<Said> {
  let out = '';
  let trouble = '';
  child.stdout!.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr!.on('data', (chunk) => {
    trouble += chunk;
  });
  const [code, by] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once('close', (...end) => resolve(end)),
  );
  assert.equal(trouble, '');
  assert.deepEqual([code, by], signal ? [null, signal] : [0, null]);
  const lines = out.split('\n').slice(0, -1); // the last one may be cut off
  const said = (word: string) => lines.filter((line) => line.startsWith(word)).map((line) => line.split(' ')[1]!);
  if (!signal) assert.equal(lines.at(-1), 'full');
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

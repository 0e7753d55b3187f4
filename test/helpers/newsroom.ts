import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeInFiles } from '../../src/commands/import.ts';
import type { Draft } from '../../src/desk/draft.ts';
import { takeIn } from '../../src/desk/server/intake.ts';
import { languages } from '../../src/languages/index.ts';
import { Newsroom } from '../../src/newsroom.ts';
import type { Release } from '../../src/record/release.ts';
import { openRecord } from '../../src/record/store.ts';
import { createSiteServer, type Listening, listen } from '../../src/serve/server.ts';

const DEMO = join(import.meta.dirname, '../../examples/newsroom');
/** Subset fonts take seconds to make and never change: all test processes share them. */
const FONT_CACHE = join(import.meta.dirname, '../.tmp/cache');

/** A newsroom in a temporary folder, its site served on a free port. */
export interface TestNewsroom {
  newsroom: Newsroom;
  dataDir: string;
  siteDir: string;
  /** `http://localhost:PORT/` */
  url: string;
  /** The newest release of every edition. */
  editions(): Release[];
  /** Takes a draft in, publishes it, and returns its path when readers see it. */
  publish(draft: Draft): Promise<string>;
  close(): Promise<void>;
}

let demo: Promise<TestNewsroom> | null = null;

/** The demonstration newsroom, filled once in a test process. The test file closes it. */
export function demoNewsroom(): Promise<TestNewsroom> {
  demo ??= filledWithDemo();
  return demo;
}

async function filledWithDemo(): Promise<TestNewsroom> {
  const made = await emptyNewsroom();
  await takeInFiles(made.newsroom, [DEMO], { publish: true });
  await made.newsroom.release();
  return made;
}

/** A newsroom without a masthead: no page stands until one is published. */
export async function emptyNewsroom(): Promise<TestNewsroom> {
  const dataDir = dataFolder();
  const siteDir = join(dataDir, 'site');
  const site = createSiteServer({ siteDir });
  const newsroom = await Newsroom.open({ dataDir, demo: true, alone: true, onChange: (files) => site.invalidate(files) });
  const listening = await listen(site, 0, '127.0.0.1');
  return {
    newsroom,
    dataDir,
    siteDir,
    url: `http://localhost:${listening.port}/`,
    editions: () => newestReleases(newsroom.paths.record),
    publish: (draft) => publish(newsroom, draft),
    close: () => close(listening, newsroom, dataDir),
  };
}

function dataFolder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'daftar-test-'));
  mkdirSync(FONT_CACHE, { recursive: true });
  symlinkSync(FONT_CACHE, join(dataDir, 'cache'), 'dir');
  return dataDir;
}

function newestReleases(recordDir: string): Release[] {
  const record = openRecord(recordDir);
  const newest = new Map<string, Release>();
  for (const { entry } of record.entries()) {
    if (entry.type !== 'release') continue;
    newest.set(`${entry.number} ${entry.language}`, record.release(entry.release));
  }
  return [...newest.values()];
}

async function publish(newsroom: Newsroom, draft: Draft): Promise<string> {
  const { revisionId } = await takeIn(newsroom.desk, draft, (id) => languages.has(id), newsroom.now());
  const publication = await newsroom.publish(revisionId);
  await newsroom.release();
  return publication!.path;
}

async function close(listening: Listening, newsroom: Newsroom, dataDir: string): Promise<void> {
  await listening.close();
  await newsroom.close();
  rmSync(dataDir, { recursive: true });
}

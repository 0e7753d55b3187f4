import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { TestContext } from 'node:test';
import { hexSha256 } from '../../src/base/hash.ts';
import { type ReportRow, takeInFiles } from '../../src/commands/import.ts';
import type { Draft } from '../../src/desk/draft.ts';
import { takeIn } from '../../src/desk/server/intake.ts';
import { languages } from '../../src/languages/index.ts';
import { Newsroom, type NewsroomOptions, pathsOf } from '../../src/newsroom.ts';
import { Press } from '../../src/press/press.ts';
import type { Release } from '../../src/record/release.ts';
import { openRecord, type RecordReader } from '../../src/record/store.ts';
import { createSiteServer, type Listening, listen } from '../../src/serve/server.ts';
import { filledDemo } from './filled-demo.ts';
import { DEMO, FONT_CACHE, ROOT, shareFonts } from './places.ts';

export { DEMO, FONT_CACHE, ROOT, shareFonts };

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

/** The demonstration newsroom, a copy for one test file, which closes it. */
export async function demoNewsroom(): Promise<TestNewsroom> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daftar-test-'));
  cpSync(await filledDemo(), dataDir, { recursive: true, verbatimSymlinks: true });
  return served(dataDir);
}

/** A newsroom without a masthead: no page stands until one is published. */
export async function emptyNewsroom(): Promise<TestNewsroom> {
  const dataDir = mkdtempSync(join(tmpdir(), 'daftar-test-'));
  shareFonts(dataDir);
  return served(dataDir);
}

async function served(dataDir: string): Promise<TestNewsroom> {
  const siteDir = join(dataDir, 'site');
  const site = createSiteServer({ siteDir });
  const newsroom = await Newsroom.open({
    dataDir,
    demo: true,
    alone: true,
    onChange: (files) => site.invalidate(files),
  });
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

/** The newest release of every edition that a record holds. */
export function newestReleases(recordDir: string): Release[] {
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

/** An empty folder for one test, removed after it. */
export function folder(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'daftar-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A new data folder that shares its fonts with the other tests. */
export function dataFolder(t: TestContext): string {
  const dataDir = join(folder(t), 'data');
  mkdirSync(dataDir, { mode: 0o700 });
  shareFonts(dataDir);
  return dataDir;
}

/** The newsroom of a data folder, closed after the test if the test has not done so. */
export async function openNewsroom(
  t: TestContext,
  dataDir: string,
  options: Partial<NewsroomOptions> = {},
): Promise<Newsroom> {
  const newsroom = await Newsroom.open({ dataDir, ...options });
  t.after(() => newsroom.close());
  return newsroom;
}

/** Writes files, by their path below `dir`. */
export function write(dir: string, files: Record<string, string | Uint8Array>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}

/** Imports typed files, publishes them, and waits until readers see them. */
export async function publishFiles(newsroom: Newsroom, path: string): Promise<ReportRow[]> {
  const rows = await takeInFiles(newsroom, [path], { publish: true });
  const refused = rows.filter(({ outcome }) => outcome === 'refused');
  assert.deepEqual(refused, []);
  await newsroom.release();
  return rows;
}

/** Every pressed file with the hash of its bytes. The record behind its link is not the press's, and left out. */
export function siteFiles(siteDir: string): Map<string, string> {
  const entries = readdirSync(siteDir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(siteDir, file).startsWith('record/'))
    .sort();
  return new Map(files.map((file) => [relative(siteDir, file), hexSha256(readFileSync(file))]));
}

/** The site of this data folder, pressed anew from its record into another folder. */
export async function fullBuild(t: TestContext, dataDir: string): Promise<string> {
  const siteDir = join(folder(t), 'site');
  const press = await Press.open({ record: recordOf(dataDir), siteDir, cacheDir: FONT_CACHE });
  await press.catchUp();
  return siteDir;
}

/** File by file and byte for byte; says which files differ. */
export function assertSameSite(actual: string, expected: string): void {
  const [is, should] = [siteFiles(actual), siteFiles(expected)];
  const differing = [...new Set([...is.keys(), ...should.keys()])].filter((file) => is.get(file) !== should.get(file));
  const named = differing.map((file) => {
    const what = !is.has(file) ? 'missing' : !should.has(file) ? 'left over' : 'different';
    return `${what}: ${file}`;
  });
  assert.deepEqual(named, []);
}

export function recordOf(dataDir: string): RecordReader {
  return openRecord(pathsOf(dataDir).record);
}

export interface Reader {
  origin: string;
  /** Redirects are answers here, not followed. */
  get(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; text: string; bytes: Buffer }>;
}

/** Serves the site over HTTP on a free port until the test ends. A newsroom tells it through `onChange`. */
export async function reader(t: TestContext, dataDir: string): Promise<Reader & Pick<NewsroomOptions, 'onChange'>> {
  const site = createSiteServer({ siteDir: pathsOf(dataDir).site });
  const listening = await listen(site, 0, '127.0.0.1');
  t.after(async () => {
    site.close();
    await listening.close();
  });
  return { ...readerOf(`http://127.0.0.1:${listening.port}`), onChange: (files) => site.invalidate(files) };
}

export function readerOf(origin: string): Reader {
  return {
    origin,
    async get(path, headers = {}) {
      const response = await fetch(new URL(path.replace(/^\/?/, '/'), origin), { redirect: 'manual', headers });
      const bytes = Buffer.from(await response.arrayBuffer());
      return { status: response.status, headers: response.headers, text: bytes.toString(), bytes };
    },
  };
}

/** Runs the command as a person would, and waits for its end. */
export async function daftar(...words: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/daftar'), ...words], { cwd: ROOT });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk) => out.push(chunk));
  child.stderr.on('data', (chunk) => err.push(chunk));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

export interface Running {
  /** Waits until it has printed this. */
  says(words: RegExp): Promise<RegExpExecArray>;
  stop(): Promise<number | null>;
}

/** Runs a command that goes on until it is stopped, at the test's end at the latest. */
export function run(t: TestContext, ...words: string[]): Running {
  const child: ChildProcess = spawn(process.execPath, [join(ROOT, 'bin/daftar'), ...words]);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (data) => {
      said += data;
    });
  }
  return {
    async says(words) {
      for (;;) {
        const found = words.exec(said);
        if (found) return found;
        if (child.exitCode !== null) throw new Error(`It ended: ${said}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

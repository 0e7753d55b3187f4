import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openTestDesk, Visitor } from '../../test/helpers/desk.ts';
import { shareFonts } from '../../test/helpers/places.ts';
import { fill } from './fill.ts';

const DAFTAR = join(import.meta.dirname, '../../bin/daftar');
const PEOPLE = 12;

/** Where a filled desk is, and who works there. */
export interface FilledDesk {
  dataDir: string;
  databaseUrl: string | null;
  email: string;
}

/** A data folder with a desk of so many items; one that was filled before is taken as it is. */
export async function filledDesk(dataDir: string, databaseUrl: string | null, items: number): Promise<FilledDesk> {
  const mark = join(dataDir, 'filled.json');
  if (existsSync(mark)) return { ...JSON.parse(readFileSync(mark, 'utf8')), databaseUrl };
  mkdirSync(dataDir, { recursive: true });
  shareFonts(dataDir);
  const desk = await openTestDesk({ dataDir, databaseUrl: databaseUrl ?? undefined });
  const { id, email } = await desk.person('administrator', 'editor', 'translator');
  const people = [id];
  while (people.length < PEOPLE) people.push((await desk.person('writer')).id);
  await fill(desk.newsroom.desk.db, items, people);
  await desk.close();
  writeFileSync(mark, JSON.stringify({ dataDir, email }));
  return { dataDir, databaseUrl, email };
}

export interface RunningDesk {
  url: string;
  /** Signed in, with every right. */
  visitor: Visitor;
  stop(): Promise<void>;
}

/** `daftar start` in a process of its own, as it runs for an organisation. */
export async function startDesk({ dataDir, databaseUrl, email }: FilledDesk): Promise<RunningDesk> {
  const child = spawn(process.execPath, [DAFTAR, 'start', '--data', dataDir, '--empty', '--port', '0'], {
    env: { ...process.env, DATABASE_URL: databaseUrl ?? '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = /^The desk is at (http:\S+?)\/?$/.exec(line);
      if (said) resolve(said[1]!);
    });
    child.once('exit', () => reject(new Error('The desk did not start.')));
  });
  const visitor = new Visitor(url);
  visitor.email = email;
  const { status } = await visitor.signIn();
  if (status !== 200) throw new Error(`Signing in was answered with ${status}.`);
  return {
    url,
    visitor,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

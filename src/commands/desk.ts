import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { type Call, dataDirOf, portOf } from '../cli.ts';
import { openDesk } from '../desk/server/app.ts';
import { outboxSize } from '../desk/server/outbox.ts';
import { RULES } from '../desk/server/rules.ts';
import { Scheduler } from '../desk/server/schedule.ts';
import { Newsroom, pathsOf } from '../newsroom.ts';
import { listen } from '../serve/server.ts';
import { firstMasthead } from './first-masthead.ts';
import { passphraseOf } from './passphrase.ts';

/** An upload on a bad line may take this long for one piece. */
const REQUEST_MS = 600_000;
/** How often is looked for what is due, and for a record that nobody writes any more. */
const LOOK_MS = 1000;

/** `daftar desk`: the desk alone, until it is stopped. Another process writes the record. */
export async function desk(call: Call): Promise<null> {
  const dataDir = dataDirOf(call);
  requireNewsroom(dataDir);
  const door = await openDoor(call, 4001);
  const newsroom = await Newsroom.open({ dataDir, follows: true, passphrase: passphraseOf(call) }).catch(
    async (error) => {
      await door.close();
      throw error;
    },
  );
  const open = await door.serve(newsroom, call.print);
  stopOnSignal(async () => {
    await open.close();
    await newsroom.close();
  });
  await open.introduce();
  call.print('What is published here goes out through a "daftar work" or "daftar start" on the same data.');
  return null;
}

/** `daftar work`: schedules, the outbox, the record and the site, until it is stopped. One of several writes the record. */
export async function work(call: Call): Promise<null> {
  const { print } = call;
  const newsroom = await Newsroom.open({ dataDir: dataDirOf(call), passphrase: passphraseOf(call) });
  if (newsroom.writes) {
    await firstMasthead(newsroom);
    await newsroom.release();
  }
  const stopReleasing = releaseOrStandBy(newsroom, print);
  const stopSchedules = keepSchedules(newsroom, print);
  stopOnSignal(async () => {
    await Promise.all([stopReleasing(), stopSchedules()]);
    await newsroom.close();
  });
  print(
    newsroom.writes
      ? 'This worker writes the record, and publishes what is scheduled.'
      : 'This worker publishes what is scheduled; another process writes the record, and this one takes over from it.',
  );
  return null;
}

/** The desk's port, taken before anything is made on disk. */
export interface Door {
  port: number;
  serve(newsroom: Newsroom, print: Call['print']): Promise<ServedDesk>;
  close(): Promise<void>;
}

export interface ServedDesk {
  /** Says where the desk is, and as long as it has no administrator, how one is made. */
  introduce(): Promise<void>;
  close(): Promise<void>;
}

/** @throws DaftarError PORT_IN_USE, PORT_NOT_ALLOWED, USAGE */
export async function openDoor(call: Call, otherwise: number): Promise<Door> {
  const notYet = (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain' }).end('The desk is about to open.\n');
  };
  const door = { handler: notYet as (request: IncomingMessage, response: ServerResponse) => void };
  const listening = await listen(
    { handler: (request, response) => door.handler(request, response) },
    portOf(call, otherwise, 'desk-port'),
    (call.options['desk-host'] as string | undefined) ?? '127.0.0.1',
    { requestTimeout: REQUEST_MS, option: '--desk-port' },
  );
  const { port } = listening;
  return {
    port,
    close: () => listening.close(),
    async serve(newsroom, print) {
      const { handler, server, setupLink, close } = await openDesk({
        desk: newsroom.desk,
        newsroom,
        print,
        now: () => newsroom.now(),
        baseUrl: () => `http://localhost:${port}`,
        // Only when somebody comes: what makes the interface is large.
        bundle: async () => (await import('../desk/server/bundle.ts')).deskBundle(),
      });
      door.handler = handler;
      return {
        async introduce() {
          print(`The desk is at ${server.baseUrl()}/`);
          const link = await setupLink();
          if (link) print(`It has no administrator yet. Open this link, which is good once, to become it:\n  ${link}`);
        },
        async close() {
          await listening.close();
          await close();
        },
      };
    },
  };
}

/** Publishes what is due, whoever scheduled it. Returns how to stop. */
export function keepSchedules(newsroom: Newsroom, print: Call['print']): () => Promise<void> {
  const scheduler = new Scheduler(newsroom.desk, {
    rules: RULES,
    publisher: newsroom,
    now: () => newsroom.now(),
  });
  return again(async () => void (await scheduler.look()), print);
}

export function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop().finally(() => process.exit(0));
    });
  }
}

/** One line for the operator. */
export function lineOf(error: unknown): string {
  return error instanceof DaftarError ? error.toLine() : String(error);
}

/** Whoever stands by takes over the record when the one who wrote it is gone and something waits. */
function releaseOrStandBy(newsroom: Newsroom, print: Call['print']): () => Promise<void> {
  let isKeeping = false;
  const keepIfWriting = () => {
    if (isKeeping || !newsroom.writes) return;
    isKeeping = true;
    newsroom.keepReleasing((error) => print(lineOf(error)));
  };
  keepIfWriting();
  return again(async () => {
    if (!newsroom.writes && (await outboxSize(newsroom.desk.db)) > 0) await newsroom.release();
    keepIfWriting();
  }, print);
}

/** Does it now and then, never twice at once. What goes wrong the same way again is said once. */
function again(look: () => Promise<void>, print: Call['print']): () => Promise<void> {
  let looking: Promise<void> | null = null;
  let said = '';
  const timer = setInterval(() => {
    looking ??= look()
      .then(() => {
        said = '';
      })
      .catch((error) => {
        if (said !== lineOf(error)) print(lineOf(error));
        said = lineOf(error);
      })
      .finally(() => {
        looking = null;
      });
  }, LOOK_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

/** A desk makes no newsroom: its record would have nobody who writes it. @throws DaftarError NO_RECORD */
function requireNewsroom(dataDir: string): void {
  if (existsSync(join(pathsOf(dataDir).record, 'log', 'checkpoint'))) return;
  throw new DaftarError(
    'NO_RECORD',
    `There is no newsroom in ${dataDir}.`,
    'Begin it with "daftar start" or "daftar work", or name another folder with --data.',
  );
}

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { DaftarError } from '../../../base/errors.ts';
import type { Desk } from '../intake.ts';
import { type Actor, requireRight } from '../roles.ts';
import { takeUpload } from '../uploads.ts';
import { uploadLimits } from './limits.ts';
import { refused } from './refusals.ts';

/** What became of an upload that came whole. */
export interface Taken {
  media: number;
  duplicate: boolean;
}

/** How to answer with an error: the API's own way. */
export type AnswerError = (error: unknown) => { status: number; body: string };

const DAY_MS = 24 * 60 * 60 * 1000;
/** A line may be down for days. */
const PATIENCE_MS = 7 * DAY_MS;

/**
 * Uploads that go on after a line broke, by the tus protocol: https://tus.io/protocols/resumable-upload. Bytes that came
 * lie under `uploads-in-work/`; with the last of them the file is taken in, and the answer names the upload in the header
 * `Daftar-Media` (with `Daftar-Duplicate: true` where it was there already), as does a later HEAD.
 */
export class ResumableUploads {
  readonly #desk: Desk;
  readonly #folder: string;
  readonly #path: string;
  readonly #now: () => Date;
  readonly #answerError: AnswerError;
  readonly #store: FileStore;
  readonly #server: Server;
  /** Who sends a request, for what the library calls back. */
  readonly #senders = new WeakMap<Request, Actor>();
  readonly #refused = new WeakSet<Request>();
  readonly #working = new Map<string, Promise<Taken>>();

  constructor(desk: Desk, { path, now, answerError }: { path: string; now: () => Date; answerError: AnswerError }) {
    this.#desk = desk;
    this.#path = path;
    this.#now = now;
    this.#answerError = answerError;
    this.#folder = join(desk.dataDir, 'uploads-in-work');
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#store = new FileStore({ directory: this.#folder, expirationPeriodInMilliseconds: PATIENCE_MS });
    this.#server = this.#openServer();
  }

  /**
   * Answers POST, HEAD, PATCH, DELETE and OPTIONS on the path and below it.
   * @throws DaftarError FORBIDDEN, NOT_FOUND for what somebody else sends
   */
  async handle(request: Request, who: Actor): Promise<Response> {
    requireRight(who, 'upload');
    const id = new URL(request.url).pathname.slice(this.#path.length + 1);
    if (request.method === 'GET' || (id && !/^[0-9a-f]{32}$/.test(id))) throw notThere();
    if (id) {
      this.#requireOwn(id, who);
      const taken = await this.#takenBefore(id, who);
      if (taken) return this.#answerTaken(id, taken);
    }
    this.#senders.set(request, who);
    const response = await this.#server.handleWeb(request);
    if (this.#refused.has(request)) response.headers.set('Content-Type', 'application/json');
    return response;
  }

  #openServer(): Server {
    const senderOf = (request: unknown) => this.#senders.get(request as Request)!;
    return new Server({
      path: this.#path,
      relativeLocation: true,
      datastore: this.#store,
      allowedOrigins: [],
      maxSize: async () => Math.max(...Object.values(await uploadLimits(this.#desk))),
      onUploadCreate: async (request, upload) => {
        await this.#sweep();
        await this.#requireFits(upload.metadata ?? {}, upload.size ?? 0);
        return { metadata: { ...upload.metadata, who: senderOf(request).id } };
      },
      onUploadFinish: async (request, upload) => {
        const taken = await this.#take(upload.id, senderOf(request));
        return { status_code: 200, headers: headersOf(taken), body: JSON.stringify(taken) };
      },
      onResponseError: (request, error) => {
        // The library's own errors are the protocol's, with a status of their own.
        if ('status_code' in error) return undefined;
        this.#refused.add(request as Request);
        const { status, body } = this.#answerError(error);
        return { status_code: status, body };
      },
    });
  }

  /** What the sender says of the type is believed only for this: that nobody sends for an hour in vain. */
  async #requireFits({ filename, filetype }: Record<string, string | null>, size: number): Promise<void> {
    const limits = await uploadLimits(this.#desk);
    const [family = ''] = (filetype ?? '').split('/');
    const limit = { image: limits.picture, audio: limits.audio, application: limits.pdf }[family] ?? limits.video;
    if (size > limit) throw refused.large(filename ?? 'file', limit);
  }

  /** Nobody learns of, or adds to, what another one sends. */
  #requireOwn(id: string, who: Actor): void {
    if (this.#ownerOf(id) !== who.id) throw notThere();
  }

  #ownerOf(id: string): string | null {
    for (const file of [`${id}.json`, `${id}.taken`]) {
      const path = join(this.#folder, file);
      if (!existsSync(path)) continue;
      const said = JSON.parse(readFileSync(path, 'utf8'));
      return said.who ?? said.metadata?.who ?? null;
    }
    return null;
  }

  /** Also where all bytes came, and Daftar was stopped before it had taken them in. */
  async #takenBefore(id: string, who: Actor): Promise<Taken | null> {
    const note = this.#noteOf(id);
    if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8'));
    const upload = await this.#store.getUpload(id).catch(() => null);
    return upload && upload.size !== undefined && upload.offset === upload.size ? this.#take(id, who) : null;
  }

  /** One at a time, however often the sender asks. */
  #take(id: string, who: Actor): Promise<Taken> {
    const working = this.#working.get(id) ?? this.#takeIn(id, who).finally(() => this.#working.delete(id));
    this.#working.set(id, working);
    return working;
  }

  async #takeIn(id: string, who: Actor): Promise<Taken> {
    const { metadata, size } = await this.#store.getUpload(id);
    const path = join(this.#folder, id);
    try {
      const upload = await takeUpload(this.#desk, who, { path, name: metadata?.filename ?? 'file' }, this.#now());
      const taken = { media: upload.id, duplicate: upload.duplicate };
      writeFileSync(this.#noteOf(id), JSON.stringify({ ...taken, who: who.id, size }), { mode: 0o600 });
      return taken;
    } finally {
      // What was refused is refused for good: a further try begins anew.
      if (!existsSync(path)) rmSync(join(this.#folder, `${id}.json`), { force: true });
    }
  }

  #answerTaken(id: string, taken: Taken): Response {
    const { size } = JSON.parse(readFileSync(this.#noteOf(id), 'utf8'));
    const headers = { 'Upload-Offset': String(size), 'Upload-Length': String(size), 'Tus-Resumable': '1.0.0' };
    return Response.json(
      { media: taken.media, duplicate: taken.duplicate },
      { headers: { ...headers, ...headersOf(taken), 'Cache-Control': 'no-store' } },
    );
  }

  #noteOf(id: string): string {
    return join(this.#folder, `${id}.taken`);
  }

  async #sweep(): Promise<void> {
    await this.#store.deleteExpired();
    for (const name of readdirSync(this.#folder)) {
      const path = join(this.#folder, name);
      const age = this.#now().getTime() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      if (name.endsWith('.taken') && age > DAY_MS) rmSync(path, { force: true });
    }
  }
}

function headersOf({ media, duplicate }: Taken): Record<string, string> {
  return { 'Daftar-Media': String(media), 'Daftar-Duplicate': String(duplicate), 'Content-Type': 'application/json' };
}

function notThere(): DaftarError {
  return new DaftarError('NOT_FOUND', 'This upload is not known here, or was given up.', 'Upload the file again.');
}

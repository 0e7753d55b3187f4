import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { draftFieldsSchema } from '../../kinds/field.ts';
import { canonicalBody } from '../../record/body.ts';
import { type Release, releaseSchema } from '../../record/release.ts';
import type { Db } from './database.ts';
import { draftRelease } from './draft-release.ts';
import { contentOf, editionWith, kindOf } from './editions.ts';
import type { Content, Desk } from './intake.ts';
import { type Actor, requireRight } from './roles.ts';

/** What shows the very page that readers would get: the newsroom, whose press the desk knows nothing of. */
export interface Previewer {
  preview(
    draft: { release: Release; language?: string },
    ways: {
      /** Stands before the hash and the ending of a picture. */
      media: string;
      /** Stands before the names of style sheet and fonts. */
      assets: string;
      /** Markup, at the top of the page. */
      notice?: string;
      /** Where given, the style sheet stands in the page itself. */
      nonce?: string;
    },
  ): Promise<string>;
  /** The style sheet or a font of such a page. */
  previewAsset(name: string): Promise<Uint8Array | null>;
}

export interface PreviewWanted {
  edition: number;
  /** As it stands in a form; by default what was saved last. */
  content?: Content;
  /** As what it would be published; by default what the content says. */
  event?: 'publish' | 'correct' | 'withdraw';
  /** Of the front page that a masthead is shown on. */
  language?: string;
}

/** The page of an edition as it is being written. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function previewOf(
  { db }: Desk,
  previewer: Previewer,
  who: Actor,
  { edition: id, content, event, language }: PreviewWanted,
  now: Date,
): Promise<string> {
  requireRight(who, 'read');
  const edition = await editionWith(db, id);
  const said = content ?? (await contentOf(db, edition.head_id!));
  const shown = presentable(edition.kind, { ...said, translates: edition.translates, event: event ?? said.event });
  const release = await draftRelease(db, edition, shown, now);
  return previewer.preview({ release, language }, { media: MEDIA, assets: ASSETS });
}

/** A page of one revision for somebody outside the desk. */
export async function pageOfRevision(
  db: Db,
  previewer: Previewer,
  { editionId, revisionId }: { editionId: number; revisionId: number },
  ways: Parameters<Previewer['preview']>[1],
  now: Date,
): Promise<string> {
  const edition = await editionWith(db, editionId);
  const content = presentable(edition.kind, await contentOf(db, revisionId));
  return previewer.preview({ release: await draftRelease(db, edition, content, now) }, ways);
}

export const MEDIA = '/api/preview/media/';
export const ASSETS = '/api/preview/assets/';

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
};

export interface File {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

const PUBLIC = ['record/media'];

/** A size of a picture, `<sha256>.webp`, out of the desk or the record; null where there is none. */
export function storedPicture(desk: Desk, name: string): File | null {
  return pictureIn(desk, name, ['media', ...PUBLIC]);
}

/** The same, of what readers have already: the organisation's emblem, the portrait of somebody who is named. */
export function publicPicture(desk: Desk, name: string): File | null {
  return pictureIn(desk, name, PUBLIC);
}

function pictureIn({ dataDir }: Desk, name: string, folders: string[]): File | null {
  const [, sha256, ending] = /^([0-9a-f]{64})\.([a-z0-9]+)$/.exec(name) ?? [];
  const type = TYPES[ending ?? ''];
  if (!sha256 || !type?.startsWith('image/')) return null;
  const path = folders
    .map((folder) => join(dataDir, folder, sha256.slice(0, 2), sha256))
    .find((one) => existsSync(one));
  return path ? { bytes: readFileSync(path) as Uint8Array<ArrayBuffer>, type } : null;
}

export async function themeAsset(previewer: Previewer, name: string): Promise<File | null> {
  const bytes = await previewer.previewAsset(name);
  const type = TYPES[name.split('.').at(-1)!];
  return bytes && type ? { bytes: bytes as Uint8Array<ArrayBuffer>, type } : null;
}

/** What is only half typed leaves its place empty, as it would stand if it were published so. */
function presentable(kindId: string, content: Content): Content {
  const fields = draftFieldsSchema(kindOf(kindId)).safeParse(content.fields);
  const { posted, dateline } = releaseSchema.shape;
  return {
    ...content,
    body: canonicalBody(content.body).html,
    posted: posted.safeParse(content.posted).data ?? null,
    dateline: dateline.safeParse(content.dateline).data ?? (content.dateline && { ...content.dateline, date: null }),
    fields: fields.data ?? {},
  };
}

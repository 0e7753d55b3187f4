import { hexSha256 } from '../../base/hash.ts';
import { canonicalJson } from '../../record/canonical.ts';
import type { Db } from './database.ts';
import { indexWords } from './edition-words.ts';
import type { Content } from './intake.ts';

/** Of a file: among the media, and in the body. */
const HASH = /\b[0-9a-f]{64}\b/g;

/** What a new revision is made of; null where somebody's name or a source's hash is not to be had. */
export interface NewRevision {
  editionId: number;
  content: Content;
  saved: string;
  source: string;
  sha256?: string | null;
  authorId?: string | null;
  name?: string | null;
  auto?: boolean;
}

/** Adds a revision and makes it the edition's newest, in the caller's transaction. The one place where that is done. */
export async function addRevision(db: Db, revision: NewRevision): Promise<number> {
  const { editionId, content, saved, source, sha256 = null, authorId = null, name = null, auto = false } = revision;
  const text = canonicalJson(content);
  const { id } = await db
    .insertInto('revisions')
    .values({
      edition_id: editionId,
      sha256,
      content: text,
      words: wordsOf(content),
      saved,
      source,
      author_id: authorId,
      name,
      auto: auto ? 1 : 0,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const hashes = new Set(text.match(HASH));
  if (hashes.size > 0)
    await db
      .insertInto('revision_media')
      .values([...hashes].map((hash) => ({ sha256: hash, revision_id: id })))
      .execute();
  await setHead(db, editionId, id, content, { saved, authorId });
  return id;
}

/** Repeats in the edition what lists show of its newest revision, by whose words it is found from now on. */
export async function setHead(
  db: Db,
  editionId: number,
  revisionId: number,
  content: Content,
  { saved, authorId }: { saved: string; authorId: string | null },
): Promise<void> {
  const { title, posted, translates } = content;
  await db
    .updateTable('editions')
    .set({ head_id: revisionId, title, posted, translates, saved, author_id: authorId })
    .where('id', '=', editionId)
    .execute();
  await indexWords(db, editionId, content);
}

/**
 * Stands for the words that a translator translates: title, summary, text, dateline and what is said of pictures. Dates,
 * tags and addresses are not among them, so that touching these makes no translation outdated.
 */
export function wordsOf({ title, summary, body, dateline, media }: Content): string {
  const pictures = media.map(({ alt, caption }) => [alt, caption]);
  return hexSha256(canonicalJson([title, summary, body, dateline?.text ?? '', pictures]));
}

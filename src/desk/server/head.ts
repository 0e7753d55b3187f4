import { hexSha256 } from '../../base/hash.ts';
import { type Field, leavesOf } from '../../kinds/field.ts';
import { kinds } from '../../kinds/index.ts';
import { canonicalJson } from '../../record/canonical.ts';
import type { Json } from '../../record/release.ts';
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
  const { kind } = await db
    .selectFrom('editions')
    .innerJoin('items', 'items.id', 'editions.item_id')
    .select('items.kind')
    .where('editions.id', '=', editionId)
    .executeTakeFirstOrThrow();
  const { id } = await db
    .insertInto('revisions')
    .values({
      edition_id: editionId,
      sha256,
      content: text,
      words: wordsOf(content, kinds.get(kind)?.fields ?? {}),
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
 * Stands for the words that a translator translates: title, summary, text, dateline, what is said of pictures, and the
 * texts among the kind's own fields. Dates, numbers, tags and addresses are not among them, so that touching these makes no
 * translation outdated; nor is what is private.
 */
export function wordsOf({ title, summary, body, dateline, media, fields }: Content, declared: Declared): string {
  const pictures = media.map(({ alt, caption }) => [alt, caption]);
  const own = leavesOf(declared, fields).flatMap(({ field, value }) =>
    isTranslated(field) && hasWords(value) ? [value] : [],
  );
  // Where no field has a text, this is what it was before fields counted.
  const parts = [title, summary, body, dateline?.text ?? '', pictures, ...(own.length > 0 ? [own] : [])];
  return hexSha256(canonicalJson(parts));
}

type Declared = Record<string, Field>;

function isTranslated(field: Field): boolean {
  return (field.type === 'text' || field.type === 'words') && !field.private;
}

/** A clock time, a hash or a key's fingerprint typed as text says the same in every language. */
function hasWords(value: Json): boolean {
  return typeof value !== 'string' || (/\p{L}/u.test(value) && !/^[0-9a-f ]{32,}$/i.test(value));
}

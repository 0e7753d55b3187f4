import type { Db } from './database.ts';

/**
 * A translation is outdated when the text it was made from has changed, and never for another reason: its source's
 * reference (the words of its latest release; before the first one, those that were last submitted) came after what the
 * translator declared it current with, and says something else.
 */
export function isOutdated(
  translation: { made_from_id: number | null; made_from_words: string | null },
  source: { reference_id: number | null; reference_words: string | null } | undefined,
): boolean {
  if (!source?.reference_id || translation.made_from_words === null) return false;
  if (translation.made_from_words === source.reference_words) return false;
  return (translation.made_from_id ?? 0) < source.reference_id;
}

/** A digest of what a revision says, by which two are known to say the same. */
async function wordsOf(db: Db, revisionId: number): Promise<string> {
  const revisions = db.selectFrom('revisions').select('words');
  return (await revisions.where('id', '=', revisionId).executeTakeFirstOrThrow()).words;
}

/** The edition's words are from now on what its translations are compared with. */
export async function setReference(db: Db, editionId: number, revisionId: number): Promise<void> {
  const words = await wordsOf(db, revisionId);
  await db
    .updateTable('editions')
    .set({ reference_id: revisionId, reference_words: words })
    .where('id', '=', editionId)
    .execute();
}

/** A translator's word that this edition says what that revision of its source says. */
export async function setMadeFrom(db: Db, editionId: number, revisionId: number): Promise<void> {
  const words = await wordsOf(db, revisionId);
  await db
    .updateTable('editions')
    .set({ made_from_id: revisionId, made_from_words: words })
    .where('id', '=', editionId)
    .execute();
}

/**
 * The release that a translation names as its source: the newest with the very words that it was made from; where none
 * has them, the newest that was out when it was made.
 */
export async function sourceRelease(db: Db, itemId: number, language: string, translationId: number) {
  const releases = await db
    .selectFrom('releases')
    .innerJoin('editions', 'editions.id', 'releases.edition_id')
    .innerJoin('revisions', 'revisions.id', 'releases.revision_id')
    .select(['releases.sha256', 'releases.revision_id', 'revisions.words'])
    .where('editions.item_id', '=', itemId)
    .where('editions.language', '=', language)
    .orderBy('releases.version', 'desc')
    .execute();
  const { made_from_id, made_from_words } = await db
    .selectFrom('editions')
    .select(['made_from_id', 'made_from_words'])
    .where('id', '=', translationId)
    .executeTakeFirstOrThrow();
  if (made_from_id === null) return releases[0] ?? null;
  return (
    releases.find(({ words }) => words === made_from_words) ??
    releases.find(({ revision_id }) => revision_id <= made_from_id) ??
    releases.at(-1) ??
    null
  );
}

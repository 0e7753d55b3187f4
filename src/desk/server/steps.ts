import type { Db } from './database.ts';

/** What somebody does to an edition on its way to readers. */
export interface NewStep {
  editionId: number;
  revisionId: number;
  action: string;
  who: string;
  note: string;
  now: Date;
}

/** Adds to the edition's history, in the caller's transaction. */
export async function addStep(db: Db, { editionId, revisionId, action, who, note, now }: NewStep): Promise<void> {
  await db
    .insertInto('steps')
    .values({ edition_id: editionId, revision_id: revisionId, action, who, note, at: now.toISOString() })
    .execute();
}

import * as z from 'zod';
import { DaftarError } from '../../base/errors.ts';
import { kinds } from '../../kinds/index.ts';
import type { Masthead } from '../../kinds/masthead.ts';
import { FAMILIES } from '../media-types.ts';
import type { Db } from './database.ts';

/** A point of a checklist: its id stays when its words are changed. */
export const checklistPoint = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  words: z.record(z.string(), z.string().max(300)),
});

/** What an administrator decides of how the desk works. Everything else about the organisation is in its masthead. */
export const settingsShape = z.strictObject({
  /** By kind: who wrote cannot approve. What is not named is true. */
  twoPerson: z.record(z.string(), z.boolean()),
  /** By kind: what is to be ticked before it can be approved. */
  checklists: z.record(z.string(), z.array(checklistPoint).max(50)),
  /** Whoever signs in with a password alone can do nothing until two-factor is on. */
  requireTwoFactor: z.boolean(),
  /** The largest uploads, by what they are; what is not named is as in uploads.ts. */
  uploadMegabytes: z.partialRecord(z.enum(FAMILIES), z.int().min(1).max(10_000)),
});
export type Settings = z.infer<typeof settingsShape>;

const NEW: Settings = { twoPerson: {}, checklists: {}, requireTwoFactor: false, uploadMegabytes: {} };

export async function readSettings(db: Db): Promise<Settings> {
  const rows = await db
    .selectFrom('settings')
    .selectAll()
    .where('key', 'in', Object.keys(NEW) as string[])
    .execute();
  return { ...NEW, ...Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)])) };
}

/** Changes those that are given, in the caller's transaction. @throws DaftarError UNKNOWN_KIND */
export async function changeSettings(db: Db, change: Partial<Settings>): Promise<void> {
  for (const kind of [...Object.keys(change.twoPerson ?? {}), ...Object.keys(change.checklists ?? {})]) {
    if (kinds.has(kind)) continue;
    throw new DaftarError('UNKNOWN_KIND', `There is no kind "${kind}".`, `Kinds are ${[...kinds.keys()].join(', ')}.`);
  }
  for (const [key, value] of Object.entries(change)) {
    if (value !== undefined) await setSetting(db, key, JSON.stringify(value));
  }
}

export async function setSetting(db: Db, key: string, value: string): Promise<void> {
  await db
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** The two-person rule of a kind. */
export function twoPersonOf({ twoPerson }: Settings, kind: string): boolean {
  return twoPerson[kind] ?? true;
}

/** What the desk shows of the organisation: the masthead that readers have; before the first, the one being written. */
export async function mastheadOf(db: Db): Promise<Pick<Masthead, 'names' | 'languages' | 'zone' | 'base'>> {
  const fields: Partial<Masthead> = (await currentMasthead(db)) ?? {};
  const { names = {}, languages = [], zone = { id: 'UTC', offset: '+00:00' }, base = '' } = fields;
  return { names, languages, zone, base };
}

/** The one that readers have; before the first, the one that is about to go out. */
export async function currentMasthead(db: Db): Promise<Masthead | null> {
  const revision = await db
    .selectFrom('revisions')
    .innerJoin('editions', (join) =>
      join.on(({ eb, fn, ref }) =>
        eb('revisions.id', '=', fn.coalesce(ref('editions.released_id'), ref('editions.head_id'))),
      ),
    )
    .innerJoin('items', 'items.id', 'editions.item_id')
    .select('revisions.content')
    .where('items.kind', '=', 'masthead')
    .executeTakeFirst();
  return revision ? JSON.parse(revision.content).fields : null;
}

import { DaftarError } from '../../base/errors.ts';
import { kinds } from '../../kinds/index.ts';
import type { Masthead } from '../../kinds/masthead.ts';
import type { Settings } from '../admin-types.ts';
import type { Db } from './database.ts';

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

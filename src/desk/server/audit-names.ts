import type { Db } from './database.ts';
import { namesOf } from './people.ts';

/** What the object of a line is called today, and where the desk shows it. */
export interface Called {
  name: string;
  /** A page of the desk; null where there is none. */
  at: string | null;
}

/** By object, `edition:12`; what is gone, or has no name, is not in it. */
export async function calledOf(db: Db, objects: string[]): Promise<Map<string, Called>> {
  const called = new Map<string, Called>();
  for (const [kind, name] of Object.entries(NAMING)) {
    const ids = [...new Set(objects)]
      .filter((one) => one.startsWith(`${kind}:`))
      .map((one) => one.slice(kind.length + 1));
    if (ids.length === 0) continue;
    for (const { id, ...rest } of await name(db, ids)) called.set(`${kind}:${id}`, rest);
  }
  return called;
}

type Naming = (db: Db, ids: string[]) => Promise<({ id: number | string } & Called)[]>;

const NAMING: Record<string, Naming> = {
  edition: async (db, ids) => {
    const rows = await db
      .selectFrom('editions')
      .select(['id', 'item_id', 'language', 'title'])
      .where('id', 'in', numbers(ids))
      .execute();
    return rows.map(({ id, item_id, language, title }) => ({ id, name: title, at: `/items/${item_id}/${language}` }));
  },
  user: async (db, ids) =>
    [...(await namesOf(db, ids)).values()]
      .filter(({ id, name }) => id !== name)
      .map(({ id, name }) => ({ id, name, at: null })),
  media: async (db, ids) => {
    const rows = await db.selectFrom('uploads').select(['id', 'name']).where('id', 'in', numbers(ids)).execute();
    return rows.map(({ id, name }) => ({ id, name, at: `/media?file=${id}` }));
  },
  token: async (db, ids) => {
    const rows = await db.selectFrom('tokens').select(['id', 'name']).where('id', 'in', numbers(ids)).execute();
    return rows.map(({ id, name }) => ({ id, name, at: null }));
  },
  invitation: async (db, ids) => {
    const rows = await db
      .selectFrom('invitations')
      .select(['id', 'name', 'email'])
      .where('id', 'in', numbers(ids))
      .execute();
    return rows.map(({ id, name, email }) => ({ id, name: name || (email ?? ''), at: null }));
  },
  term: async (db, ids) => {
    const rows = await db.selectFrom('glossary').select(['id', 'term']).where('id', 'in', numbers(ids)).execute();
    return rows.map(({ id, term }) => ({ id, name: term, at: '/glossary' }));
  },
};

function numbers(ids: string[]): number[] {
  return ids.map(Number).filter(Number.isInteger);
}

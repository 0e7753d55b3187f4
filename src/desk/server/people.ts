import { sql } from 'kysely';
import { DaftarError } from '../../base/errors.ts';
import type { Db } from './database.ts';

/** Names of people of the desk by their ids; whoever is no longer there keeps the id as a name. */
export async function namesOf(
  db: Db,
  ids: (string | null)[],
): Promise<Map<string | null, { id: string; name: string }>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  // The table is better-auth's.
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from ${sql.table('user')} where id in (${sql.join(wanted)})`.execute(db);
  const known = new Map<string | null, { id: string; name: string }>(rows.map(({ id, name }) => [id, { id, name }]));
  for (const id of wanted) if (!known.has(id)) known.set(id, { id, name: id });
  return known;
}

/** Somebody who may sign in. @throws DaftarError NOT_FOUND */
export async function requirePerson(db: Db, id: string): Promise<void> {
  const { rows } = await sql`select 1 from ${sql.table('user')} where id = ${id} and disabled is null`.execute(db);
  if (rows.length > 0) return;
  throw new DaftarError('NOT_FOUND', 'There is no such person at this desk.', 'Choose somebody else.');
}

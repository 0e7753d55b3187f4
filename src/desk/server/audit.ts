import { type RawBuilder, sql } from 'kysely';
import { type Db, isPostgres } from './database.ts';
import type { Desk } from './intake.ts';
import { hasFew, isAmong } from './lists.ts';
import type { Actor } from './roles.ts';

/** A line of the audit log. */
export interface AuditEntry {
  id: number;
  at: string;
  /** Null where nobody was signed in. */
  user: string | null;
  who: string;
  action: string;
  /** `edition:12`, `user:abc`, `settings`. */
  object: string;
  details: Record<string, unknown>;
  address: string;
}

export interface AuditQuery {
  /** Stands in the name, the action, the object or the details. */
  text?: string;
  user?: string;
  /** An action, or what begins several: `staff.` */
  action?: string;
  /** UTC, inclusive; `to` is not. */
  from?: string;
  to?: string;
  /** Only entries older than this id. */
  before?: number;
  limit?: number;
}

/**
 * Adds a line on who did what: `audit(desk, who, 'staff.roles', 'user:abc', { grants }, address)`. Inside a transaction
 * give `{ db: transaction }` as the desk. Lines are never changed or taken out: the database refuses. Nothing secret
 * belongs into `details`.
 */
export async function audit(
  { db }: Pick<Desk, 'db'>,
  who: Pick<Actor, 'id' | 'name'> | null,
  action: string,
  object: string,
  details: Record<string, unknown> = {},
  address = '',
  now = new Date(),
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      at: now.toISOString(),
      user_id: who?.id ?? null,
      who: who?.name ?? '',
      action,
      object,
      details: JSON.stringify(details),
      address,
    })
    .execute();
}

/** The newest first. */
export async function searchAudit(db: Db, query: AuditQuery): Promise<AuditEntry[]> {
  const rows = await (await matching(db, query)).limit(Math.min(query.limit ?? 100, 1000)).execute();
  return rows.map(({ user_id, details, ...row }) => ({ ...row, user: user_id, details: JSON.parse(details) }));
}

const PAGE = 1000;

/** All lines that match, as CSV that a spreadsheet opens, a piece at a time. */
export async function* auditCsv(db: Db, query: AuditQuery): AsyncGenerator<string> {
  // Spreadsheets take a file without the mark for one in the machine's own encoding.
  yield '\uFEFFid,at,user,who,action,object,details,address\r\n';
  for (let before = query.before; ; ) {
    const page = await searchAudit(db, { ...query, before, limit: PAGE });
    yield page.map(csvLine).join('');
    if (page.length < PAGE) return;
    before = page.at(-1)!.id;
  }
}

async function matching(db: Db, { text: asked, user, action, from, to, before }: AuditQuery) {
  const text = asked?.replaceAll('\0', ''); // which no database takes
  let query = db.selectFrom('audit').selectAll('audit');
  if (user) query = query.where('user_id', '=', user);
  if (action) query = query.where(await beginsWith(db, action));
  if (from || to) query = query.where(within(from, to));
  if (before) query = query.where('audit.id', '<', before);
  if (!text) return query.orderBy('audit.id', 'desc');
  if (isPostgres(db) || [...text].length < SHORTEST) return query.where(says(text)).orderBy('audit.id', 'desc');
  const phrase = `"${text.replaceAll('"', '""')}"`;
  return query
    .innerJoin(sql<{ rowid: number }>`audit_words`.as('audit_words'), 'audit_words.rowid', 'audit.id')
    .where(sql<boolean>`audit_words match ${phrase}`)
    .orderBy('audit_words.rowid', 'desc');
}

/** What is shorter is in no index: see 0008 in migrations.ts. */
const SHORTEST = 3;

function says(text: string): RawBuilder<boolean> {
  const columns = ['who', 'action', 'object', 'details', 'address'].map((column) => sql.ref(column));
  return sql`lower(${sql.join(columns, sql` || ' ' || `)}) like ${`%${escapeLike(text.toLowerCase())}%`} escape '!'`;
}

async function beginsWith(db: Db, action: string): Promise<RawBuilder<boolean>> {
  const column = sql.raw(isPostgres(db) ? 'action collate "C"' : 'action');
  const ids = sql`select id from audit where ${column} >= ${action} and ${column} < ${`${action}~`}`;
  return isAmong(sql`audit.id`, ids, await hasFew(db, ids));
}

/** Ids grow as time does, so that the log is gone along only as far as these lines stand from each other. */
function within(from: string | undefined, to: string | undefined): RawBuilder<boolean> {
  const limits = [
    from && sql`at >= ${new Date(from).toISOString()}`,
    to && sql`at < ${new Date(to).toISOString()}`,
  ].filter((limit) => !!limit);
  const these = sql`${sql.join(limits, sql` and `)}`;
  return sql`(audit.id >= (select min(id) from audit where ${these})
    and audit.id <= (select max(id) from audit where ${these}) and ${these})`;
}

function escapeLike(text: string): string {
  return text.replace(/[%_!]/g, '!$&');
}

function csvLine({ id, at, user, who, action, object, details, address }: AuditEntry): string {
  const cells = [String(id), at, user ?? '', who, action, object, JSON.stringify(details), address];
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** What a spreadsheet would take for a formula is told to be text. */
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

import { type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** In order, never edited once released. */
export const migrations: Record<string, Migration> = {
  '0001-items-to-releases': { up: itemsToReleases },
  '0002-erased': { up: erased },
  '0003-review': { up: review },
  '0004-media-and-words': { up: mediaAndWords },
  '0005-staff': { up: staff },
  '0006-used-codes': { up: usedCodes },
  '0007-media-of-revisions': { up: mediaOfRevisions },
  '0008-found-at-once': { up: foundAtOnce },
  '0009-words-by-their-index': { up: wordsByTheirIndex },
  '0010-what-lags': { up: whatLags },
};

type Any = Kysely<unknown>;

async function itemsToReleases(db: Any): Promise<void> {
  await table(db, 'items', true)
    .addColumn('source_key', 'text', (column) => column.unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('number', 'text', (column) => column.unique())
    .execute();
  await index(db, 'items', ['kind']);
  await table(db, 'editions', true)
    .addColumn('item_id', 'integer', (column) => column.notNull().references('items.id'))
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.unique())
    .addColumn('restricted', 'text')
    .addColumn('state', 'text', (column) => column.notNull().defaultTo('draft'))
    .addColumn('head_id', 'integer')
    .addColumn('title', 'text', (column) => column.notNull().defaultTo(''))
    .addColumn('posted', 'text')
    .addColumn('saved', 'text')
    .addColumn('author_id', 'text')
    .addColumn('assignee_id', 'text')
    .addColumn('approved_id', 'integer')
    .addColumn('publish_at', 'text')
    .addColumn('publish_by', 'text')
    .addColumn('publish_lease', 'text')
    .addColumn('publish_failure', 'text')
    .addColumn('released_id', 'integer')
    .addColumn('released_event', 'text')
    .addColumn('released', 'text')
    .addColumn('translates', 'text')
    .addColumn('made_from_id', 'integer')
    .addColumn('made_from_words', 'text')
    .addColumn('reference_words', 'text')
    .addColumn('reference_id', 'integer')
    .addColumn('archived', 'text')
    .addUniqueConstraint('one_edition_a_language', ['item_id', 'language'])
    .execute();
  await index(db, 'editions', ['saved']);
  await index(db, 'editions', ['state', 'saved']);
  await index(db, 'editions', ['language', 'saved']);
  await index(db, 'editions', ['publish_at']);
  await index(db, 'editions', ['assignee_id', 'saved']);
  await index(db, 'editions', ['author_id', 'saved']);
  await index(db, 'editions', ['released']);
  await sql`create index editions_by_date on editions ((coalesce(posted, saved)), id)`.execute(db);
  for (const first of ['state', 'language'])
    await sql`create index ${sql.ref(`editions_by_${first}_date`)} on editions (${sql.ref(first)}, (coalesce(posted, saved)))`.execute(
      db,
    );
  await sql`create index editions_original on editions (item_id, language) where translates is null`.execute(db);
  for (const rare of ['restricted', 'archived', 'publish_failure'])
    await sql`create index ${sql.ref(`editions_${rare}`)} on editions (saved) where ${sql.ref(rare)} is not null`.execute(
      db,
    );
  await table(db, 'revisions', true)
    .addColumn('edition_id', 'integer', (column) => column.notNull().references('editions.id'))
    .addColumn('sha256', 'text')
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('saved', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('author_id', 'text')
    .addColumn('name', 'text')
    .addColumn('auto', 'integer', (column) => column.notNull().defaultTo(0))
    .addUniqueConstraint('a_revision_comes_in_once', ['edition_id', 'sha256'])
    .execute();
  await table(db, 'releases')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('edition_id', 'integer', (column) => column.notNull().references('editions.id'))
    .addColumn('revision_id', 'integer', (column) => column.notNull().unique().references('revisions.id'))
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('released', 'text', (column) => column.notNull())
    .addColumn('bytes', 'text')
    .addColumn('entry', 'text')
    .addColumn('position', 'integer')
    .addUniqueConstraint('one_release_a_version', ['edition_id', 'version'])
    .execute();
  await index(db, 'releases', ['position']);
  await index(db, 'releases', ['released']);
  await table(db, 'outbox', true)
    .addColumn('sha256', 'text', (column) => column.notNull().unique().references('releases.sha256'))
    .execute();
  await table(db, 'counters')
    .addColumn('letters', 'text', (column) => column.notNull())
    .addColumn('year', 'integer', (column) => column.notNull())
    .addColumn('last', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('counters_key', ['letters', 'year'])
    .execute();
  await table(db, 'pictures')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('sizes', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('pictures_key', ['sha256', 'role'])
    .execute();
  await table(db, 'originals')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('edition_id', 'integer', (column) => column.notNull().references('editions.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('originals_key', ['sha256', 'edition_id'])
    .execute();
}

async function erased(db: Any): Promise<void> {
  await table(db, 'erased')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .execute();
}

async function review(db: Any): Promise<void> {
  await ofRevision(table(db, 'steps', true))
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await index(db, 'steps', ['edition_id']);
  await index(db, 'steps', ['at']);
  await table(db, 'presences')
    .addColumn('edition_id', 'integer', (column) => column.notNull().references('editions.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('tab', 'text', (column) => column.notNull())
    .addColumn('typing', 'integer', (column) => column.notNull())
    .addColumn('seen', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('presences_key', ['edition_id', 'user_id', 'tab'])
    .execute();
  await ofRevision(table(db, 'comments', true))
    .addColumn('parent_id', 'integer', (column) => column.references('comments.id'))
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('passage', 'text')
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('resolved', 'text')
    .addColumn('resolved_by', 'text')
    .execute();
  await index(db, 'comments', ['edition_id']);
  await table(db, 'mentions')
    .addColumn('comment_id', 'integer', (column) => column.notNull().references('comments.id'))
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('seen', 'text')
    .addPrimaryKeyConstraint('mentions_key', ['user_id', 'comment_id'])
    .execute();
  await ofRevision(table(db, 'ticks'))
    .addColumn('point', 'text', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticks_key', ['edition_id', 'point'])
    .execute();
  await ofRevision(table(db, 'sign_offs'))
    .addColumn('party', 'text', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('sign_offs_key', ['edition_id', 'revision_id', 'party'])
    .execute();
  await ofRevision(table(db, 'embargoes', true))
    .addColumn('secret', 'text', (column) => column.notNull().unique())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('made', 'text', (column) => column.notNull())
    .addColumn('expires', 'text', (column) => column.notNull())
    .addColumn('revoked', 'text')
    .execute();
  await table(db, 'embargo_views', true)
    .addColumn('embargo_id', 'integer', (column) => column.notNull().references('embargoes.id'))
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('agent', 'text', (column) => column.notNull())
    .execute();
}

async function mediaAndWords(db: Any): Promise<void> {
  await table(db, 'glossary', true)
    .addColumn('from_language', 'text', (column) => column.notNull())
    .addColumn('to_language', 'text', (column) => column.notNull())
    .addColumn('term', 'text', (column) => column.notNull())
    .addColumn('folded', 'text', (column) => column.notNull())
    .addColumn('rendering', 'text', (column) => column.notNull())
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addUniqueConstraint('one_rendering_a_term', ['from_language', 'to_language', 'folded'])
    .execute();
  await table(db, 'uploads', true)
    .addColumn('sha256', 'text', (column) => column.notNull().unique())
    .addColumn('master', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('bytes', 'integer', (column) => column.notNull())
    .addColumn('width', 'integer')
    .addColumn('height', 'integer')
    .addColumn('focus_x', 'real', (column) => column.notNull())
    .addColumn('focus_y', 'real', (column) => column.notNull())
    .addColumn('crop', 'text')
    .addColumn('credit', 'text', (column) => column.notNull())
    .addColumn('rights', 'text', (column) => column.notNull())
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('findings', 'text', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await index(db, 'uploads', ['at']);
  await editionWords(db);
  await table(db, 'views', true)
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addUniqueConstraint('one_view_a_name', ['user_id', 'name'])
    .execute();
}

/** Only the index is kept: the words themselves stand in the revisions. On SQLite the row's id is the edition's. */
async function editionWords(db: Any): Promise<void> {
  if (!isPostgres(db)) {
    await sql`create virtual table edition_words using fts5 (title, words, content = '', contentless_delete = 1,
      detail = column, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'", prefix = '1 2 3')`.execute(
      db,
    );
    return;
  }
  await sql`create table edition_words (edition_id integer primary key references editions (id),
    title tsvector not null, words tsvector not null)`.execute(db);
  for (const column of ['title', 'words'])
    await sql`create index ${sql.ref(`edition_words_by_${column}`)} on edition_words using gin (${sql.ref(column)})`.execute(
      db,
    );
}

async function staff(db: Any): Promise<void> {
  await table(db, 'grants')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('grants_key', ['user_id', 'role', 'language'])
    .execute();
  await table(db, 'invitations', true)
    .addColumn('secret', 'text', (column) => column.notNull().unique())
    .addColumn('email', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('grants', 'text', (column) => column.notNull())
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('made', 'text', (column) => column.notNull())
    .addColumn('expires', 'text', (column) => column.notNull())
    .addColumn('used', 'text')
    .execute();
  await table(db, 'tokens', true)
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull().unique())
    .addColumn('scopes', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('made', 'text', (column) => column.notNull())
    .addColumn('expires', 'text')
    .addColumn('last_used', 'text')
    .addColumn('revoked', 'text')
    .execute();
  await table(db, 'audit', true)
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('who', 'text', (column) => column.notNull())
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('object', 'text', (column) => column.notNull())
    .addColumn('details', 'text', (column) => column.notNull())
    .addColumn('address', 'text', (column) => column.notNull())
    .execute();
  await index(db, 'audit', ['object']);
  await neverChanged(db, 'audit');
  await table(db, 'settings')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
}

async function usedCodes(db: Any): Promise<void> {
  await table(db, 'used_codes')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('used_codes_key', ['user_id', 'code'])
    .execute();
  // Whole tables go by without their rows being asked.
  if (isPostgres(db)) {
    await sql`create trigger audit_is_not_emptied before truncate on audit
      for each statement execute function refuse_change()`.execute(db);
  }
}

/** Which revisions name a file, and what speaks of a revision: the library and every autosave ask. */
async function mediaOfRevisions(db: Any): Promise<void> {
  await table(db, 'revision_media')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('revision_id', 'integer', (column) => column.notNull().references('revisions.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('revision_media_key', ['sha256', 'revision_id'])
    .execute();
  await index(db, 'revision_media', ['revision_id']);
  for (const name of ['steps', 'comments', 'ticks', 'sign_offs', 'embargoes']) await index(db, name, ['revision_id']);
  for (let last = 0; ; ) {
    const { rows } = await sql<{ id: number; content: string }>`select id, content from revisions
      where id > ${last} and (content like '%"sha256"%' or content like '%media:%') order by id limit 500`.execute(db);
    if (rows.length === 0) return;
    for (const { id, content } of rows) {
      for (const sha256 of new Set(content.match(/\b[0-9a-f]{64}\b/g)))
        await sql`insert into revision_media (sha256, revision_id) values (${sha256}, ${id})`.execute(db);
    }
    last = rows.at(-1)!.id;
  }
}

/** Translations by language, lines of the audit log by all that one looks for in them. */
async function foundAtOnce(db: Any): Promise<void> {
  await sql`create index editions_translations on editions (language, item_id) where translates is not null`.execute(
    db,
  );
  // What is looked up by how it begins stands in the order of its codes, whatever the database's language.
  if (isPostgres(db)) await sql`alter table items alter column number type text collate "C"`.execute(db);
  await sql`create index audit_by_action on audit (action ${sql.raw(isPostgres(db) ? 'collate "C"' : '')}, id)`.execute(
    db,
  );
  for (const column of ['at', 'user_id']) await index(db, 'audit', [column, 'id']);
  await auditText(db);
}

/** Whatever stands somewhere in a line, by every three letters of it. */
async function auditText(db: Any): Promise<void> {
  const columns = ['who', 'action', 'object', 'details', 'address'];
  const text = (of: string) =>
    sql.join(
      columns.map((column) => sql.ref(`${of}${column}`)),
      sql` || ' ' || `,
    );
  if (!isPostgres(db)) {
    await sql`create virtual table audit_words using fts5 (text, content = '', tokenize = 'trigram')`.execute(db);
    await sql`insert into audit_words (rowid, text) select id, ${text('')} from audit`.execute(db);
    await sql`create trigger audit_is_found after insert on audit
      begin insert into audit_words (rowid, text) values (new.id, ${text('new.')}); end`.execute(db);
    return;
  }
  // It comes with PostgreSQL, though not everywhere; without it a search takes as long as the log is.
  const { rows } = await sql`select 1 from pg_available_extension_versions where name = 'pg_trgm' and trusted
    and has_database_privilege(current_database(), 'create') limit 1`.execute(db);
  if (rows.length === 0) return;
  await sql`create extension if not exists pg_trgm`.execute(db);
  await sql`create index audit_by_text on audit using gin (lower(${text('')}) gin_trgm_ops)`.execute(db);
}

/**
 * PostgreSQL believes that it reads the words of every edition as fast as an index of them: it does not count that they are
 * kept aside and have to be unpacked. In a function it can be told.
 */
async function wordsByTheirIndex(db: Any): Promise<void> {
  if (!isPostgres(db)) return;
  for (const column of ['title', 'words'])
    await sql`create function ${sql.ref(`editions_with_${column}`)}(tsquery) returns table (edition_id integer)
      language sql stable rows 20000 set enable_seqscan = off
      as ${sql.lit(`select edition_id from edition_words where ${column} @@ $1`)}`.execute(db);
}

/** What lists and overview count of translations stands in the index itself: next to it an edition is large. */
async function whatLags(db: Any): Promise<void> {
  await sql`drop index editions_translations`.execute(db);
  await sql`create index editions_translations on editions (language, item_id, translates, made_from_id, made_from_words)
    where translates is not null and archived is null`.execute(db);
  await sql`create index editions_originals on editions (item_id, language)
    where translates is null and archived is null`.execute(db);
}

/** A table; with ids that are never given twice where it asks for them. */
function table(db: Any, name: string, hasId = false): CreateTableBuilder<string, string> {
  const made = db.schema.createTable(name);
  if (!hasId) return made;
  return isPostgres(db)
    ? made.addColumn('id', 'serial', (column) => column.primaryKey())
    : made.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement());
}

function ofRevision(made: CreateTableBuilder<string, string>): CreateTableBuilder<string, string> {
  return made
    .addColumn('edition_id', 'integer', (column) => column.notNull().references('editions.id'))
    .addColumn('revision_id', 'integer', (column) => column.notNull().references('revisions.id'));
}

async function index(db: Any, name: string, columns: string[]): Promise<void> {
  await db.schema
    .createIndex(`${name}_by_${columns.join('_')}`)
    .on(name)
    .columns(columns)
    .execute();
}

/** The database itself refuses to change or delete a row. */
async function neverChanged(db: Any, name: string): Promise<void> {
  if (isPostgres(db)) {
    await sql`create function refuse_change() returns trigger language plpgsql as
      $$ begin raise exception 'rows of % are never changed', tg_table_name; end $$`.execute(db);
    await sql`create trigger ${sql.ref(`${name}_is_append_only`)} before update or delete on ${sql.table(name)}
      for each row execute function refuse_change()`.execute(db);
    return;
  }
  for (const change of ['update', 'delete']) {
    await sql`create trigger ${sql.ref(`${name}_refuses_${change}`)} before ${sql.raw(change)} on ${sql.table(name)}
      begin select raise(abort, 'rows of this table are never changed'); end`.execute(db);
  }
}

function isPostgres(db: Any): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}

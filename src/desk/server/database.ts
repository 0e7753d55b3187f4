import { type Generated, Kysely, PostgresAdapter } from 'kysely';
import { Migrator } from 'kysely/migration';
import { DaftarError } from '../../base/errors.ts';
import { migrations } from './migrations.ts';
import { postgres } from './postgres.ts';
import { sqlite } from './sqlite.ts';

/** The desk's tables, the same on SQLite and PostgreSQL. Those of sign-in are better-auth's own: see auth.ts. */
export interface Tables {
  items: { id: Generated<number>; source_key: string | null; kind: string; number: string | null };
  editions: Edition;
  /** Each saved state of an edition; `content` is a `Content` in JSON. */
  revisions: {
    id: Generated<number>;
    edition_id: number;
    /** Of what came in from a source, so that it comes in once; null for what was written at the desk. */
    sha256: string | null;
    content: string;
    /** SHA-256 of the words that a translator translates: see translation.ts. */
    words: string;
    saved: string;
    source: string;
    author_id: string | null;
    /** What somebody called it, to find it again. */
    name: string | null;
    /** Saved by itself while somebody typed: the next such save takes its place. */
    auto: number;
  };
  /** The hashes that a revision names, of files and their sizes: repeated from its content, to find where a file is used. */
  revision_media: { sha256: string; revision_id: number };
  /** `bytes` and `entry` are kept until the record holds them; `position` is the place in its log. */
  releases: {
    sha256: string;
    edition_id: number;
    revision_id: number;
    version: number;
    event: string;
    released: string;
    bytes: string | null;
    entry: string | null;
    position: number | null;
  };
  outbox: { id: Generated<number>; sha256: string };
  counters: { letters: string; year: number; last: number };
  /** Sizes made of an uploaded picture, once. */
  pictures: { sha256: string; role: string; sizes: string };
  originals: { sha256: string; edition_id: number; name: string };
  /** Releases and media that the record says are gone and that are gone here too. */
  erased: { sha256: string };

  /** What people did to an edition on its way: submitted, asked for changes, approved, published. */
  steps: {
    id: Generated<number>;
    edition_id: number;
    revision_id: number;
    action: string;
    who: string;
    note: string;
    at: string;
  };
  /** Who has an edition open, and when they were last heard of. */
  presences: { edition_id: number; user_id: string; tab: string; typing: number; seen: string };
  comments: {
    id: Generated<number>;
    edition_id: number;
    revision_id: number;
    /** The comment that this one answers. */
    parent_id: number | null;
    who: string;
    /** The passage: `{field, quote, before, after}` in JSON; null for the whole edition. */
    passage: string | null;
    text: string;
    at: string;
    resolved: string | null;
    resolved_by: string | null;
  };
  mentions: { comment_id: number; user_id: string; seen: string | null };
  /** A point of the kind's checklist that somebody has ticked for a revision. */
  ticks: { edition_id: number; point: string; revision_id: number; who: string; at: string };
  /** That a body or person signs off a joint statement: for one revision. */
  sign_offs: { edition_id: number; revision_id: number; party: string; who: string; at: string };
  embargoes: {
    id: Generated<number>;
    edition_id: number;
    revision_id: number;
    /** SHA-256 of the link's secret. */
    secret: string;
    /** For whom. */
    label: string;
    who: string;
    made: string;
    expires: string;
    revoked: string | null;
  };
  embargo_views: { id: Generated<number>; embargo_id: number; at: string; address: string; agent: string };
  glossary: {
    id: Generated<number>;
    from_language: string;
    to_language: string;
    term: string;
    /** The term folded for search. */
    folded: string;
    rendering: string;
    note: string;
    who: string;
    at: string;
  };
  /** A file that somebody uploaded; its bytes are under `media/` (pictures: each size) by their hash. */
  uploads: {
    id: Generated<number>;
    /** Of the bytes as they came, by which a duplicate is found. */
    sha256: string;
    /** Of the bytes as they are kept, without place and device. */
    master: string;
    name: string;
    type: string;
    bytes: number;
    width: number | null;
    height: number | null;
    /** Where the eye goes: 0 to 1 from the left and the top. */
    focus_x: number;
    focus_y: number;
    /** The part that is shown: `{x, y, width, height}` from 0 to 1, in JSON; null for all of it. */
    crop: string | null;
    credit: string;
    rights: string;
    /** Alternative text and caption, by language: `{en: {alt, caption}}` in JSON. */
    words: string;
    /** What was taken out of it on the way in, or could not be: `{code, removed, values}` each, in JSON. */
    findings: string;
    who: string;
    at: string;
  };
  /** Not here, for each database has its own kind of it: `edition_words`, to find editions by. See edition-words.ts. */
  views: { id: Generated<number>; user_id: string; name: string; query: string };

  /** What somebody may do; `language` narrows a translator to one, '' is every one. */
  grants: { user_id: string; role: string; language: string };
  invitations: {
    id: Generated<number>;
    secret: string;
    email: string | null;
    name: string;
    /** Grants in JSON. */
    grants: string;
    who: string;
    made: string;
    expires: string;
    used: string | null;
  };
  /** Codes of authenticators, by their hash, that were used a moment ago: each is good once. */
  used_codes: { user_id: string; code: string; at: string };
  tokens: {
    id: Generated<number>;
    name: string;
    secret: string;
    /** Scopes in JSON. */
    scopes: string;
    user_id: string;
    made: string;
    expires: string | null;
    last_used: string | null;
    revoked: string | null;
  };
  /** Who did what: rows are added and never changed, which the database itself enforces. */
  audit: {
    id: Generated<number>;
    at: string;
    user_id: string | null;
    who: string;
    action: string;
    /** What it was done to: `edition:12`, `user:abc`, `settings`. */
    object: string;
    details: string;
    address: string;
  };
  settings: { key: string; value: string };
}

interface Edition {
  id: Generated<number>;
  item_id: number;
  language: string;
  path: string | null;
  restricted: string | null;
  /** draft, in-review, changes-requested, approved, scheduled, published or withdrawn: see review.ts. */
  state: Generated<string>;
  /** The newest revision. What follows stands in it too, and is repeated for lists. */
  head_id: number | null;
  title: Generated<string>;
  posted: string | null;
  saved: string | null;
  author_id: string | null;
  assignee_id: string | null;
  /** The revision that was approved, and stays so while nothing else is saved. */
  approved_id: number | null;
  /** When a schedule publishes it, in UTC, who wanted it, until when a process is at it, and why it failed. */
  publish_at: string | null;
  publish_by: string | null;
  publish_lease: string | null;
  publish_failure: string | null;
  /** The revision of its latest release, and that release's event and time. */
  released_id: number | null;
  released_event: string | null;
  released: string | null;
  /** The language that it was made from, the revision of it, and the words that this had: see translation.ts. */
  translates: string | null;
  made_from_id: number | null;
  made_from_words: string | null;
  /** As a source: the words by which it is known whether a translation of it is outdated. */
  reference_words: string | null;
  reference_id: number | null;
  /** Put away unpublished; nothing is ever deleted. */
  archived: string | null;
}

export type Db = Kysely<Tables>;

/** Where the desk's database is: a file, and instead of it a PostgreSQL where there is an address of one. */
export interface Where {
  file: string;
  url?: string | null;
}

/**
 * Opens the desk's database, made or brought up to date if need be.
 * @throws DaftarError DATA_NEWER when a newer Daftar has written it, DATABASE_UNREACHABLE
 */
export async function openDatabase({ file, url }: Where): Promise<Db> {
  const db = new Kysely<Tables>({ dialect: url ? postgres(url) : sqlite(file) });
  await migrate(db, url ? 'The database' : file).catch(async (error) => {
    await db.destroy();
    throw url && isUnreachable(error) ? unreachable(url, error) : error;
  });
  return db;
}

export function isPostgres(db: Kysely<never> | Kysely<unknown> | Db): boolean {
  return (db as Db).getExecutor().adapter instanceof PostgresAdapter;
}

async function migrate(db: Db, what: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  if (/corrupted migrations|was expected|is missing/i.test(String(error))) {
    throw new DaftarError(
      'DATA_NEWER',
      `${what} was written by a newer version of Daftar.`,
      'Install that version or a later one; nothing was changed.',
    );
  }
  throw error;
}

function isUnreachable(error: unknown): boolean {
  const { code = '' } = error as { code?: string };
  // Class 08 is a connection, 28 who may connect, 3D which database: PostgreSQL, appendix A.
  return /^(ECONN|ENOTFOUND|ETIMEDOUT|EAI_)/.test(code) || /^(08|28|3D)/.test(code) || error instanceof AggregateError;
}

/** The address is shown without its password. */
function unreachable(url: string, error: Error): DaftarError {
  const { host, pathname } = new URL(url);
  const why = error.message || (error as AggregateError).errors?.[0]?.message;
  return new DaftarError(
    'DATABASE_UNREACHABLE',
    `The database ${host}${pathname} of DATABASE_URL cannot be used: ${why}.`,
    'Start it or correct DATABASE_URL; without it the database in the data folder is used.',
  );
}

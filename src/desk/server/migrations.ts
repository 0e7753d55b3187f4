import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** In order, never edited once released. */
export const migrations: Record<string, Migration> = {
  '0001-items-to-releases': { up: first },
  '0002-erased': { up: erased },
};

async function first(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('items')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('source_key', 'text', (column) => column.unique())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('number', 'text', (column) => column.unique())
    .execute();
  await db.schema
    .createTable('editions')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('item_id', 'integer', (column) => column.notNull().references('items.id'))
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.unique())
    .addColumn('restricted', 'text')
    .addUniqueConstraint('one_edition_a_language', ['item_id', 'language'])
    .execute();
  await db.schema
    .createTable('revisions')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('edition_id', 'integer', (column) => column.notNull().references('editions.id'))
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('saved', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addUniqueConstraint('a_revision_comes_in_once', ['edition_id', 'sha256'])
    .execute();
  await db.schema
    .createTable('releases')
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
  await db.schema.createIndex('releases_by_position').on('releases').column('position').execute();
  await db.schema.createIndex('releases_by_time').on('releases').column('released').execute();
  await db.schema
    .createTable('outbox')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('sha256', 'text', (column) => column.notNull().unique().references('releases.sha256'))
    .execute();
  await db.schema
    .createTable('counters')
    .addColumn('letters', 'text', (column) => column.notNull())
    .addColumn('year', 'integer', (column) => column.notNull())
    .addColumn('last', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('counters_key', ['letters', 'year'])
    .execute();
  await db.schema
    .createTable('pictures')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('sizes', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('pictures_key', ['sha256', 'role'])
    .execute();
  await db.schema
    .createTable('originals')
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('edition_id', 'integer', (column) => column.notNull().references('editions.id'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('originals_key', ['sha256', 'edition_id'])
    .execute();
}

async function erased(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('erased')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .execute();
}

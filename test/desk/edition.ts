import type { TestContext } from 'node:test';
import { contentOf, createItem, editionWith, saveEdition } from '../../src/desk/server/editions.ts';
import type { Content } from '../../src/desk/server/intake.ts';
import type { Publisher, Rules } from '../../src/desk/server/review.ts';
import * as review from '../../src/desk/server/review.ts';
import type { Actor } from '../../src/desk/server/roles.ts';
import { dataFolder, openNewsroom } from '../helpers/newsroom.ts';
import { newDatabase } from '../helpers/postgres.ts';
import { amina, nadia } from './people.ts';

/** Null for the embedded one: see on-postgres.test.ts. */
export async function databaseOfTests(): Promise<string | null> {
  const server = process.env.POSTGRES_OF_TESTS;
  return server ? newDatabase(server) : null;
}

/** A desk on a new data folder, with what its tests do again and again. Its releases wait in the outbox. */
export async function openDesk(t: TestContext) {
  const newsroom = await openNewsroom(t, dataFolder(t), { demo: true, databaseUrl: await databaseOfTests() });
  const { desk } = newsroom;
  const publisher: Publisher = {
    publish: (revision, publishing) => newsroom.publish(revision, publishing),
    release: async () => {},
    wouldBe: (revision) => newsroom.wouldBe(revision),
  };
  const rules: Rules = {
    twoPerson: async () => true,
    missingPoints: async () => [],
    missingSignOffs: async () => [],
  };
  const now = () => newsroom.now();
  const edition = (id: number) => editionWith(desk.db, id);
  const at = async (editionId: number, note?: string) => ({
    editionId,
    revision: (await edition(editionId)).head_id!,
    note,
  });

  return {
    desk,
    newsroom,
    publisher,
    rules,
    now,
    edition,
    at,
    /** A statement as somebody writes it; with all that it needs unless told otherwise. */
    statement: (who: Actor = amina, content: Partial<Content> = {}) =>
      createItem(desk, who, { kind: 'statement', language: 'en', content: { ...FOOTBRIDGE, ...content } }, now()),
    /** Saves what changed on top of what is there. */
    async write(who: Actor, editionId: number, changed: Partial<Content>) {
      const { head_id } = await edition(editionId);
      const content = { ...(await contentOf(desk.db, head_id!)), ...changed };
      return saveEdition(desk, who, editionId, { base: head_id!, content }, now());
    },
    submit: async (who: Actor, id: number) => review.submit(desk, who, await at(id), now()),
    approve: async (who: Actor, id: number) => review.approve(desk, who, await at(id), rules, now()),
    publish: async (who: Actor, id: number) => review.publishEdition(who, await at(id), { rules, publisher }),
    /** From a draft to readers, by the hands that it needs. */
    async bringOut(id: number, writer: Actor = amina, approver: Actor = nadia) {
      await this.submit(writer, id);
      await this.approve(approver, id);
      return this.publish(approver, id);
    },
  };
}

export const FOOTBRIDGE: Partial<Content> = {
  title: 'Footbridge at Kiln Lane opens',
  body: '<p>The footbridge at Kiln Lane opens on Friday at nine.</p>\n<p>Entry is free.</p>',
  posted: '2024-03-01',
  fields: { type: 'statement' },
};

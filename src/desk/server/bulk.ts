import { DaftarError } from '../../base/errors.ts';
import type { Bulk, BulkResult } from '../list-types.ts';
import { archiveEdition, assign, contentOf, editionWith, saveEdition, startingContent } from './editions.ts';
import type { Desk } from './intake.ts';
import { approve, type Publisher, publishEdition, type Rules, schedule, submit } from './review.ts';
import type { Actor } from './roles.ts';

export interface BulkContext {
  rules: Rules;
  publisher: Publisher;
  now: Date;
}

/**
 * Does one thing to several editions, each by the same rules as alone: what is refused to one is said of that one, and
 * stops none of the others. What is published goes out to readers together.
 * @throws DaftarError what carrying releases out to readers throws
 */
export async function doBulk(desk: Desk, who: Actor, bulk: Bulk, context: BulkContext): Promise<BulkResult> {
  const results: BulkResult = [];
  for (const at of bulk.editions) {
    results.push(await attempt(at.id, () => doOne(desk, who, bulk, at, context)));
  }
  if (bulk.action === 'publish' && results.some(({ done }) => done)) await context.publisher.release();
  return results;
}

async function attempt(id: number, work: () => Promise<unknown>): Promise<BulkResult[number]> {
  try {
    await work();
    return { id, done: true, error: null };
  } catch (error) {
    if (!(error instanceof DaftarError)) throw error;
    return { id, done: false, error: { code: error.code, message: error.message, hint: error.next } };
  }
}

async function doOne(
  desk: Desk,
  who: Actor,
  { action, assignee, time, tags }: Bulk,
  { id, revision }: Bulk['editions'][number],
  { rules, publisher, now }: BulkContext,
): Promise<unknown> {
  const at = { editionId: id, revision };
  switch (action) {
    case 'assign':
      return assign(desk, who, id, assignee ?? null);
    case 'submit':
      return submit(desk, who, at, now);
    case 'approve':
      return approve(desk, who, at, rules, now);
    case 'publish':
      return publishEdition(who, at, { rules, publisher, andRelease: false });
    case 'schedule':
      return schedule(desk, who, { ...at, time: time ?? '' }, rules, now);
    case 'archive':
    case 'restore':
      return archiveEdition(desk, who, id, action === 'archive', now);
    case 'tag':
      return tag(desk, who, at, tags ?? [], now);
  }
}

/** A revision like any other: what is approved has to be reopened first. */
async function tag(desk: Desk, who: Actor, at: { editionId: number; revision: number }, tags: string[], now: Date) {
  const edition = await editionWith(desk.db, at.editionId);
  const content = startingContent(await contentOf(desk.db, edition.head_id!), edition);
  const all = [...new Set([...content.tags, ...tags])];
  if (all.length === content.tags.length) return;
  await saveEdition(desk, who, at.editionId, { base: at.revision, content: { ...content, tags: all } }, now);
}

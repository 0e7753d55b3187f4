import { kinds } from '../../kinds/index.ts';
import type { EditionSummary, EditionView, ItemView, State } from '../api-types.ts';
import { openComments } from './comments.ts';
import type { Db } from './database.ts';
import { contentOf, editionsOf, editionWith, notFound, readableBy, startingContent } from './editions.ts';
import type { Desk } from './intake.ts';
import { namesOf } from './people.ts';
import { keysAsNumbers } from './references.ts';
import { allowedTo, findingsOf, type Rules } from './review.ts';
import { type Actor, requireRight } from './roles.ts';

/** An edition as the page where it is written shows it. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function viewEdition({ db }: Desk, who: Actor, rules: Rules, editionId: number): Promise<EditionView> {
  requireRight(who, 'read');
  const edition = await editionWith(db, editionId);
  const item = await viewItem({ db }, who, edition.item_id);
  const content = readableBy(who, edition, startingContent(await contentOf(db, edition.head_id!), edition));
  const names = await namesOf(db, [edition.author_id, edition.assignee_id]);
  return {
    ...item.editions.find(({ id }) => id === editionId)!,
    item,
    kind: edition.kind,
    number: edition.number,
    path: edition.path,
    restricted: edition.restricted,
    content: { ...content, fields: await keysAsNumbers(db, kinds.get(edition.kind), content.fields) },
    author: names.get(edition.author_id) ?? null,
    assignee: names.get(edition.assignee_id) ?? null,
    approved: edition.approved_id,
    publishFailure: edition.publish_failure,
    openComments: await openComments({ db }, editionId),
    findings: await findingsOf(db, edition),
    allowed: await allowedTo(db, who, edition, rules),
  };
}

/** An item and the state of each of its editions. @throws DaftarError FORBIDDEN, NOT_FOUND */
export async function viewItem({ db }: { db: Db }, who: Actor, itemId: number): Promise<ItemView> {
  requireRight(who, 'read');
  const item = await db.selectFrom('items').selectAll().where('id', '=', itemId).executeTakeFirst();
  if (!item) throw notFound(`item ${itemId}`);
  const editions = await editionsOf(db, itemId);
  return { id: item.id, kind: item.kind, number: item.number, editions: editions.map(summaryOf) };
}

/** What every list and every neighbour shows of an edition. */
export function summaryOf(row: Awaited<ReturnType<typeof editionsOf>>[number]): EditionSummary {
  return {
    id: row.id,
    language: row.language,
    title: row.title,
    state: row.state as State,
    translates: row.translates,
    outdated: row.outdated,
    head: row.head_id!,
    saved: row.saved,
    released: row.released,
    releasedEvent: row.released_event as EditionSummary['releasedEvent'],
    hasChanges: row.head_id !== row.released_id,
    publishAt: row.publish_at,
    archived: row.archived !== null,
  };
}

import { DaftarError } from '../../base/errors.ts';
import type { Release } from '../../record/release.ts';
import type { Db } from './database.ts';
import { contentOf, type EditionRow, editionWith, kindOf, mayWrite, saveEdition, toLift } from './editions.ts';
import type { Desk } from './intake.ts';
import { namesOf } from './people.ts';
import type { Publication, Publishing } from './publish.ts';
import { authorsSinceRelease, findingsIn, requireReady } from './readiness.ts';
import { type Actor, may, requireRight } from './roles.ts';
import { addStep } from './steps.ts';
import { setReference } from './translation.ts';

/**
 * The way of an edition to its readers:
 *
 *     draft -> in-review -> approved -> (scheduled ->) published
 *                 |  ^
 *                 v  |
 *          changes-requested
 *
 * What is approved is one revision. Another word, and it has to be approved again.
 */
export interface Rules {
  /** Who wrote cannot approve. Every rule is asked in the caller's transaction. */
  twoPerson(db: Db, kind: string): Promise<boolean>;
  /** Points of the kind's checklist that nobody has ticked for this revision, in words. */
  missingPoints(db: Db, editionId: number, revisionId: number): Promise<string[]>;
  /** Bodies and people that have not signed this revision off. */
  missingSignOffs(db: Db, editionId: number, revisionId: number): Promise<string[]>;
}

/** What carries releases into the record and onto the site: the newsroom. */
export interface Publisher {
  publish(revisionId: number, publishing: Publishing): Promise<Publication | null>;
  release(): Promise<void>;
  /** What a release of this revision would say now; number, time and salt are fixed only when it is published. */
  wouldBe(revisionId: number): Promise<Release>;
}

export interface At {
  editionId: number;
  /** The revision that whoever acts has in front of them. */
  revision: number;
  note?: string;
}

/** @throws DaftarError FORBIDDEN, NOT_FOUND, WRONG_STATE, STALE, RESTRICTED, INCOMPLETE and what else `findingsIn` finds */
export async function submit(desk: Desk, who: Actor, at: At, now: Date): Promise<void> {
  await move(desk, who, at, now, {
    action: 'submit',
    from: ['draft', 'changes-requested', 'published', 'withdrawn'],
    to: 'in-review',
    check: async (db, edition) => {
      requireRight(who, 'submit', edition.language);
      // What its kind keeps back is read by an approver, in review.
      if (!kindOf(edition.kind).restricted) requireUnrestricted(edition);
      requireNews(edition);
      const content = await contentOf(db, edition.head_id!);
      requireReady(kindOf(edition.kind), edition.language, content);
      // Before the first release, translators work from what was last submitted.
      if (edition.released_id === null) await setReference(db, edition.id, edition.head_id!);
    },
  });
}

/** Takes an edition back from review, or back from its approval, to be written on. @throws as `submit` */
export async function reopen(desk: Desk, who: Actor, at: At, now: Date): Promise<void> {
  await move(desk, who, at, now, {
    action: 'reopen',
    from: ['in-review', 'changes-requested', 'approved', 'scheduled'],
    to: 'draft',
    check: async (_, edition) => {
      if (!mayWrite(who, edition)) requireRight(who, 'edit');
    },
  });
}

/** @throws as `submit`, and NOTE_NEEDED */
export async function requestChanges(desk: Desk, who: Actor, at: At, now: Date): Promise<void> {
  if (!at.note?.trim()) {
    throw new DaftarError(
      'NOTE_NEEDED',
      'It is not said what should change.',
      'Say it in a sentence, for whoever wrote.',
    );
  }
  await move(desk, who, at, now, {
    action: 'request-changes',
    from: ['in-review', 'approved', 'scheduled'],
    to: 'changes-requested',
    check: async () => {
      if (!may(who, 'approve')) requireRight(who, 'edit');
    },
  });
}

/** @throws as `submit`, and TWO_PERSONS, CHECKLIST_OPEN */
export async function approve(desk: Desk, who: Actor, at: At, rules: Rules, now: Date): Promise<void> {
  await move(desk, who, at, now, {
    action: 'approve',
    from: ['in-review'],
    to: 'approved',
    check: async (db, edition) => {
      requireRight(who, 'approve');
      requireUnrestricted(edition);
      if (await rules.twoPerson(db, edition.kind)) await requireAnother(db, who, edition);
      await requireTicked(db, rules, edition);
      requireReady(kindOf(edition.kind), edition.language, await contentOf(db, edition.head_id!));
    },
  });
}

/**
 * Publishes what is approved, now. Asked a second time it is the same release, as the first answer may have been lost;
 * of two people who ask at once, one learns that the other was faster. Carries it out to readers unless `andRelease` is
 * false: then the caller does, for several at once.
 * @throws DaftarError what `requirePublishable` throws, and CLOCK_BEHIND
 */
export async function publishEdition(
  who: Actor,
  at: At,
  { rules, publisher, andRelease = true }: { rules: Rules; publisher: Publisher; andRelease?: boolean },
): Promise<Publication | null> {
  const publication = await publisher.publish(at.revision, {
    who: who.id,
    check: (db) => requirePublishable(db, who, at, rules),
  });
  if (andRelease) await publisher.release();
  return publication;
}

/** @throws DaftarError FORBIDDEN, NOT_FOUND, WRONG_STATE, STALE, NOT_SIGNED_OFF, RESTRICTED, PUT_AWAY, ALREADY_PUBLISHED */
export async function requirePublishable(db: Db, who: Actor, { editionId, revision }: At, rules: Rules): Promise<void> {
  requireRight(who, 'publish');
  const edition = await editionWith(db, editionId);
  if (edition.released_id === revision) return requireOwnPublication(db, who, edition);
  requireState(edition, ['approved', 'scheduled'], 'publish');
  requireThere(edition);
  requireCurrent(edition, revision);
  if (edition.approved_id !== edition.head_id) throw wrongState(edition, 'publish');
  requireUnrestricted(edition);
  await requireSignedOff(db, rules, edition);
}

/** @throws as `publishEdition`, and INVALID_DATE */
export async function schedule(
  desk: Desk,
  who: Actor,
  at: At & { time: string },
  rules: Rules,
  now: Date,
): Promise<void> {
  const time = Date.parse(at.time);
  if (!(time > now.getTime())) {
    throw new DaftarError(
      'INVALID_DATE',
      `“${at.time}” is no time that is still to come.`,
      'Choose a later one, or publish now.',
    );
  }
  await move(desk, who, at, now, {
    action: 'schedule',
    from: ['approved', 'scheduled'],
    to: 'scheduled',
    check: async (db, edition) => {
      requireRight(who, 'publish');
      await requireSignedOff(db, rules, edition);
      await db
        .updateTable('editions')
        .set({
          publish_at: new Date(time).toISOString(),
          publish_by: who.id,
          publish_failure: null,
          publish_lease: null,
        })
        .where('id', '=', edition.id)
        .execute();
    },
  });
}

/** @throws as `submit` */
export async function unschedule(desk: Desk, who: Actor, at: At, now: Date): Promise<void> {
  await move(desk, who, at, now, {
    action: 'unschedule',
    from: ['scheduled'],
    to: 'approved',
    check: async () => requireRight(who, 'publish'),
  });
}

/**
 * Asks for a published edition to be withdrawn: a revision whose reason readers will see goes into review, and is approved
 * and published like any other.
 * @throws as `submit`, and NOTE_NEEDED
 */
export async function withdraw(desk: Desk, who: Actor, at: At & { reason: string }, now: Date): Promise<number> {
  const edition = await editionWith(desk.db, at.editionId);
  requireRight(who, 'submit', edition.language);
  requireState(edition, ['published', 'draft', 'changes-requested'], 'withdraw');
  if (edition.released_id === null) throw wrongState(edition, 'withdraw');
  if (!at.reason.trim()) {
    throw new DaftarError('NOTE_NEEDED', 'A withdrawal needs a reason, which readers see.', 'Say in a sentence why.');
  }
  // What is withdrawn is what readers have, whatever draft lies over it.
  const released = await contentOf(desk.db, edition.released_id);
  const content = { ...released, event: 'withdraw' as const, note: at.reason };
  const { revisionId } = await saveEdition(desk, who, edition.id, { base: at.revision, content }, now);
  await submit(desk, who, { editionId: edition.id, revision: revisionId, note: at.reason }, now);
  return revisionId;
}

/** What is possible with an edition that was put away. */
const AWAY = ['comment', 'save', 'archive'];

/** What the actor may do to the edition now, by the names of the API's actions. */
export async function allowedTo(db: Db, who: Actor, edition: EditionRow, rules: Rules): Promise<string[]> {
  const { state, language, kind } = edition;
  const writes = mayWrite(who, edition);
  const isReviewed = state === 'approved' || state === 'scheduled';
  const mayApprove =
    state === 'in-review' &&
    may(who, 'approve') &&
    !((await rules.twoPerson(db, kind)) && (await authorsSinceRelease(db, edition.id)).has(who.id));
  const possible: Record<string, boolean> = {
    comment: may(who, 'comment'),
    save: writes && !isReviewed && (state !== 'in-review' || may(who, 'edit')),
    submit: !['in-review', 'approved', 'scheduled'].includes(state) && hasNews(edition) && may(who, 'submit', language),
    reopen: (isReviewed || state === 'in-review' || state === 'changes-requested') && writes,
    'request-changes': (isReviewed || state === 'in-review') && (may(who, 'approve') || may(who, 'edit')),
    approve: mayApprove,
    publish: isReviewed && may(who, 'publish'),
    schedule: isReviewed && may(who, 'publish'),
    unschedule: state === 'scheduled' && may(who, 'publish'),
    withdraw:
      edition.released_id !== null &&
      edition.released_event !== 'withdraw' &&
      ['published', 'draft', 'changes-requested'].includes(state) &&
      may(who, 'submit', language),
    embargo: edition.head_id !== edition.released_id && may(who, 'embargo'),
    'sign-off': may(who, 'sign-off'),
    archive: edition.released_id === null && may(who, 'edit'),
    'lift-restriction': edition.restricted !== null && may(who, toLift(kind)),
    current: edition.translates !== null && may(who, 'translate', language),
  };
  const isThere = edition.archived === null;
  return Object.keys(possible).filter((action) => possible[action] && (isThere || AWAY.includes(action)));
}

/** What stands in the way of publishing this as it is; shown beside the fields. */
export async function findingsOf(db: Db, edition: EditionRow) {
  return findingsIn(kindOf(edition.kind), edition.language, await contentOf(db, edition.head_id!));
}

interface Move {
  action: string;
  from: string[];
  to: string;
  check(db: Db, edition: EditionRow): Promise<void>;
}

/** Checks, changes the state and writes the step down: all of it or nothing. */
async function move(desk: Desk, who: Actor, at: At, now: Date, { action, from, to, check }: Move): Promise<void> {
  await desk.db.transaction().execute(async (db) => {
    const edition = await editionWith(db, at.editionId);
    requireState(edition, from, action);
    requireThere(edition);
    requireCurrent(edition, at.revision);
    await check(db, edition);
    const approved = to === 'approved' || to === 'scheduled' ? edition.head_id : null;
    const unscheduled = to === 'scheduled' ? {} : { publish_at: null, publish_by: null, publish_failure: null };
    await db
      .updateTable('editions')
      .set({ state: to, approved_id: approved, ...unscheduled })
      .where('id', '=', edition.id)
      .execute();
    await addStep(db, {
      editionId: edition.id,
      revisionId: edition.head_id!,
      action,
      who: who.id,
      note: at.note?.trim() ?? '',
      now,
    });
  });
}

function requireState(edition: EditionRow, from: string[], action: string): void {
  if (!from.includes(edition.state)) throw wrongState(edition, action);
}

/** @throws DaftarError PUT_AWAY */
function requireThere({ title, archived }: EditionRow): void {
  if (archived === null) return;
  throw new DaftarError('PUT_AWAY', `“${title}” was put away.`, 'Bring it back first.');
}

/** @throws DaftarError ALREADY_PUBLISHED */
async function requireOwnPublication(db: Db, who: Actor, { id, title, released_id }: EditionRow): Promise<void> {
  const step = await db
    .selectFrom('steps')
    .select(['who', 'at'])
    .where('edition_id', '=', id)
    .where('revision_id', '=', released_id)
    .where('action', 'in', ['publish', 'correct', 'withdraw'])
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!step || step.who === who.id) return;
  const name = (await namesOf(db, [step.who])).get(step.who)!.name;
  throw new DaftarError(
    'ALREADY_PUBLISHED',
    `${name} has published “${title}” already, at ${step.at}.`,
    'Nothing is left to do: readers have it once. Reload the page to see it.',
  );
}

function wrongState({ title, state }: EditionRow, action: string): DaftarError {
  return new DaftarError(
    'WRONG_STATE',
    `“${title}” is ${state}: ${action} is not possible now.`,
    'Reload the page: somebody may have been faster.',
  );
}

/** Nobody approves or publishes words that they have not seen. */
function requireCurrent({ title, head_id }: EditionRow, revision: number): void {
  if (head_id === revision) return;
  throw new DaftarError(
    'STALE',
    `“${title}” was changed while you looked at it (revision ${head_id}, not ${revision}).`,
    'Look at the newest revision, then decide again.',
  );
}

function requireUnrestricted({ restricted }: EditionRow): void {
  if (restricted === null) return;
  throw new DaftarError('RESTRICTED', `This edition is restricted: ${restricted}.`, 'A person has to review it first.');
}

function hasNews({ head_id, released_id }: EditionRow): boolean {
  return head_id !== released_id;
}

function requireNews(edition: EditionRow): void {
  if (hasNews(edition)) return;
  throw new DaftarError('NOTHING_NEW', 'Readers have exactly these words already.', 'Change something first.');
}

async function requireAnother(db: Db, who: Actor, { id }: EditionRow): Promise<void> {
  if (!(await authorsSinceRelease(db, id)).has(who.id)) return;
  throw new DaftarError(
    'TWO_PERSONS',
    'You have written here yourself, and whoever wrote cannot approve.',
    'Ask another approver.',
  );
}

async function requireTicked(db: Db, rules: Rules, { id, head_id }: EditionRow): Promise<void> {
  const missing = await rules.missingPoints(db, id, head_id!);
  if (missing.length === 0) return;
  throw new DaftarError(
    'CHECKLIST_OPEN',
    `Of the checklist this is open: ${missing.join('; ')}.`,
    'Tick what is done.',
  );
}

async function requireSignedOff(db: Db, rules: Rules, { id, head_id }: EditionRow): Promise<void> {
  const missing = await rules.missingSignOffs(db, id, head_id!);
  if (missing.length === 0) return;
  throw new DaftarError(
    'NOT_SIGNED_OFF',
    `Not yet signed off by ${missing.join(', ')}.`,
    'A joint statement waits for everybody in whose name it goes out.',
  );
}

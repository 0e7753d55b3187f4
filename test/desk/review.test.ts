import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareSignIn } from '../../src/desk/server/auth.ts';
import { createItem } from '../../src/desk/server/editions.ts';
import * as review from '../../src/desk/server/review.ts';
import { openDesk } from './edition.ts';
import { amina, bilal, guest, kamal, nadia, rahim, zehra } from './people.ts';

const code = (expected: string) => ({ code: expected });

test('a statement goes from a draft to its release, by two pairs of hands', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.submit(amina, id);
  assert.equal((await desk.edition(id)).state, 'in-review');
  await desk.approve(nadia, id);
  const publication = await desk.publish(nadia, id);
  assert.deepEqual([publication?.number, publication?.event], ['ST-2024-0001', 'publish']);
  const { state, released_id, head_id } = await desk.edition(id);
  assert.deepEqual([state, released_id], ['published', head_id]);
  const steps = await desk.desk.db.selectFrom('steps').select(['action', 'who']).orderBy('id').execute();
  assert.deepEqual(
    steps.map(({ action, who }) => `${who} ${action}`),
    ['amina submit', 'nadia approve', 'nadia publish'],
  );
});

test('changes are asked for in words, made, and reviewed again', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.submit(amina, id);
  await assert.rejects(
    review.requestChanges(desk.desk, nadia, await desk.at(id, ' '), desk.now()),
    code('NOTE_NEEDED'),
  );
  await review.requestChanges(desk.desk, nadia, await desk.at(id, 'Say at what time.'), desk.now());
  assert.equal((await desk.edition(id)).state, 'changes-requested');
  await desk.write(amina, id, { summary: 'It opens at nine.' });
  await desk.bringOut(id);
  assert.equal((await desk.edition(id)).state, 'published');
});

test('whoever wrote since the last release cannot approve, an editor’s comma included', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.submit(amina, id);
  await desk.write(bilal, id, { summary: 'A word of the approver’s own.' });
  await assert.rejects(desk.approve(bilal, id), code('TWO_PERSONS'));
  await desk.approve(nadia, id);
  await desk.publish(nadia, id);
  await desk.write(amina, id, {
    summary: 'A correction by somebody else.',
    note: 'The summary was wrong.',
    event: 'correct',
  });
  await desk.submit(amina, id);
  await desk.approve(bilal, id);
});

test('an administrator may say that a kind needs no second person', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(bilal);
  await desk.submit(bilal, id);
  const rules = { ...desk.rules, twoPerson: async () => false };
  await review.approve(desk.desk, bilal, await desk.at(id), rules, desk.now());
  assert.equal((await desk.edition(id)).state, 'approved');
});

test('an approval is of one revision', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.submit(amina, id);
  const seen = await desk.at(id);
  await desk.write(rahim, id, { title: 'Footbridge at Kiln Lane opens on Friday' });
  await assert.rejects(review.approve(desk.desk, nadia, seen, desk.rules, desk.now()), code('STALE'));
  await desk.approve(nadia, id);
  await assert.rejects(desk.write(rahim, id, { title: 'Another title' }), code('REOPEN_FIRST'));
  await review.reopen(desk.desk, rahim, await desk.at(id), desk.now());
  await desk.write(rahim, id, { title: 'Another title' });
  await assert.rejects(desk.publish(nadia, id), code('WRONG_STATE'));
});

test('in review a writer’s hands are off, and an editor’s are not', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.submit(amina, id);
  await assert.rejects(desk.write(amina, id, { title: 'Later' }), code('IN_REVIEW'));
  await desk.write(rahim, id, { title: 'Footbridge opens' });
  assert.equal((await desk.edition(id)).state, 'in-review');
  await review.reopen(desk.desk, amina, await desk.at(id), desk.now());
  await desk.write(amina, id, { title: 'Later' });
});

test('what is incomplete is saved, and not submitted', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina, { body: '', posted: null });
  await desk.write(amina, id, { fields: {} });
  await assert.rejects(desk.submit(amina, id), code('INCOMPLETE'));
  const findings = await review.findingsOf(desk.desk.db, await desk.edition(id));
  assert.deepEqual(
    findings.map(({ field, code }) => [field, code]),
    [
      ['body', 'INCOMPLETE'],
      ['fields.type', 'INVALID_FIELDS'],
    ],
  );
});

test('a correction and a withdrawal say why', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.bringOut(id);
  await desk.write(amina, id, { title: 'Footbridge opens on Saturday', event: 'correct' });
  await assert.rejects(desk.submit(amina, id), code('INCOMPLETE'));
  await desk.write(amina, id, { note: 'The day was wrong.' });
  assert.equal((await desk.bringOut(id))?.event, 'correct');
  const { head_id } = await desk.edition(id);
  const withdrawal = { editionId: id, revision: head_id!, reason: '' };
  await assert.rejects(review.withdraw(desk.desk, amina, withdrawal, desk.now()), code('NOTE_NEEDED'));
  await review.withdraw(desk.desk, amina, { ...withdrawal, reason: 'It was meant for another town.' }, desk.now());
  await desk.approve(nadia, id);
  assert.equal((await desk.publish(nadia, id))?.event, 'withdraw');
  assert.equal((await desk.edition(id)).state, 'withdrawn');
});

test('two publish at once: one release, and who was slower learns who was faster', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.submit(amina, id);
  await desk.approve(nadia, id);
  const at = await desk.at(id);
  const publishing = (who: typeof nadia) =>
    review.publishEdition(who, at, { rules: desk.rules, publisher: desk.publisher });
  await prepareSignIn(desk.desk.db);
  const both = await Promise.allSettled([publishing(nadia), publishing(bilal)]);
  const [won, lost] = [
    both.find(({ status }) => status === 'fulfilled'),
    both.find((one) => one.status === 'rejected'),
  ];
  assert.ok(won && lost);
  assert.equal(lost.reason.code, 'ALREADY_PUBLISHED');
  assert.equal((await desk.desk.db.selectFrom('releases').selectAll().execute()).length, 1);
  const { who } = (await desk.desk.db.selectFrom('steps').selectAll().where('action', '=', 'publish').execute())[0]!;
  assert.equal(await publishing(who === 'nadia' ? nadia : bilal), null, 'a retry of the first is no second release');
});

test('what somebody saves while it goes out stays a draft', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.bringOut(id);
  await desk.write(amina, id, { title: 'A next wording' });
  const { state, released_id, head_id } = await desk.edition(id);
  assert.equal(state, 'draft');
  assert.notEqual(released_id, head_id);
});

test('a joint statement waits for those who sign it, a checklist for its ticks', async (t) => {
  const desk = await openDesk(t);
  const id = await desk.statement(amina);
  await desk.submit(amina, id);
  const open = { ...desk.rules, missingPoints: async () => ['Numbers checked'] };
  await assert.rejects(review.approve(desk.desk, nadia, await desk.at(id), open, desk.now()), code('CHECKLIST_OPEN'));
  await desk.approve(nadia, id);
  const unsigned = { ...desk.rules, missingSignOffs: async () => ['Union of Boatmen'] };
  const publishing = review.publishEdition(nadia, await desk.at(id), {
    rules: unsigned,
    publisher: desk.publisher,
  });
  await assert.rejects(publishing, code('NOT_SIGNED_OFF'));
});

/** Each action, tried by each person on an edition that is ready for it: who may is named, everybody else is refused. */
const everybody = { amina, rahim, zehra, kamal, nadia, bilal, guest };
type Desk = Awaited<ReturnType<typeof openDesk>>;
type Name = keyof typeof everybody;
const ACTIONS: [action: string, may: Name[], act: (desk: Desk, who: (typeof everybody)[Name]) => Promise<unknown>][] = [
  [
    'create',
    ['amina', 'rahim', 'bilal'],
    (desk, who) => createItem(desk.desk, who, { kind: 'statement', language: 'en' }, desk.now()),
  ],
  ['a masthead', [], (desk, who) => createItem(desk.desk, who, { kind: 'masthead', language: 'en' }, desk.now())],
  [
    'save',
    ['amina', 'rahim', 'nadia', 'bilal'],
    async (desk, who) => desk.write(who, await desk.statement(amina), { title: 'B' }),
  ],
  ['submit', ['amina', 'rahim', 'bilal'], async (desk, who) => desk.submit(who, await desk.statement(amina))],
  [
    'request-changes',
    ['rahim', 'nadia', 'bilal'],
    async (desk, who) =>
      review.requestChanges(desk.desk, who, await desk.at(await inReview(desk), 'Say when.'), desk.now()),
  ],
  ['approve', ['nadia', 'bilal'], async (desk, who) => desk.approve(who, await inReview(desk))],
  ['publish', ['nadia', 'bilal'], async (desk, who) => desk.publish(who, await approved(desk))],
  [
    'schedule',
    ['nadia', 'bilal'],
    async (desk, who) => {
      const time = new Date(desk.now().getTime() + 60_000).toISOString();
      await review.schedule(desk.desk, who, { ...(await desk.at(await approved(desk))), time }, desk.rules, desk.now());
    },
  ],
  [
    'reopen',
    ['amina', 'rahim', 'nadia', 'bilal'],
    async (desk, who) => review.reopen(desk.desk, who, await desk.at(await approved(desk)), desk.now()),
  ],
];

for (const [action, allowed, act] of ACTIONS) {
  test(`${action}: ${allowed.join(', ') || 'nobody here'}, and nobody else`, async (t) => {
    const desk = await openDesk(t);
    for (const [name, who] of Object.entries(everybody)) {
      if (allowed.includes(name as Name)) await act(desk, who);
      else await assert.rejects(act(desk, who), code('FORBIDDEN'), name);
    }
  });
}

async function inReview(desk: Desk): Promise<number> {
  const id = await desk.statement(amina);
  await desk.submit(amina, id);
  return id;
}

async function approved(desk: Desk): Promise<number> {
  const id = await inReview(desk);
  await desk.approve(nadia, id);
  return id;
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareSignIn } from '../../src/desk/server/auth.ts';
import { schedule, unschedule } from '../../src/desk/server/review.ts';
import { Scheduler } from '../../src/desk/server/schedule.ts';
import { openDesk } from './edition.ts';
import { amina, bilal, nadia } from './people.ts';

const HOUR = 3_600_000;

test('what is scheduled goes out when its time has come, once, whoever looks', async (t) => {
  const { desk, id, clock, scheduler } = await scheduled(await openDesk(t));
  assert.deepEqual(await scheduler().look(), []);
  clock.pass(HOUR + 1000);
  const looks = await Promise.all([scheduler().look(), scheduler().look()]);
  assert.deepEqual(looks.flat(), [id]);
  assert.equal((await desk.edition(id)).state, 'published');
  const steps = await desk.desk.db.selectFrom('steps').select(['action', 'who']).orderBy('id', 'desc').execute();
  assert.deepEqual({ ...steps[0] }, { action: 'publish', who: 'nadia' });
});

test('a schedule can be taken back, and is no longer true once words change', async (t) => {
  const { desk, id, clock, scheduler } = await scheduled(await openDesk(t));
  await unschedule(desk.desk, nadia, await desk.at(id), desk.now());
  clock.pass(2 * HOUR);
  assert.deepEqual(await scheduler().look(), []);
  assert.equal((await desk.edition(id)).state, 'approved');
});

test('no schedule is in the past', async (t) => {
  const { desk, id } = await scheduled(await openDesk(t));
  const time = new Date(desk.now().getTime() - 1000).toISOString();
  await assert.rejects(schedule(desk.desk, nadia, { ...(await desk.at(id)), time }, desk.rules, desk.now()), {
    code: 'INVALID_DATE',
  });
});

test('a clock that jumps publishes nothing until it has gone on from there', async (t) => {
  const { id, clock, scheduler } = await scheduled(await openDesk(t));
  const worker = scheduler();
  await worker.look();
  clock.jump(24 * HOUR);
  assert.deepEqual(await worker.look(), []);
  clock.jump(-24 * HOUR);
  assert.deepEqual(await worker.look(), [], 'it was put right, and nothing had gone out');
  clock.pass(2 * HOUR);
  assert.deepEqual(await worker.look(), [id]);
});

test('a claim that was made by a clock far ahead holds nothing up once the clock is right', async (t) => {
  const { desk, id, clock, scheduler } = await scheduled(await openDesk(t));
  const inAYear = new Date(desk.now().getTime() + 365 * 24 * HOUR).toISOString();
  await desk.desk.db.updateTable('editions').set({ publish_lease: inAYear }).where('id', '=', id).execute();
  clock.pass(2 * HOUR);
  assert.deepEqual(await scheduler().look(), [id]);
});

test('a schedule that somebody was faster than by hand leaves no failure behind', async (t) => {
  const { desk, id, clock, scheduler } = await scheduled(await openDesk(t));
  clock.pass(2 * HOUR);
  await prepareSignIn(desk.desk.db);
  await Promise.allSettled([desk.publish(bilal, id), scheduler().look()]);
  const { state, publish_failure } = await desk.edition(id);
  assert.deepEqual([state, publish_failure], ['published', null]);
  assert.equal((await desk.desk.db.selectFrom('releases').selectAll().execute()).length, 1);
});

test('what fails says why in its edition, and is tried again', async (t) => {
  const { desk, id, clock, scheduler } = await scheduled(await openDesk(t));
  await desk.desk.db
    .updateTable('editions')
    .set({ restricted: 'names a private person' })
    .where('id', '=', id)
    .execute();
  clock.pass(2 * HOUR);
  assert.deepEqual(await scheduler().look(), []);
  assert.match((await desk.edition(id)).publish_failure ?? '', /^RESTRICTED: /);
  await desk.desk.db.updateTable('editions').set({ restricted: null }).where('id', '=', id).execute();
  clock.pass(60_001);
  assert.deepEqual(await scheduler().look(), [id]);
});

async function scheduled(desk: Awaited<ReturnType<typeof openDesk>>) {
  const id = await desk.statement(amina);
  await desk.submit(amina, id);
  await desk.approve(nadia, id);
  const time = new Date(desk.now().getTime() + HOUR).toISOString();
  await schedule(desk.desk, nadia, { ...(await desk.at(id)), time }, desk.rules, desk.now());
  const clock = clockFrom(desk.now().getTime());
  const scheduler = () =>
    new Scheduler(desk.desk, {
      rules: desk.rules,
      publisher: desk.publisher,
      now: () => new Date(clock.time),
      steady: () => clock.steady,
    });
  return { desk, id, clock, scheduler };
}

function clockFrom(time: number) {
  return {
    time,
    steady: 0,
    pass(ms: number) {
      this.time += ms;
      this.steady += ms;
    },
    /** Somebody sets it. */
    jump(ms: number) {
      this.time += ms;
    },
  };
}

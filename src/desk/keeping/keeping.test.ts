import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Content } from '../api-types.ts';
import { EMPTY } from './empty.ts';
import { Keeper } from './keeper.ts';
import {
  type Effect,
  type Event,
  isUnsaved,
  type Keeping,
  type Kept,
  opened,
  patience,
  step,
  type Theirs,
} from './keeping.ts';

/** Each case: what happens one after the other, then the phase, the words and what was done in the last step. */
interface Case {
  title: string;
  kept?: string;
  events: Event[];
  phase: Keeping['phase'];
  base: number;
  title_: string;
  last: string[];
}

const CASES: Case[] = [
  {
    title: 'what is typed is kept at once, and sent after a pause',
    events: [typed('Ferries run', 0)],
    phase: 'unsaved',
    base: 1,
    title_: 'Ferries run',
    last: ['keep', 'timer 2000'],
  },
  {
    title: 'whoever never pauses is saved all the same',
    events: [typed('F', 0), typed('Fe', 14_000)],
    phase: 'unsaved',
    base: 1,
    title_: 'Fe',
    last: ['keep', 'timer 1000'],
  },
  {
    title: 'typing something and taking it back leaves nothing to save',
    events: [typed('F', 0), typed('Ferries', 10)],
    phase: 'saved',
    base: 1,
    title_: 'Ferries',
    last: ['forget', 'no-timer'],
  },
  {
    title: 'the pause is over',
    events: [typed('Ferries run', 0), { type: 'due' }],
    phase: 'saving',
    base: 1,
    title_: 'Ferries run',
    last: ['keep', 'no-timer', 'send 1 “Ferries run” auto'],
  },
  {
    title: 'the server has it: nothing is left on this device',
    events: [typed('Ferries run', 0), { type: 'due' }, answered(2, 'Ferries run')],
    phase: 'saved',
    base: 2,
    title_: 'Ferries run',
    last: ['forget', 'no-timer'],
  },
  {
    title: 'what the server cleaned counts as saved, and stays in the form as it was typed',
    events: [typed('Ferries  run ', 0), { type: 'due' }, answered(2, 'Ferries run')],
    phase: 'saved',
    base: 2,
    title_: 'Ferries  run ',
    last: ['forget', 'no-timer'],
  },
  {
    title: 'what was typed while it was saved is saved next, on top',
    events: [typed('A', 0), { type: 'due' }, typed('AB', 50), answered(2, 'A'), { type: 'due' }],
    phase: 'saving',
    base: 2,
    title_: 'AB',
    last: ['keep', 'no-timer', 'send 2 “AB” auto'],
  },
  {
    title: 'the line is down: kept here, tried again later',
    events: [typed('A', 0), { type: 'due' }, { type: 'lost' }],
    phase: 'waiting',
    base: 1,
    title_: 'A',
    last: ['keep', 'timer 2000'],
  },
  {
    title: 'and more slowly each time',
    events: [typed('A', 0), { type: 'due' }, { type: 'lost' }, { type: 'due' }, { type: 'lost' }],
    phase: 'waiting',
    base: 1,
    title_: 'A',
    last: ['keep', 'timer 4000'],
  },
  {
    title: 'typing goes on without a line',
    events: [typed('A', 0), { type: 'due' }, { type: 'lost' }, typed('AB', 100)],
    phase: 'waiting',
    base: 1,
    title_: 'AB',
    last: ['keep'],
  },
  {
    title: 'a save whose answer was lost is repeated as it was: it may have arrived, and is no conflict',
    events: [typed('A', 0), { type: 'due' }, { type: 'lost' }, typed('AB', 100), { type: 'online' }],
    phase: 'saving',
    base: 1,
    title_: 'AB',
    last: ['keep', 'no-timer', 'send 1 “A” auto'],
  },
  {
    title: 'then comes what was typed since',
    events: [
      typed('A', 0),
      { type: 'due' },
      { type: 'lost' },
      typed('AB', 100),
      { type: 'online' },
      answered(7, 'A'),
      { type: 'due' },
    ],
    phase: 'saving',
    base: 7,
    title_: 'AB',
    last: ['keep', 'no-timer', 'send 7 “AB” auto'],
  },
  {
    title: 'a revision that somebody asks for while another save is on its way follows it',
    events: [typed('A', 0), { type: 'due' }, { type: 'save', name: 'for the chair' }, answered(2, 'A')],
    phase: 'saving',
    base: 2,
    title_: 'A',
    last: ['keep', 'no-timer', 'send 2 “A” named for the chair'],
  },
  {
    title: 'so does one that was asked for without a line',
    events: [typed('A', 0), { type: 'due' }, { type: 'lost' }, { type: 'save', name: null }, answered(2, 'A')],
    phase: 'saving',
    base: 2,
    title_: 'A',
    last: ['keep', 'no-timer', 'send 2 “A”'],
  },
  {
    title: 'somebody else has saved: both are shown, nothing is sent',
    events: [typed('A', 0), { type: 'due' }, { type: 'conflict', theirs: theirs(5, 'B') }],
    phase: 'conflict',
    base: 1,
    title_: 'A',
    last: ['keep', 'no-timer'],
  },
  {
    title: 'who types on meanwhile loses nothing, and sends nothing over theirs',
    events: [
      typed('A', 0),
      { type: 'due' },
      { type: 'conflict', theirs: theirs(5, 'B') },
      typed('AA', 9),
      { type: 'due' },
    ],
    phase: 'conflict',
    base: 1,
    title_: 'AA',
    last: [],
  },
  {
    title: 'others who wrote the very same are no conflict',
    events: [typed('A', 0), { type: 'due' }, { type: 'conflict', theirs: theirs(5, 'A ') }],
    phase: 'saved',
    base: 5,
    title_: 'A',
    last: ['forget', 'no-timer'],
  },
  {
    title: 'a save that had arrived is recognised, however it is learned of',
    events: [
      typed('A', 0),
      { type: 'due' },
      { type: 'lost' },
      typed('AB', 9),
      { type: 'newer', theirs: theirs(5, 'A') },
    ],
    phase: 'unsaved',
    base: 5,
    title_: 'AB',
    last: ['keep', 'timer 2000'],
  },
  {
    title: 'what was chosen is saved on top of theirs',
    events: [
      typed('A', 0),
      { type: 'due' },
      { type: 'conflict', theirs: theirs(5, 'B') },
      { type: 'resolved', content: content('A and B') },
    ],
    phase: 'saving',
    base: 5,
    title_: 'A and B',
    last: ['keep', 'no-timer', 'send 5 “A and B”'],
  },
  {
    title: 'choosing all of theirs needs no save',
    events: [
      typed('A', 0),
      { type: 'due' },
      { type: 'conflict', theirs: theirs(5, 'B') },
      { type: 'resolved', content: content('B') },
    ],
    phase: 'saved',
    base: 5,
    title_: 'B',
    last: ['forget', 'no-timer'],
  },
  {
    title: 'who has typed nothing simply reads the newer words',
    events: [{ type: 'newer', theirs: theirs(5, 'B') }],
    phase: 'saved',
    base: 5,
    title_: 'B',
    last: ['forget', 'no-timer'],
  },
  {
    title: 'who has typed something is asked',
    events: [typed('A', 0), { type: 'newer', theirs: theirs(5, 'B') }],
    phase: 'conflict',
    base: 1,
    title_: 'A',
    last: ['keep', 'no-timer'],
  },
  {
    title: 'what the server refuses stays here',
    events: [typed('A', 0), { type: 'due' }, refused('REOPEN_FIRST')],
    phase: 'refused',
    base: 1,
    title_: 'A',
    last: ['keep', 'no-timer'],
  },
  {
    title: 'and is tried again when something was changed',
    events: [typed('A', 0), { type: 'due' }, refused('TOO_LONG'), typed('B', 10), { type: 'due' }],
    phase: 'saving',
    base: 1,
    title_: 'B',
    last: ['keep', 'no-timer', 'send 1 “B” auto'],
  },
  {
    title: 'words of an earlier visit are offered, not put in silently',
    kept: 'Ferries at night',
    events: [],
    phase: 'offered',
    base: 1,
    title_: 'Ferries',
    last: [],
  },
  {
    title: 'words that did arrive then are not offered again',
    kept: ' Ferries',
    events: [],
    phase: 'saved',
    base: 1,
    title_: 'Ferries',
    last: ['forget-offered'],
  },
  {
    title: 'mine are taken and saved on top',
    kept: 'Ferries at night',
    events: [{ type: 'take-kept' }],
    phase: 'saving',
    base: 1,
    title_: 'Ferries at night',
    last: ['keep', 'no-timer', 'send 1 “Ferries at night” auto', 'forget-offered'],
  },
  {
    title: 'or the server’s',
    kept: 'Ferries at night',
    events: [{ type: 'drop-kept' }],
    phase: 'saved',
    base: 1,
    title_: 'Ferries',
    last: ['forget-offered'],
  },
  {
    title: 'or both side by side',
    kept: 'Ferries at night',
    events: [{ type: 'compare-kept' }, { type: 'resolved', content: content('Ferries at day and night') }],
    phase: 'saving',
    base: 1,
    title_: 'Ferries at day and night',
    last: ['keep', 'no-timer', 'send 1 “Ferries at day and night”', 'forget-offered'],
  },
];

for (const { title, kept, events, phase, base, title_, last } of CASES) {
  test(title, () => {
    let [state, effects] = opened(theirs(1, 'Ferries'), kept === undefined ? null : keptWords(kept));
    for (const event of events) [state, effects] = step(state, event);
    assert.deepEqual(
      { phase: state.phase, base: state.base, title: state.content.title, last: effects.map(written) },
      { phase, base, title: title_, last },
    );
  });
}

test('whatever happens in whatever order, words in the form that the server does not have stay on this device', () => {
  const random = generator(20_201_114);
  for (let round = 0; round < 3_000; round++) {
    let [state] = opened(theirs(1, 'Ferries'), random() < 0.3 ? keptWords('Kept') : null);
    let shelf: string | null = null;
    for (let n = 2; n < 27; n++) {
      const event = anyEvent(random, { n, at: n * 700, state });
      if (!event) continue;
      const [next, effects] = step(state, event);
      for (const effect of effects) {
        if (effect.do === 'keep') shelf = isUnsaved(next) ? next.content.title : null;
        if (effect.do === 'forget') shelf = null;
        if (effect.do === 'send') assert.equal(next.phase, 'saving');
      }
      state = next;
      if (isUnsaved(state)) assert.equal(shelf, state.content.title, `${event.type} in ${state.phase}`);
    }
  }
});

test('what was published becomes a correction in the form too, without another save', () => {
  let [state] = opened(theirs(4, 'Ferries'), null);
  const view = { ...theirs(4, 'Ferries'), content: { ...content('Ferries'), event: 'correct' as const } };
  [state] = step(state, { type: 'newer', theirs: view });
  assert.deepEqual([state.content.event, isUnsaved(state), state.epoch], ['correct', false, 0]);
});

test('the note of a correction that was published is not that of the next one; one that was begun stays', () => {
  const corrected = (note: string) => ({ ...content('Ferries'), event: 'correct' as const, note });
  const [open] = opened({ ...theirs(4, 'Ferries'), content: corrected('It is seven.') }, null);
  const published: Event = { type: 'newer', theirs: { ...theirs(4, 'Ferries'), content: corrected('') } };
  const [read] = step(open, published);
  assert.deepEqual([read.content.note, isUnsaved(read)], ['', false]);
  const [typing] = step(open, { type: 'typed', content: corrected('It is eight.'), at: 0 });
  const [begun] = step(typing, published);
  assert.deepEqual([begun.content.note, isUnsaved(begun)], ['It is eight.', true]);
});

test('patience grows to a minute and no further', () => {
  assert.deepEqual([1, 2, 3, 6, 50].map(patience), [2_000, 4_000, 8_000, 60_000, 60_000]);
});

test('a keeper writes each keystroke to its shelf, sends it, and clears the shelf when the answer is there', async () => {
  const shelf = new Map<string, string>();
  const keeper = new Keeper(
    {
      edition: 3,
      person: 'amina',
      tab: 'one',
      shelf: {
        put: async (kept) => void shelf.set(kept.tab, kept.content.title),
        drop: async (kept) => void shelf.delete(kept.tab),
      },
      send: async ({ content, base }) => ({ type: 'answered', revision: base + 1, content }),
    },
    theirs(1, 'Ferries'),
    null,
  );
  keeper.typed(content('Ferries r'));
  keeper.typed(content('Ferries ru'));
  keeper.typed(content('Ferries run'));
  await turns();
  assert.equal(shelf.get('one'), 'Ferries run');
  keeper.leave();
  await turns();
  assert.equal(shelf.size, 0);
  assert.deepEqual([keeper.snapshot().phase, keeper.snapshot().base], ['saved', 2]);
});

function typed(title: string, at: number): Event {
  return { type: 'typed', content: content(title), at };
}

function answered(revision: number, title: string): Event {
  return { type: 'answered', revision, content: content(title) };
}

function refused(code: string): Event {
  return { type: 'refused', problem: { code, message: 'It is approved.', hint: 'Reopen it first.' } };
}

function theirs(head: number, title: string): Theirs {
  return { head, content: content(title), author: 'Tahir' };
}

function keptWords(title: string): Kept {
  const server = content('Ferries');
  return { edition: 3, person: 'amina', tab: 'before', base: 1, server, form: server, content: content(title), at: 0 };
}

function content(title: string): Content {
  return { ...EMPTY, title };
}

function written(effect: Effect): string {
  if (effect.do === 'timer') return `timer ${effect.ms}`;
  if (effect.do !== 'send') return effect.do;
  const { base, content, auto, name } = effect.save;
  return [`send ${base} “${content.title}”`, auto && 'auto', name && `named ${name}`].filter(Boolean).join(' ');
}

/** Something that can happen then: only a save that is on its way is answered. */
function anyEvent(random: () => number, { n, at, state }: { n: number; at: number; state: Keeping }): Event | null {
  const possible: Event[] = [
    typed(`words ${n}`, at),
    { type: 'due' },
    { type: 'save', name: null },
    { type: 'online' },
    { type: 'newer', theirs: theirs(n, `others ${n}`) },
    { type: 'resolved', content: content(`chosen ${n}`) },
    { type: 'take-kept' },
    { type: 'compare-kept' },
    { type: 'drop-kept' },
  ];
  if (state.phase === 'saving') {
    possible.push(answered(n, state.pending!.content.title), { type: 'lost' }, refused('FORBIDDEN'));
    possible.push({ type: 'conflict', theirs: theirs(n, `others ${n}`) });
  }
  return possible[Math.floor(random() * possible.length)] ?? null;
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function turns(): Promise<void> {
  for (let n = 0; n < 10; n++) await new Promise((resolve) => setImmediate(resolve));
}

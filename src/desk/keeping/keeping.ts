import type { Content } from '../api-types.ts';
import { isSame } from './same.ts';

/**
 * Nothing that was typed is ever lost. This says, for each thing that can happen to an edition while somebody writes, what
 * is known afterwards and what is to be done: `step` is the whole of it, and asks neither a clock nor a network. Keeper
 * carries it out.
 */
export type Phase =
  /** Words of an earlier visit are kept on this device, and the server has others. */
  | 'offered'
  | 'saved'
  | 'unsaved'
  | 'saving'
  /** The line is down; it is tried again. */
  | 'waiting'
  /** Somebody else has saved other words. */
  | 'conflict'
  /** The server does not take it, and says why in `problem`. */
  | 'refused';

/** What the server has, as an answer brought it. */
export interface Theirs {
  head: number;
  content: Content;
  /** Who saved it. */
  author: string | null;
}

export interface Save {
  base: number;
  content: Content;
  auto: boolean;
  name: string | null;
}

/** What stands on this device for as long as the server does not have it. */
export interface Kept {
  edition: number;
  person: string;
  /** One opening of one page: two of them never write over each other. */
  tab: string;
  base: number;
  server: Content;
  form: Content;
  content: Content;
  /** Milliseconds. */
  at: number;
}

export interface Problem {
  code: string;
  message: string;
  hint: string;
}

/** Why nothing was answered: the line, or a session that ended and was not begun again. */
export type Lost = 'line' | 'session';

export interface Keeping {
  phase: Phase;
  /** The revision that is worked on, what it says on the server, and what the form said when it was saved. */
  base: number;
  server: Content;
  form: Content;
  /** In the form now. */
  content: Content;
  /** Counts how often the words came from elsewhere than the keyboard, for fields that hold a state of their own. */
  epoch: number;
  /** On its way, or sent without an answer: it is repeated as it was before anything newer is sent. */
  pending: Save | null;
  /** Asked for while another save was on its way. */
  wanted: Pick<Save, 'auto' | 'name'> | null;
  unsavedSince: number | null;
  /** How often in a row nothing was answered. */
  tries: number;
  lostBy: Lost;
  theirs: Theirs | null;
  problem: Problem | null;
  offered: Kept | null;
}

export type Event =
  | { type: 'typed'; content: Content; at: number }
  /** The timer has run out, or the page is left. */
  | { type: 'due' }
  /** Somebody wants a revision, named or not. */
  | { type: 'save'; name: string | null }
  | { type: 'answered'; revision: number; content: Content }
  | { type: 'lost'; by?: Lost }
  | { type: 'refused'; problem: Problem }
  | { type: 'conflict'; theirs: Theirs }
  | { type: 'online' }
  /** Others have saved meanwhile: learned from the presence, or from an answer of another kind. */
  | { type: 'newer'; theirs: Theirs }
  /** Chosen field by field, to be saved on top of theirs. */
  | { type: 'resolved'; content: Content }
  | { type: 'take-kept' }
  | { type: 'drop-kept' }
  | { type: 'compare-kept' };

export type Effect =
  /** Write what there is to this device. */
  | { do: 'keep' }
  | { do: 'forget' }
  | { do: 'forget-offered' }
  | { do: 'send'; save: Save }
  | { do: 'timer'; ms: number }
  | { do: 'no-timer' };

export type Step = [Keeping, Effect[]];

/** After the last keystroke. */
export const QUIET_MS = 2_000;
/** Whoever never pauses is saved this often. */
export const LONGEST_MS = 15_000;
export const LONGEST_WAIT_MS = 60_000;

/** An edition is opened; `kept` are the words of an earlier visit, if there are any. */
export function opened(theirs: Theirs, kept: Kept | null): Step {
  const { head: base, content } = theirs;
  const state: Keeping = {
    phase: 'saved',
    base,
    server: content,
    form: content,
    content,
    epoch: 0,
    pending: null,
    wanted: null,
    unsavedSince: null,
    tries: 0,
    lostBy: 'line',
    theirs: null,
    problem: null,
    offered: kept,
  };
  if (kept === null) return [state, []];
  if (isSame(kept.content, content)) return [{ ...state, offered: null }, [{ do: 'forget-offered' }]];
  return [{ ...state, phase: 'offered', theirs }, []];
}

export function step(state: Keeping, event: Event): Step {
  switch (event.type) {
    case 'typed':
      return typed(state, event.content, event.at);
    case 'due':
      return ['unsaved', 'waiting', 'refused'].includes(state.phase) && isUnsaved(state) ? send(state) : [state, []];
    case 'save':
      return save(state, event.name);
    case 'answered':
      return answered(state, event.revision, event.content);
    case 'lost':
      return lost(state, event.by ?? 'line');
    case 'refused':
      return [
        { ...state, phase: 'refused', problem: event.problem, pending: null, wanted: null },
        [{ do: 'keep' }, { do: 'no-timer' }],
      ];
    case 'conflict':
      return conflict(state, event.theirs);
    case 'online':
      return state.phase === 'waiting' ? send(state) : [state, []];
    case 'newer':
      return newer(state, event.theirs);
    case 'resolved':
      return resolved(state, event.content);
    case 'take-kept':
      return state.offered ? taken(state, state.offered) : [state, []];
    case 'drop-kept':
      if (!state.offered) return [state, []];
      return [{ ...state, phase: 'saved', offered: null, theirs: null }, [{ do: 'forget-offered' }]];
    case 'compare-kept':
      return state.offered ? compared(state, state.offered) : [state, []];
  }
}

/** Whether there is anything that the server is not known to have. */
export function isUnsaved(state: Keeping): boolean {
  return state.pending !== null || !isSame(state.content, state.form);
}

/** 2, 4, 8 … seconds, at most a minute. */
export function patience(tries: number): number {
  return Math.min(2 ** tries * 1000, LONGEST_WAIT_MS);
}

function typed(state: Keeping, content: Content, at: number): Step {
  const next = { ...state, content };
  if (!isUnsaved(next) && ['saved', 'unsaved'].includes(state.phase)) return saved(next);
  if (state.phase !== 'saved' && state.phase !== 'unsaved' && state.phase !== 'refused')
    return [next, [{ do: 'keep' }]];
  const unsavedSince = state.unsavedSince ?? at;
  const ms = Math.max(0, Math.min(QUIET_MS, unsavedSince + LONGEST_MS - at));
  const phase = state.phase === 'refused' ? 'refused' : 'unsaved';
  return [{ ...next, phase, unsavedSince }, [{ do: 'keep' }, { do: 'timer', ms }]];
}

function save(state: Keeping, name: string | null): Step {
  const wanted = { auto: false, name };
  switch (state.phase) {
    case 'offered':
    case 'conflict':
      return [state, []];
    case 'saving':
      return [{ ...state, wanted }, []];
    default:
      return state.pending ? send({ ...state, wanted }) : send(state, wanted);
  }
}

function send(state: Keeping, { auto, name } = { auto: true, name: null as string | null }): Step {
  const pending = state.pending ?? { base: state.base, content: state.content, auto, name };
  return [
    { ...state, phase: 'saving', pending, unsavedSince: null },
    [{ do: 'keep' }, { do: 'no-timer' }, { do: 'send', save: pending }],
  ];
}

function answered(state: Keeping, revision: number, content: Content): Step {
  const next: Keeping = {
    ...state,
    base: revision,
    server: content,
    form: state.pending?.content ?? state.content,
    pending: null,
    wanted: null,
    tries: 0,
    problem: null,
  };
  if (state.wanted) return send(next, state.wanted);
  if (!isUnsaved(next)) return saved(next);
  return [{ ...next, phase: 'unsaved' }, [{ do: 'keep' }, { do: 'timer', ms: QUIET_MS }]];
}

function lost(state: Keeping, lostBy: Lost): Step {
  const tries = state.tries + 1;
  return [{ ...state, phase: 'waiting', tries, lostBy }, [{ do: 'keep' }, { do: 'timer', ms: patience(tries) }]];
}

/** What looks like somebody else's may be a save of ours whose answer was lost; and the very same words are in nobody's way. */
function conflict(state: Keeping, theirs: Theirs): Step {
  if (state.pending && isSame(state.pending.content, theirs.content))
    return answered(state, theirs.head, theirs.content);
  if (isSame(state.content, theirs.content)) {
    const { head: base, content } = theirs;
    return saved({ ...state, base, server: content, form: state.content, pending: null, wanted: null });
  }
  return [{ ...state, phase: 'conflict', theirs, pending: null, wanted: null }, [{ do: 'keep' }, { do: 'no-timer' }]];
}

/** Whoever has typed nothing simply reads the newer words. */
function newer(state: Keeping, theirs: Theirs): Step {
  const isBusy = state.phase === 'saving' || state.phase === 'offered';
  if (isBusy || theirs.head < state.base) return [state, []];
  if (theirs.head === state.base) return [withEvent(state, theirs.content), []];
  if (isUnsaved(state)) return conflict(state, theirs);
  const { head: base, content } = theirs;
  return saved({ ...state, base, server: content, form: content, content, epoch: state.epoch + 1 });
}

/**
 * Once it was published, what follows is a correction, whose note is still to be written: the server says so without
 * another revision. A note that was begun meanwhile stays.
 */
function withEvent(state: Keeping, { event, note }: Content): Keeping {
  if (state.server.event === event && state.server.note === note) return state;
  const isBegun = state.content.event === event && state.content.note !== state.form.note;
  return {
    ...state,
    server: { ...state.server, event, note },
    form: { ...state.form, event, note },
    content: { ...state.content, event, note: isBegun ? state.content.note : note },
  };
}

function resolved(state: Keeping, content: Content): Step {
  if (!state.theirs) return [state, []];
  const { head: base, content: server } = state.theirs;
  const next: Keeping = { ...state, base, server, form: server, content, epoch: state.epoch + 1, theirs: null };
  const left: Effect[] = state.offered ? [{ do: 'forget-offered' }] : [];
  const [after, effects] = isUnsaved(next)
    ? send({ ...next, offered: null }, { auto: false, name: null })
    : saved({ ...next, offered: null });
  return [after, [...effects, ...left]];
}

function taken(state: Keeping, kept: Kept): Step {
  const next = { ...state, content: kept.content, epoch: state.epoch + 1, offered: null, theirs: null };
  const [after, effects] = send(next);
  return [after, [...effects, { do: 'forget-offered' }]];
}

/** As if they had met while both were being written: each against what both began with. */
function compared(state: Keeping, kept: Kept): Step {
  const { server, form, content } = kept;
  return [{ ...state, phase: 'conflict', server, form, content, epoch: state.epoch + 1 }, [{ do: 'keep' }]];
}

function saved(state: Keeping): Step {
  return [
    { ...state, phase: 'saved', unsavedSince: null, theirs: null, problem: null },
    [{ do: 'forget' }, { do: 'no-timer' }],
  ];
}

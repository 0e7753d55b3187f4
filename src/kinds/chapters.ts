import type { Json } from '../record/release.ts';
import type { Chapter } from '../theme/player/player.ts';
import type { Fault } from './kind.ts';
import { checkClock, secondsOf } from './recordings.ts';
import { fault, faultsOf, groupsOf, listOf, textOf } from './traits.ts';

/** Trait of a recording that has parts with names: where each begins, `4:05`, and what it is called. */
export const CHAPTERS = listOf({ at: { type: 'text' }, title: { type: 'text', search: true } });

/** Chapters stand in their order, each at a time within the recording. */
export function checkChapters(value: Json | undefined): Fault[] {
  const list = groupsOf(value).map(({ at }) => at);
  return list.flatMap((at, index) => {
    const field = `fields.chapters.${index}.at`;
    const [before, now] = [secondsOf(list[index - 1]), secondsOf(at)];
    const isLate = before !== null && now !== null && now <= before;
    const hint = 'Put chapters in the order of their times.';
    return faultsOf(
      checkClock(at, field),
      isLate && fault(field, 'CHAPTERS_OUT_OF_ORDER', 'this chapter is not after the one above it', hint),
    );
  });
}

/** What is whole of them. */
export function chaptersIn(value: Json | undefined): Chapter[] {
  return groupsOf(value).flatMap(({ at, title }) => {
    const seconds = secondsOf(at);
    return seconds === null || !textOf(title) ? [] : [{ at: seconds, clock: textOf(at), title: textOf(title) }];
  });
}

/** The latest that a clock of ours can say. */
const UNKNOWN_END = 999 * 3600;

/**
 * As WebVTT: each chapter ends where the next begins (https://www.w3.org/TR/webvtt1/#introduction-chapters).
 * @param end of the whole in seconds, where it is known
 */
export function chaptersTrack(list: Chapter[], end: number | null): string {
  const cues = list.map(({ at, title }, index) => {
    const until = list[index + 1]?.at ?? Math.max(end ?? UNKNOWN_END, at + 1);
    return `${stamp(at)} --> ${stamp(until)}\n${cueText(title)}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

function stamp(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${parts.map((part) => String(part).padStart(2, '0')).join(':')}.000`;
}

/** On one line, with the characters escaped that mean something there. */
function cueText(title: string): string {
  return title.replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import type { Json } from '../record/release.ts';
import type { Setting } from '../theme/setting.ts';
import type { Source, SourceLabels } from '../theme/sources/sources.ts';
import type { Field } from './field.ts';
import type { Fault, Shown } from './kind.ts';

/** What several kinds share beyond the envelope: fields, their checks, and how they are read for drawing. */

type Values = Record<string, Json>;

/** Entries of several parts each, which the kind draws itself and which may be none. */
export function listOf(of: Record<string, Field>, more: { search?: true; optional?: false } = {}): Field {
  return { type: 'list', show: 'hidden', optional: true, ...more, of: { type: 'group', of } };
}

export function fault(field: string, code: string, message: string, hint: string): Fault {
  return { field, code, message, hint };
}

/** What is wrong of all that was asked: `faultsOf(isLate && fault(…), checkPlace(…))`. */
export function faultsOf(...asked: (Fault | Fault[] | false | null | undefined)[]): Fault[] {
  return asked.flatMap((found) => found || []);
}

/** Something found elsewhere: where it stood, the hash of what stood there, and the copy that we keep. */
export const ARCHIVED = {
  address: { type: 'url', optional: true },
  sha256: { type: 'text', optional: true },
  copy: { type: 'file', families: ['pdf', 'picture', 'audio', 'video'], optional: true },
} satisfies Record<string, Field>;

export function checkArchived(value: Json | undefined, path: string): Fault[] {
  return checkHash(groupOf(value).sha256, `${path}.sha256`);
}

export function checkHash(hash: Json | undefined, field: string): Fault[] {
  if (!hash || /^[0-9a-f]{64}$/.test(String(hash))) return [];
  const hint =
    'A SHA-256 has 64 digits, 0 to 9 and a to f: “sha256sum FILE” prints it. Leave it empty where there is none.';
  return [fault(field, 'BAD_HASH', 'this is no SHA-256', hint)];
}

/** What stands in the fields of `ARCHIVED`, for drawing; the kept copy tells its own hash. */
export function archivedIn(value: Values, it: Shown): Pick<Source, 'address' | 'sha256' | 'copy'> {
  const copy = it.medium(value.copy);
  return {
    address: textOf(value.address) || null,
    sha256: textOf(value.sha256) || (copy?.sha256 ?? null),
    copy: copy && { address: copy.address, type: copy.type },
  };
}

export function archivedLabels({ fields = {} }: Shown['words']): SourceLabels {
  return { address: fields.address ?? '', sha256: fields.sha256 ?? '', copy: fields.copy ?? '' };
}

/** A day, a month or a year in words, as exactly as it is known; nothing of what is only half typed. */
export function dayInWords(date: Json | undefined, { date: day, month, number }: Setting): string {
  const text = textOf(date);
  if (/^\d{4}$/.test(text)) return number(text);
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return month(text);
  return /^\d{4}-(0[1-9]|1[0-2])-\d\d$/.test(text) ? day(text) : '';
}

/** Whether `to` is certainly before `from`, either of them known to a year, a month or a day. */
export function endsBefore(from: Json | undefined, to: Json | undefined): boolean {
  const [start, end] = [textOf(from), textOf(to)];
  const exactly = Math.min(start.length, end.length);
  return exactly > 0 && end.slice(0, exactly) < start.slice(0, exactly);
}

/** A draft's fields may be half filled: nothing, or something else, stands where words do later. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A draft's field may hold anything that was typed so far, and no link may lead to that. */
export function isWebAddress(value: Json | undefined): value is string {
  return typeof value === 'string' && /^https?:\/\/[^\s/]/.test(value);
}

export function numberOf(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

export function groupOf(value: Json | undefined): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

export function groupsOf(value: Json | undefined): Values[] {
  return Array.isArray(value) ? value.map(groupOf) : [];
}

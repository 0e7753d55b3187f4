import { type Zippable, zipSync } from 'fflate';
import { instant } from '../base/dates.ts';
import { endingOf } from '../base/formats.ts';
import type { Shown, SiteMedium } from './kind.ts';
import { groupsOf, textOf } from './traits.ts';

/** A file of a press kit, as it stands in the release. */
export interface Packed {
  /** Without its ending. */
  name: string;
  medium: SiteMedium;
}

/**
 * All files of a kit in one ZIP (APPNOTE 6.3), with CREDITS.txt and the texts in the edition's language. A function of the
 * release alone: the files in the kit's order, stored as they are, all with the day of the release.
 */
export function packOf(files: Packed[], it: Shown): Uint8Array {
  const named = files.map((file) => ({ ...file, name: file.name + endingOf(file.medium.address) }));
  const entries: Zippable = { 'CREDITS.txt': encode(creditsOf(named, it)) };
  const texts = textsOf(it);
  if (texts) entries['TEXTS.txt'] = encode(texts);
  for (const { name, medium } of named) entries[name] = medium.bytes();
  return zipSync(entries, { level: 0, mtime: dayIn(it.release.released), os: 3, attrs: 0o644 << 16 });
}

/** ZIP has times without a zone, and the library writes the machine's: noon of that day, which every zone has. */
function dayIn(released: string): Date {
  const day = new Date(instant(released));
  return new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), 12);
}

/** `03 Portrait of the president`: in order, and without what some system forbids in names. */
export function nameOf(title: string, index: number): string {
  const number = String(index + 1).padStart(2, '0');
  const plain = title
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `${number} ${[...plain].slice(0, 60).join('').trim()}`.trim();
}

function creditsOf(files: Packed[], it: Shown): string {
  const { title, number, path, fields } = it.release;
  const own = files.map(({ name, medium }) =>
    [name, medium.alt, medium.credit, `SHA-256: ${medium.sha256}`].filter(Boolean).join('\n'),
  );
  const head = [it.organisation, title, `${number} · ${it.absolute(path)}`].join('\n');
  return `${[head, textOf(fields.terms), ...own].filter(Boolean).join('\n\n')}\n`;
}

function textsOf({ release: { fields } }: Shown): string {
  const texts = groupsOf(fields.texts).map(({ label, text }) => `${textOf(label)}\n\n${textOf(text)}`);
  return texts.length > 0 ? `${texts.join('\n\n')}\n` : '';
}

/** With line ends that every editor shows, and the mark by which old ones tell that this is UTF-8. */
function encode(text: string): Uint8Array {
  return new TextEncoder().encode(`\ufeff${text.replaceAll('\n', '\r\n')}`);
}

import { type LegacyFile, readCapture } from './capture.ts';
import { piecesOf } from './layout.ts';
import { proposePairs } from './pairs.ts';
import { type Reading, readPiece, refused } from './reading.ts';
import type { Earlier, FileReport, LegacyDraft } from './report.ts';
import { settleVersions } from './versions.ts';
import { giveViews } from './views.ts';

export type { LegacyFile } from './capture.ts';
export type { Earlier, FileReport, Form, LegacyDraft, ListingEntry } from './report.ts';

/**
 * Captured pages of the old site as drafts, in the order that numbers are allotted in, and for each file at least one
 * row that says what became of it. Reads nothing else and never throws. See specs/import.md, section "Legacy".
 */
export function readLegacy(files: LegacyFile[]): {
  drafts: LegacyDraft[];
  report: FileReport[];
  /** What an earlier version took each draft for. */
  earlier: Map<LegacyDraft, Earlier>;
} {
  const readings = files.flatMap(readFile);
  settleVersions(readings);
  giveViews(readings);
  proposePairs(readings);
  const earlier = new Map(readings.flatMap(({ draft, earlier }) => (draft ? [[draft, earlier!] as const] : [])));
  return { drafts: inOrder(readings), report: readings.map(({ row }) => row), earlier };
}

function readFile(file: LegacyFile): Reading[] {
  try {
    const capture = readCapture(file);
    if ('refused' in capture) return [refused(file.name, capture.refused)];
    return piecesOf(capture.lines, capture.films).map((piece) => readPiece(capture, piece));
  } catch (error) {
    // One strange file, nested beyond what the parser bears, must not stop an import of thousands.
    return [refused(file.name, `It could not be read: ${error instanceof Error ? error.message : error}.`)];
  }
}

/** By date, then legacy id, then path; the versions of one item stay together, the earlier first. */
function inOrder(readings: Reading[]): LegacyDraft[] {
  const drafts = readings.flatMap(({ draft }) => draft ?? []);
  const captured = new Map(
    readings.map(({ draft, capture }) => [draft, `${capture?.clock ?? '~'} ${capture?.file.name}`]),
  );
  return drafts.sort(
    (a, b) =>
      compare(a.order.date ?? '~', b.order.date ?? '~') ||
      (a.order.id ?? Number.POSITIVE_INFINITY) - (b.order.id ?? Number.POSITIVE_INFINITY) ||
      compare(a.order.path, b.order.path) ||
      compare(a.key, b.key) ||
      compare(captured.get(a)!, captured.get(b)!),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

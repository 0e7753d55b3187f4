/** Reading what a client says it can take: RFC 9110, sections 12 to 14. */

export type Coding = 'br' | 'zstd' | 'gzip' | 'identity';

/** The best first. Brotli leads: its dictionary knows HTML, and pages are small. */
export const CODINGS: readonly Coding[] = ['br', 'zstd', 'gzip', 'identity'];

/**
 * The content codings that `Accept-Encoding` allows, the most wanted first; ours decides between equals. Empty where the
 * client refuses even the plain text. Without the header only `identity` is given, which everyone can read.
 */
export function acceptedCodings(header: string | undefined): readonly Coding[] {
  if (header === undefined) return ['identity'];
  const known = remembered.get(header);
  if (known) return known;
  const wanted = sortCodings(readWeights(header));
  // Browsers send a handful of different headers; a flood of strange ones must not fill the memory.
  if (remembered.size >= 64) remembered.clear();
  if (header.length < 256) remembered.set(header, wanted);
  return wanted;
}

/** The languages of `Accept-Language` in lower case, most wanted first, each followed by its general form; at most ten. */
export function acceptedLanguages(header: string | undefined): string[] {
  const tags = [...readWeights(header ?? '')]
    .filter(([tag, weight]) => weight > 0 && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/.test(tag))
    .sort(([, a], [, b]) => b - a)
    .slice(0, 5)
    .flatMap(([tag]) => [tag, tag.split('-')[0]!]);
  return [...new Set(tags)];
}

/** Whether `If-None-Match` lists one of these tags, by weak comparison (RFC 9110, section 13.1.2). Gives the tag. */
export function matchingTag(header: string | undefined, tags: readonly string[]): string | null {
  if (header === undefined) return null;
  if (header.trim() === '*') return tags[0] ?? null;
  const listed = new Set((header.match(/"[^"]*"/g) ?? []).slice(0, 50));
  return tags.find((tag) => listed.has(tag)) ?? null;
}

export interface Part {
  /** First and last byte, both included. */
  start: number;
  end: number;
}

/**
 * One byte range (RFC 9110, section 14.1.2). `null`: send the whole, because there is no range, several, or one that
 * cannot be read. `'outside'`: answer 416.
 */
export function readRange(header: string | undefined, size: number): Part | 'outside' | null {
  const [, first, last] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'outside' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== '' && Number(last) < start) return null;
  if (start >= size) return 'outside';
  return { start, end: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
}

const remembered = new Map<string, readonly Coding[]>();

function sortCodings(weights: Map<string, number>): Coding[] {
  const weightOf = (coding: Coding) => {
    const given = weights.get(coding) ?? (coding === 'gzip' ? weights.get('x-gzip') : undefined);
    if (given !== undefined) return given;
    // Plain text is always allowed unless it is refused, but nobody who names a coding wants it first.
    if (coding === 'identity') return weights.get('*') === 0 ? 0 : Number.MIN_VALUE;
    return weights.get('*') ?? 0;
  };
  return CODINGS.filter((coding) => weightOf(coding) > 0).sort((a, b) => weightOf(b) - weightOf(a));
}

function readWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [, name, weight] = /^\s*([^\s;]+)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?$/.exec(part) ?? [];
    if (name === undefined) continue;
    const value = weight === undefined ? 1 : Number(weight);
    weights.set(name, value >= 0 && value <= 1 ? value : 0);
  }
  return weights;
}

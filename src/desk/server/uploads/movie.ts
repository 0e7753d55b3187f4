import { kept, type MediaFinding, removed } from './findings.ts';
import { refused } from './refusals.ts';
import type { WorkFile } from './work-file.ts';

interface Box {
  type: string;
  /** Where the box begins, where what is in it begins, and where both end. */
  at: number;
  inside: number;
  end: number;
}

export interface Movie {
  /** Null where there is sound alone. */
  size: { width: number; height: number } | null;
  findings: MediaFinding[];
}

const XMP = 'be7acfcb97a942e89c71999491e3afac';
const MOST_BOXES = 100_000;

/**
 * Overwrites in place what an MP4 or QuickTime file says of its making (place, device, titles), and leaves sound and
 * pictures as they are: every other byte keeps its place.
 * @throws DaftarError UPLOAD_BROKEN
 */
export function scrubMovie(file: WorkFile, name: string): Movie {
  const movie: Movie = { size: null, findings: [] };
  const tops = boxes(file, 0, file.size, name);
  const moov = tops.find(({ type }) => type === 'moov');
  if (!moov) throw refused.broken(name, 'its table of contents (moov) is missing');
  if (!tops.some(({ type }) => type === 'mdat')) throw refused.broken(name, 'nothing to play is in it');
  const said: Box[] = tops.filter((box) => box.type === 'meta' || box.type === 'udta' || isXmp(file, box));
  for (const box of boxes(file, moov.inside, moov.end, name)) {
    if (box.type === 'udta' || box.type === 'meta') said.push(box);
    if (box.type !== 'trak') continue;
    const track = boxes(file, box.inside, box.end, name);
    said.push(...track.filter(({ type }) => type === 'udta' || type === 'meta'));
    const handler = handlerOf(file, track, name);
    if (handler === 'vide') movie.size = sizeOf(file, track) ?? movie.size;
    if (handler === 'meta') movie.findings.push(kept('measurements-kept'));
  }
  const codes = new Set(said.flatMap((box) => codesOf(file, box)));
  for (const box of said) wipe(file, box);
  movie.findings.unshift(...[...codes].map((code) => removed(code)));
  return movie;
}

function boxes(file: WorkFile, from: number, to: number, name: string): Box[] {
  const found: Box[] = [];
  for (let at = from; at < to && found.length < MOST_BOXES; ) {
    const head = file.read(at, 16);
    // QuickTime ends its user data with four zeros.
    if (to - at < 8) break;
    const type = head.toString('latin1', 4, 8);
    const short = head.readUInt32BE(0);
    const size = short === 0 ? to - at : short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    const inside = at + (short === 1 ? 16 : 8);
    if (!/^[\x20-\x7e\xa9]{4}$/.test(type) || size < inside - at)
      throw refused.broken(name, `there is no box at ${at}`);
    if (at + size > to) throw refused.broken(name, `it ends in the middle of a box (${type})`);
    found.push({ type, at, inside, end: at + size });
    at += size;
  }
  return found;
}

function isXmp(file: WorkFile, { type, inside }: Box): boolean {
  return type === 'uuid' && file.read(inside, 16).toString('hex') === XMP;
}

function handlerOf(file: WorkFile, track: Box[], name: string): string {
  const media = track.find(({ type }) => type === 'mdia');
  const handler = media && boxes(file, media.inside, media.end, name).find(({ type }) => type === 'hdlr');
  return handler ? file.read(handler.inside + 8, 4).toString('latin1') : '';
}

/** The last two numbers of the track's header, in 16.16. */
function sizeOf(file: WorkFile, track: Box[]): Movie['size'] {
  const header = track.find(({ type }) => type === 'tkhd');
  if (!header || header.end - header.inside < 8) return null;
  const numbers = file.read(header.end - 8, 8);
  return { width: numbers.readUInt16BE(0), height: numbers.readUInt16BE(4) };
}

function codesOf(file: WorkFile, box: Box) {
  const text = file.read(box.inside, Math.min(box.end - box.inside, 1 << 20)).toString('latin1');
  if (!/[^\0]/.test(text)) return [];
  const codes: ('position' | 'camera' | 'descriptions')[] = [];
  if (/\xa9xyz|loci|location|GPSCoordinates|GPSLatitude/i.test(text)) codes.push('position');
  if (/\xa9mak|\xa9mod|quicktime\.(make|model)|manufacturer/i.test(text)) codes.push('camera');
  return codes.length > 0 ? codes : (['descriptions'] as const);
}

/** An empty box of the same length, which players skip. */
function wipe(file: WorkFile, { at, inside, end }: Box): void {
  file.write(at + 4, Buffer.from('free'));
  file.wipe(inside, end - inside);
}

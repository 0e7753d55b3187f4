import { type MediaFinding, removed } from './findings.ts';
import { refused } from './refusals.ts';
import type { WorkFile } from './work-file.ts';

const SEGMENT = 0x18538067;
const CLUSTER = 0x1f43b675;
const TAGS = 0x1254c367;
const ATTACHMENTS = 0x1941a469;

interface Element {
  id: number;
  at: number;
  inside: number;
  /** Null where the length is not known yet, as in live recordings. */
  end: number | null;
}

/**
 * Turns the tags and packed-in files of a WebM into empty space.
 * @throws DaftarError UPLOAD_BROKEN
 */
export function scrubWebm(file: WorkFile, name: string): MediaFinding[] {
  const header = element(file, 0);
  const segment = header?.end && element(file, header.end);
  if (!segment || segment.id !== SEGMENT) throw refused.broken(name, 'its beginning cannot be read');
  if (segment.end !== null && segment.end > file.size) throw refused.broken(name, 'it ends before its pictures do');
  const findings = new Set<'descriptions' | 'attachments'>();
  for (let at = segment.inside; at < file.size; ) {
    const part = element(file, at);
    if (!part) break;
    if (part.end === null) {
      at = part.id === CLUSTER ? part.inside : file.size;
      continue;
    }
    if (part.id === TAGS) findings.add('descriptions');
    if (part.id === ATTACHMENTS) findings.add('attachments');
    if (part.id === TAGS || part.id === ATTACHMENTS) blank(file, part.at, Math.min(part.end, file.size));
    at = part.end;
  }
  return [...findings].map((code) => removed(code));
}

function element(file: WorkFile, at: number): Element | null {
  const head = file.read(at, 12);
  const idLength = Math.clz32(head[0] ?? 0) - 23;
  if (idLength > 4 || head.length < idLength + 1) return null;
  const sizeLength = Math.clz32(head[idLength]!) - 23;
  if (sizeLength > 8 || head.length < idLength + sizeLength) return null;
  const inside = at + idLength + sizeLength;
  const bits = head.subarray(idLength, idLength + sizeLength);
  const isUnknown = bits.every((byte, n) => byte === (n === 0 ? (1 << (9 - sizeLength)) - 1 : 0xff));
  const size = bits.reduce((sum, byte, n) => sum * 256 + (n === 0 ? byte & ((1 << (8 - sizeLength)) - 1) : byte), 0);
  return { id: head.readUIntBE(0, idLength), at, inside, end: isUnknown ? null : inside + size };
}

/** A `Void` of the same length: its id, its size in one byte or eight, zeros. */
function blank(file: WorkFile, from: number, to: number): void {
  const length = to - from;
  const start = Buffer.from([0xec, 0x80 | (length - 2)]);
  const longStart = Buffer.from([0xec, 0x01, 0, 0, 0, 0, 0, 0, 0]);
  if (length >= 9) longStart.writeUIntBE(length - 9, 3, 6);
  file.wipe(from, length);
  file.write(from, length < 9 ? start : longStart);
}

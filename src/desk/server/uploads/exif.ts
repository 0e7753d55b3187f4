import type { FindingCode } from './findings.ts';

const DEVICE: Record<number, FindingCode> = {
  271: 'camera', // Make
  272: 'camera', // Model
  37500: 'camera', // MakerNote
  42032: 'serial', // CameraOwnerName
  42033: 'serial', // BodySerialNumber
  42037: 'serial', // LensSerialNumber
  270: 'descriptions', // ImageDescription
  315: 'descriptions', // Artist
  33432: 'descriptions', // Copyright
  37510: 'descriptions', // UserComment
};
const POSITION = 34853;
const FURTHER = 34665;
/** Within the GPS block: the version of the block itself, which says nothing. */
const POSITION_VERSION = 0;

/** What the Exif block of a picture tells about where, with what and by whom it was taken. Never fails. */
export function exifFindings(exif: Buffer): FindingCode[] {
  const start = exif.toString('latin1', 0, 4) === 'Exif' ? 6 : 0;
  const tiff = exif.subarray(start);
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return [];
  const found = new Set<FindingCode>();
  const main = readBlock(tiff, number(tiff, order, 4, 4));
  const further = readBlock(tiff, main.values.get(FURTHER) ?? 0);
  for (const tag of [...main.values.keys(), ...further.values.keys()]) if (DEVICE[tag]) found.add(DEVICE[tag]);
  const position = readBlock(tiff, main.values.get(POSITION) ?? 0);
  if ([...position.values.keys()].some((tag) => tag !== POSITION_VERSION)) found.add('position');
  if (main.next > 0 && readBlock(tiff, main.next).values.size > 0) found.add('thumbnail');
  return [...found];
}

/** A block's tags with their first value or offset, and where the next block stands. */
function readBlock(tiff: Buffer, at: number): { values: Map<number, number>; next: number } {
  const order = tiff.toString('latin1', 0, 2);
  const values = new Map<number, number>();
  if (at < 8 || at + 2 > tiff.length) return { values, next: 0 };
  const count = number(tiff, order, at, 2);
  for (let n = 0; n < count; n++) {
    const entry = at + 2 + n * 12;
    values.set(number(tiff, order, entry, 2), number(tiff, order, entry + 8, 4));
  }
  return { values, next: number(tiff, order, at + 2 + count * 12, 4) };
}

/** 0 where the block ends before. */
function number(tiff: Buffer, order: string, at: number, length: 2 | 4): number {
  if (at + length > tiff.length) return 0;
  return order === 'II' ? tiff.readUIntLE(at, length) : tiff.readUIntBE(at, length);
}

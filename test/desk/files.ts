import { deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Files as cameras, programs and strangers make them, as small as they can be. */

/** A photograph that says where, when and with what it was taken. */
export function photograph(width = 40, height = 30): Promise<Buffer> {
  return plainPicture(width, height)
    .withExif({
      IFD0: { Make: 'Lumora', Model: 'Lumora 7', Artist: 'Mehr Lashari' },
      IFD2: { BodySerialNumber: '00412', UserComment: 'by the harbour' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '24/1 51/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '67/1 0/1 0/1' },
    })
    .jpeg()
    .toBuffer();
}

export const jpeg = (width = 40, height = 30) => plainPicture(width, height).jpeg().toBuffer();
export const png = (width = 40, height = 30) => plainPicture(width, height).png().toBuffer();
export const gif = () => plainPicture(40, 30).gif().toBuffer();
export const webp = () => plainPicture(40, 30).webp().toBuffer();

/** Left half red, right half blue, so that a cut shows. */
function plainPicture(width: number, height: number) {
  const half = Math.floor(width / 2);
  const blue = { create: { width: width - half, height, channels: 3 as const, background: '#0000ff' } };
  return sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    { input: blue, left: half, top: 0 },
  ]);
}

/** A PNG of some hundred bytes that says it is of this size. */
export function pngOfSize(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const chunks = [
    ['IHDR', header],
    ['IDAT', deflateSync(Buffer.alloc(1000))],
    ['IEND', Buffer.alloc(0)],
  ] as const;
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    ...chunks.map(([type, data]) => pngChunk(type, data)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A ZIP with nothing in it. */
export const ZIP = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1');

export function pdf(...objects: string[]): Buffer {
  const body = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>', ...objects];
  const text = body.map((object, n) => `${n + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(`%PDF-1.7\n${text}trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n`, 'latin1');
}

/** An object of a PDF in which others are packed. */
export function packedObjects(text: string): string {
  const data = deflateSync(Buffer.from(text, 'latin1')).toString('latin1');
  return `<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length ${data.length} >>\nstream\n${data}\nendstream`;
}

export function box(type: string, ...parts: (Buffer | string)[]): Buffer {
  const inside = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(inside.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, inside]);
}

/** A film with one track, which says where it was taken. */
export function movie({ place = '+24.8600+067.0100/', handler = 'vide', brand = 'isom' } = {}): Buffer {
  const size = Buffer.alloc(84);
  size.writeUInt16BE(640, 76);
  size.writeUInt16BE(360, 80);
  const track = box('trak', box('tkhd', size), box('mdia', box('hdlr', Buffer.alloc(8), handler, Buffer.alloc(12))));
  const said = place ? [box('udta', box('\xa9xyz', '\0\x12\x15\xc7', place))] : [];
  return Buffer.concat([
    box('ftyp', `${brand}\0\0\0\0${brand}`),
    box('moov', box('mvhd', Buffer.alloc(100)), track, ...said),
    box('mdat', 'the pictures themselves'),
  ]);
}

/** Two frames of silence, with a title before them. */
export function mp3({ title = 'Interview at Kiln Lane' } = {}): Buffer {
  const frame = Buffer.alloc(417);
  frame.set([0xff, 0xfb, 0x90, 0x00]);
  const words = Buffer.from(`TIT2\0\0\0${String.fromCharCode(title.length + 1)}\0\0\0${title}`, 'latin1');
  const head = Buffer.from(`ID3\x03\0\0\0\0\0${String.fromCharCode(words.length)}`, 'latin1');
  return Buffer.concat([...(title ? [head, words] : []), frame, frame]);
}

export function wav(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WAVE'), ...chunks]);
  const head = Buffer.alloc(8);
  head.write('RIFF');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

export function wavChunk(type: string, data: string): Buffer {
  const head = Buffer.alloc(8);
  head.write(type);
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, Buffer.from(data, 'latin1')]);
}

/** A WebM whose segment holds these parts. */
export function webm(...parts: Buffer[]): Buffer {
  const header = Buffer.concat([
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x87]),
    Buffer.from([0x42, 0x82, 0x84]),
    Buffer.from('webm'),
  ]);
  const body = Buffer.concat(parts);
  const head = Buffer.from([0x18, 0x53, 0x80, 0x67, 0x01, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUIntBE(body.length, 6, 6);
  return Buffer.concat([header, head, body]);
}

export function webmTags(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x12, 0x54, 0xc3, 0x67, 0x80 | text.length]), Buffer.from(text)]);
}

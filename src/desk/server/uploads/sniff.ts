import type { Family } from '../../media-types.ts';

export interface FileType {
  /** Media type, as browsers know it. */
  type: string;
  family: Family;
  /** Endings that a name of this type may have; the first is the usual one. */
  endings: string[];
}

const TYPES: FileType[] = [
  { type: 'image/jpeg', family: 'picture', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  { type: 'image/png', family: 'picture', endings: ['png'] },
  { type: 'image/webp', family: 'picture', endings: ['webp'] },
  { type: 'image/gif', family: 'picture', endings: ['gif'] },
  { type: 'image/tiff', family: 'picture', endings: ['tif', 'tiff'] },
  { type: 'image/avif', family: 'picture', endings: ['avif'] },
  { type: 'audio/mpeg', family: 'audio', endings: ['mp3'] },
  { type: 'audio/mp4', family: 'audio', endings: ['m4a', 'm4b', 'mp4', 'aac'] },
  { type: 'audio/ogg', family: 'audio', endings: ['ogg', 'oga', 'opus'] },
  { type: 'audio/wav', family: 'audio', endings: ['wav', 'wave'] },
  { type: 'audio/webm', family: 'audio', endings: ['webm', 'weba'] },
  { type: 'video/mp4', family: 'video', endings: ['mp4', 'm4v'] },
  { type: 'video/quicktime', family: 'video', endings: ['mov', 'qt'] },
  { type: 'video/webm', family: 'video', endings: ['webm'] },
  { type: 'application/pdf', family: 'pdf', endings: ['pdf'] },
  { type: 'text/vtt', family: 'captions', endings: ['vtt'] },
];
const BY_TYPE = new Map(TYPES.map((type) => [type.type, type]));

export function fileType(type: string): FileType {
  return BY_TYPE.get(type)!;
}

/** So much of a file's start is enough to know its type. */
export const HEAD = 4096;

/**
 * The type by the bytes themselves, whatever the file is called; `svg` and `heic` are known in order to be refused.
 * Null for everything else.
 */
export function sniff(head: Buffer): FileType | 'svg' | 'heic' | null {
  const starts = (bytes: string, at = 0) => head.toString('latin1', at, at + bytes.length) === bytes;
  if (starts('\xff\xd8\xff')) return fileType('image/jpeg');
  if (starts('\x89PNG\r\n\x1a\n')) return fileType('image/png');
  if (starts('GIF87a') || starts('GIF89a')) return fileType('image/gif');
  if (starts('II*\0') || starts('MM\0*')) return fileType('image/tiff');
  if (starts('RIFF') && starts('WEBP', 8)) return fileType('image/webp');
  if (starts('RIFF') && starts('WAVE', 8)) return fileType('audio/wav');
  if (starts('OggS') && !head.includes('theora')) return fileType('audio/ogg');
  if (starts('\x1aE\xdf\xa3') && head.includes('webm')) {
    return fileType(/V_(VP8|VP9|AV1)/.test(head.toString('latin1')) ? 'video/webm' : 'audio/webm');
  }
  if (starts('ftyp', 4)) return byBrand(head.toString('latin1', 8, 12));
  if (starts('%PDF-')) return fileType('application/pdf');
  if (starts('ID3') || isMp3Frame(head)) return fileType('audio/mpeg');
  if (/^\ufeff?WEBVTT[ \t\r\n]/.test(head.toString('utf8', 0, 16))) return fileType('text/vtt');
  return isSvg(head) ? 'svg' : null;
}

/** Whether MP4 holds sound alone is known only further on: see movie.ts. */
function byBrand(brand: string): FileType | 'heic' {
  if (/^avi[fs]$/.test(brand)) return fileType('image/avif');
  if (/^(he[iv][cxmsn]|m[is]f1)$/.test(brand)) return 'heic';
  if (/^M4[AB] $/.test(brand)) return fileType('audio/mp4');
  return fileType(brand === 'qt  ' ? 'video/quicktime' : 'video/mp4');
}

const KBITS = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBITS_2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const HERTZ = [44100, 48000, 32000];

/** Eleven set bits are not rare: the next frame has to stand where this one ends. */
function isMp3Frame(head: Buffer): boolean {
  const length = mp3FrameLength(head, 0);
  return length !== null && (head.length <= length || mp3FrameLength(head, length) !== null);
}

function mp3FrameLength(head: Buffer, at: number): number | null {
  const [a, b, c] = [head[at] ?? 0, head[at + 1] ?? 0, head[at + 2] ?? 0];
  const isLayer3 = a === 0xff && (b & 0xe6) === 0xe2;
  const version = (b >> 3) & 3; // 3 is MPEG 1, 2 is MPEG 2, 0 is 2.5
  const hertz = HERTZ[(c >> 2) & 3];
  const kbits = (version === 3 ? KBITS : KBITS_2)[c >> 4];
  if (!isLayer3 || version === 1 || !hertz || !kbits) return null;
  const rate = hertz / (version === 3 ? 1 : version === 2 ? 2 : 4);
  return Math.floor(((version === 3 ? 144 : 72) * kbits * 1000) / rate) + ((c >> 1) & 1);
}

function isSvg(head: Buffer): boolean {
  const text = head[0] === 0xff || head[0] === 0xfe ? head.toString('utf16le') : head.toString('utf8');
  return /^\uFEFF?\s*</.test(text) && /<(\w+:)?svg[\s>]/i.test(text);
}

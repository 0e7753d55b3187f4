import sharp, { type Metadata, type Sharp } from 'sharp';
import { MOST_PIXELS } from '../pictures.ts';
import { exifFindings } from './exif.ts';
import { type MediaFinding, removed } from './findings.ts';
import { requireOnlyPicture, trailingBytes } from './mixed.ts';
import { refused } from './refusals.ts';

export interface Master {
  bytes: Buffer;
  type: string;
  width: number;
  height: number;
  findings: MediaFinding[];
}

/**
 * The picture drawn anew, upright and at full size, so that nothing of the file is left but what it shows.
 * @throws DaftarError UPLOAD_MIXED, UPLOAD_BOMB, UPLOAD_BROKEN
 */
export async function masterOf(bytes: Buffer, type: string, name: string): Promise<Master> {
  requireOnlyPicture(bytes, name);
  const own = await metadataOf(bytes, name);
  const pixels = own.width * (own.pageHeight ?? own.height);
  if (pixels > MOST_PIXELS) throw refused.bomb(name, String(pixels));
  const to = masterType(type);
  try {
    const image = sharp(bytes, { limitInputPixels: MOST_PIXELS }).autoOrient();
    const { data, info } = await encoded(image, to, bytes).toBuffer({ resolveWithObject: true });
    return {
      bytes: data,
      type: to,
      width: info.width,
      height: info.height,
      findings: findingsOf(bytes, own, type, to),
    };
  } catch (error) {
    throw refused.broken(name, firstLine(error));
  }
}

/** Reads the head of the file alone: nothing is unpacked yet. */
async function metadataOf(bytes: Buffer, name: string) {
  try {
    return await sharp(bytes, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw refused.broken(name, firstLine(error));
  }
}

/** Formats that every browser shows, and that lose nothing which was not lost before. */
function masterType(type: string): string {
  if (type === 'image/gif' || type === 'image/tiff') return 'image/png';
  if (type === 'image/avif') return 'image/webp';
  return type;
}

function encoded(image: Sharp, type: string, source: Buffer): Sharp {
  if (type === 'image/jpeg') return image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' });
  if (type === 'image/webp') return image.webp(isLossless(source) ? { lossless: true } : { quality: 95 });
  return image.png({ compressionLevel: 7 });
}

function isLossless(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.subarray(0, 64).includes('VP8L');
}

function findingsOf(bytes: Buffer, own: Metadata, from: string, to: string): MediaFinding[] {
  const codes = new Set(own.exif ? exifFindings(own.exif) : []);
  const xmp = own.xmp?.toString('utf8') ?? '';
  if (/GPSLatitude|GPSLongitude/.test(xmp)) codes.add('position');
  if (/SerialNumber/.test(xmp)) codes.add('serial');
  if (xmp || own.iptc || (own.comments?.length ?? 0) > 0) codes.add('descriptions');
  if (trailingBytes(bytes) > 0) codes.add('trailing');
  if ((own.pages ?? 1) > 1 && from !== 'image/tiff') codes.add('animation');
  const findings = [...codes].map((code) => removed(code));
  if (from !== to) findings.push(removed('converted', { from: formatName(from), to: formatName(to) }));
  return findings;
}

export function formatName(type: string): string {
  const [, format = ''] = type.split('/');
  return { quicktime: 'QuickTime', webp: 'WebP', webm: 'WebM', mpeg: 'MP3' }[format] ?? format.toUpperCase();
}

function firstLine(error: unknown): string {
  return (error as Error).message.split('\n')[0]!.replace(/\.$/, '');
}

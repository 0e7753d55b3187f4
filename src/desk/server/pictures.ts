import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { DaftarError } from '../../base/errors.ts';
import { hexSha256 } from '../../base/hash.ts';
import type { Medium, Size } from '../../record/release.ts';
import type { Region } from '../regions.ts';
import { requireNotErased } from './erase.ts';
import { type Desk, storeByHash } from './intake.ts';

interface Target {
  width: number;
  type: 'image/webp' | 'image/jpeg' | 'image/png';
}

/** Small sizes for pages in WebP; the largest in a format that PDF, messengers and old programs read too. */
export type PictureRole = Exclude<Medium['role'], 'file'>;

const TARGETS: Record<PictureRole, Target[]> = {
  lead: [
    { width: 480, type: 'image/webp' },
    { width: 960, type: 'image/webp' },
    { width: 1600, type: 'image/jpeg' },
  ],
  figure: [
    { width: 480, type: 'image/webp' },
    { width: 960, type: 'image/webp' },
    { width: 1600, type: 'image/jpeg' },
  ],
  portrait: [
    { width: 320, type: 'image/webp' },
    { width: 800, type: 'image/jpeg' },
  ],
  emblem: [
    { width: 96, type: 'image/png' },
    { width: 384, type: 'image/png' },
  ],
};

/** More pixels than any camera makes: such a file is meant to exhaust memory. */
export const MOST_PIXELS = 100_000_000;

/**
 * Makes the sizes of a picture or of a part of it, once, and keeps them under `media/` of the desk until a release
 * carries them into the record. Place and device data do not survive. Never larger than the picture itself; smallest
 * first.
 * @throws DaftarError PICTURE_UNREADABLE, MEDIA_ERASED
 */
export async function storePicture(
  desk: Desk,
  bytes: Uint8Array,
  name: string,
  role: PictureRole,
  region: Region | null = null,
): Promise<Size[]> {
  const source = hexSha256(bytes);
  const madeAs = region ? `${role}@${[region.left, region.top, region.width, region.height].join()}` : role;
  const known = await desk.db
    .selectFrom('pictures')
    .select('sizes')
    .where('sha256', '=', source)
    .where('role', '=', madeAs)
    .executeTakeFirst();
  if (known) return JSON.parse(known.sizes);
  const made = await makeSizes(bytes, name, role, region);
  const sizes = made.map(({ size }) => size);
  await requireNotErased(
    desk.db,
    sizes.map(({ sha256 }) => sha256),
  );
  for (const { size, data } of made) storeByHash(join(desk.dataDir, 'media'), size.sha256, data);
  await desk.db
    .insertInto('pictures')
    .values({ sha256: source, role: madeAs, sizes: JSON.stringify(sizes) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return sizes;
}

async function makeSizes(bytes: Uint8Array, name: string, role: PictureRole, region: Region | null) {
  const sizes: { size: Size; data: Buffer }[] = [];
  try {
    const own = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
    const isDrawn = own.format === 'svg';
    for (const { width, type } of TARGETS[role]) {
      const fitting = isDrawn ? width : Math.min(width, region?.width ?? own.autoOrient?.width ?? own.width);
      const upright = sharp(bytes, { limitInputPixels: MOST_PIXELS }).rotate();
      const part = region ? upright.extract(region) : upright;
      const { data, info } = await encoded(part.resize({ width: fitting }), type).toBuffer({ resolveWithObject: true });
      const sha256 = hexSha256(data);
      sizes.push({ size: { sha256, type, width: info.width, height: info.height }, data });
    }
  } catch (error) {
    throw new DaftarError(
      'PICTURE_UNREADABLE',
      `The picture ${name} cannot be read: ${(error as Error).message}.`,
      'Save it as JPEG, PNG or WebP and try again.',
    );
  }
  return sizes;
}

function encoded(image: Sharp, type: Target['type']): Sharp {
  if (type === 'image/webp') return image.webp({ quality: 78, effort: 5 });
  if (type === 'image/png') return image.png({ compressionLevel: 9, palette: true });
  return image.flatten({ background: '#fff' }).jpeg({ quality: 80, mozjpeg: true });
}

import type { Content } from '../../api-types.ts';

/** A small copy of a picture, for people of the desk. */
export function pictureUrl({ sha256 }: Content['media'][number]): string {
  return `/api/media/${sha256}/file?width=320`;
}

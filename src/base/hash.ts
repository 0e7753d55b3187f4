import { createHash } from 'node:crypto';

/** SHA-256 in 64 lower-case hex digits. */
export function hexSha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

import { concat, utf8 } from './bytes.ts';

/**
 * C2SP tlog-cosignature, version 1: a witness says "at that time this was the largest consistent head I had seen". It
 * signs
 *
 *     cosignature/v1
 *     time 1700000000
 *     <the checkpoint's text>
 *
 * and its line in the note carries the time, 8 bytes big-endian, before the 64 of the signature.
 */
export function cosignedBytes(checkpointText: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${checkpointText}`);
}

/** What stands in the note after the key id. */
export function joinTimed(time: number, signature: Uint8Array): Uint8Array {
  const stamp = new Uint8Array(8);
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time));
  return concat(stamp, signature);
}

/** The reverse of `joinTimed`; null unless it is 72 bytes with a time from 1 to 2^53-1. */
export function splitTimed(payload: Uint8Array): { time: number; signature: Uint8Array } | null {
  if (payload.length !== 72) return null;
  const time = Number(new DataView(payload.buffer, payload.byteOffset, 8).getBigUint64(0));
  return Number.isSafeInteger(time) && time > 0 ? { time, signature: payload.subarray(8) } : null;
}

/**
 * What a witness puts into the note of a checkpoint: its time (Unix seconds, never 0) and its signature, made with
 * `sign`, a raw Ed25519 signature of its key.
 */
export function cosignText(
  checkpointText: string,
  time: number,
  sign: (message: Uint8Array) => Uint8Array,
): Uint8Array {
  return joinTimed(time, sign(cosignedBytes(checkpointText, time)));
}

import { refused } from './refusals.ts';
import { HEAD } from './sniff.ts';
import type { WorkFile } from './work-file.ts';

/** Where programs that unpack look for a ZIP's directory. */
const ZIP_TAIL = 65_557;
/** Seven bytes and more do not turn up by chance in compressed data. */
const PAGE = /<(script|iframe|!doctype html|\?php\b|html[\s>]|body[\s>])/i;

/**
 * Refuses a file that another program would take for something else than it is: a page, a script, a PDF, a packed folder.
 * @throws DaftarError UPLOAD_MIXED
 */
export function requireOneThing(file: WorkFile, name: string, isPdf: boolean): void {
  const head = file.read(0, HEAD);
  const tail = file.read(Math.max(0, file.size - ZIP_TAIL), ZIP_TAIL);
  if (isZip(tail)) throw refused.mixed(name, 'a packed folder (ZIP)');
  if (isPdf) return;
  if (head.includes('%PDF-') || tail.includes('%PDF-')) throw refused.mixed(name, 'a PDF');
  for (const part of [head, tail]) {
    if (PAGE.test(part.toString('latin1'))) throw refused.mixed(name, 'a web page or a script');
  }
}

/**
 * The same for a picture, whose bytes are all at hand: anywhere in it, not only at its ends.
 * @throws DaftarError UPLOAD_MIXED
 */
export function requireOnlyPicture(bytes: Buffer, name: string): void {
  if (PAGE.test(bytes.toString('latin1'))) throw refused.mixed(name, 'a web page or a script');
  if (startsAsScript(bytes)) throw refused.mixed(name, 'a script');
  const end = endOfPicture(bytes);
  const behind = bytes.subarray(end);
  if (behind.includes('PK\x03\x04')) throw refused.mixed(name, 'a packed folder (ZIP)');
  if (behind.includes('%PDF-')) throw refused.mixed(name, 'a PDF');
  if (/^\s*(MZ|\x7fELF|#!)/.test(behind.toString('latin1', 0, 64))) throw refused.mixed(name, 'a program');
}

/** How many bytes stand behind the end of the picture; cameras leave such, and so do those who hide something. */
export function trailingBytes(bytes: Buffer): number {
  return bytes.length - endOfPicture(bytes);
}

/** The end-of-directory record, and that its comment ends where the file ends. */
function isZip(tail: Buffer): boolean {
  for (let at = tail.lastIndexOf('PK\x05\x06'); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf('PK\x05\x06', at - 1)) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) <= tail.length) return true;
  }
  return false;
}

/** `GIF89a/*` and the like: the number behind the magic opens a comment that swallows the picture. */
function startsAsScript(bytes: Buffer): boolean {
  const opens = [4, 6].some((at) => bytes.toString('latin1', at, at + 2) === '/*');
  return opens && /\*\/\s*[=;(]|\*\/[\s\S]{0,8}\w+\s*[(=]/.test(bytes.toString('latin1'));
}

/** The file's own length where the format does not tell. */
function endOfPicture(bytes: Buffer): number {
  if (bytes[0] === 0xff) return endOfJpeg(bytes);
  if (bytes[0] === 0x89) return endOfPng(bytes);
  if (bytes.toString('latin1', 0, 3) === 'GIF') return endOfGif(bytes);
  if (bytes.toString('latin1', 0, 4) === 'RIFF') return Math.min(bytes.length, 8 + padded(bytes.readUInt32LE(4)));
  return bytes.length;
}

function endOfJpeg(bytes: Buffer): number {
  for (let at = 2; at + 4 <= bytes.length; ) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) return bytes.length;
    if (marker === 0xd9) return at + 2;
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else at += 2 + bytes.readUInt16BE(at + 2);
    if (marker === 0xda) at = endOfScan(bytes, at);
  }
  return bytes.length;
}

/** Entropy-coded data ends at the next marker that is no restart and no stuffed byte. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

function endOfPng(bytes: Buffer): number {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) === 'IEND') return at + 12;
  }
  return bytes.length;
}

function endOfGif(bytes: Buffer): number {
  const colours = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + colours(bytes[10] ?? 0);
  while (at < bytes.length) {
    if (bytes[at] === 0x3b) return at + 1;
    if (bytes[at] === 0x21) at = endOfBlocks(bytes, at + 2);
    else if (bytes[at] === 0x2c) at = endOfBlocks(bytes, at + 11 + colours(bytes[at + 9] ?? 0));
    else return at;
  }
  return bytes.length;
}

function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at]!;
  return at + 1;
}

function padded(length: number): number {
  return length + (length % 2);
}

import { kept, type MediaFinding, removed } from './findings.ts';
import { refused } from './refusals.ts';
import type { WorkFile } from './work-file.ts';

/** Of an MP3: the tags at its start and end are emptied; titles go with them. */
export function scrubMp3(file: WorkFile, name: string): MediaFinding[] {
  const head = file.read(0, 10);
  let wiped = false;
  if (head.toString('latin1', 0, 3) === 'ID3') {
    const length = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head[at]! & 0x7f), 0);
    if (10 + length >= file.size) throw refused.broken(name, 'it ends within its own title');
    wiped = !isBlank(file, 10, length);
    file.write(5, Buffer.from([0])); // no flags: what follows is padding
    file.wipe(10, length);
  }
  const tail = file.size - 128;
  if (tail > 0 && file.read(tail, 3).toString('latin1') === 'TAG') {
    wiped = true;
    file.wipe(tail, 128);
  }
  return wiped ? [removed('descriptions')] : [];
}

/** Chunks of a WAV that say something of it; `JUNK` is what players skip. */
const SAYING = ['LIST', 'bext', 'iXML', 'id3 ', 'ID3 ', '_PMX', 'axml', 'cart'];

/** @throws DaftarError UPLOAD_BROKEN */
export function scrubWav(file: WorkFile, name: string): MediaFinding[] {
  let wiped = false;
  let hasSound = false;
  for (let at = 12; at + 8 <= file.size; ) {
    const head = file.read(at, 8);
    const chunk = head.toString('latin1', 0, 4);
    const length = head.readUInt32LE(4);
    if (at + 8 + length > file.size) throw refused.broken(name, 'it ends before its sound does');
    if (chunk === 'data') hasSound = true;
    if (SAYING.includes(chunk)) {
      file.write(at, Buffer.from('JUNK'));
      file.wipe(at + 8, length);
      wiped = true;
    }
    at += 8 + length + (length % 2);
  }
  if (!hasSound) throw refused.broken(name, 'there is no sound in it');
  return wiped ? [removed('descriptions')] : [];
}

/** Every page of an Ogg file has a checksum: its comments are said, not removed. */
export function lookIntoOgg(file: WorkFile): MediaFinding[] {
  const head = file.read(0, 1 << 16).toString('latin1');
  return /\b(TITLE|ARTIST|LOCATION|CONTACT|COMMENT|DESCRIPTION|GEO_LOCATION|DATE|COPYRIGHT)=/i.test(head)
    ? [kept('descriptions-kept')]
    : [];
}

function isBlank(file: WorkFile, at: number, length: number): boolean {
  return file.read(at, Math.min(length, 1 << 20)).every((byte) => byte === 0);
}

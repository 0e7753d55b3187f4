import { readFileSync } from 'node:fs';
import type { Family } from '../../media-types.ts';
import { type MediaFinding, removed } from './findings.ts';
import { requireOneThing } from './mixed.ts';
import { scrubMovie } from './movie.ts';
import { lookIntoPdf } from './pdf.ts';
import { formatName, masterOf } from './pictures.ts';
import { refused } from './refusals.ts';
import { type FileType, fileType, HEAD, sniff } from './sniff.ts';
import { lookIntoOgg, scrubMp3, scrubWav } from './sound.ts';
import { scrubWebm } from './webm.ts';
import { openWorkFile, type WorkFile } from './work-file.ts';

export interface Inspected {
  type: string;
  width: number | null;
  height: number | null;
  findings: MediaFinding[];
  /** What is to be kept; null where it is the file itself, changed in place. */
  bytes: Buffer | null;
}

/** Bytes, by what the file is. */
export type Limits = Record<Family, number>;

/**
 * Looks at a file that a stranger may have made: refuses what is hostile or broken, and takes out of the rest what tells
 * of its making. The file may be changed in place.
 * @throws DaftarError UPLOAD_EMPTY, UPLOAD_TYPE, UPLOAD_SVG, UPLOAD_TOO_LARGE, UPLOAD_MIXED, UPLOAD_ACTIVE,
 * UPLOAD_LOCKED, UPLOAD_BOMB, UPLOAD_BROKEN
 */
export async function inspect(path: string, name: string, limits: Limits): Promise<Inspected> {
  const file = openWorkFile(path);
  try {
    const type = typeOf(file, name);
    if (file.size > limits[type.family]) throw refused.large(name, limits[type.family]);
    requireOneThing(file, name, type.family === 'pdf');
    const inspected = await byType(file, path, type, name);
    return { ...inspected, findings: [...wrongEnding(name, type, inspected.type), ...inspected.findings] };
  } finally {
    file.close();
  }
}

function typeOf(file: WorkFile, name: string): FileType {
  if (file.size === 0) throw refused.empty(name);
  const type = sniff(file.read(0, HEAD));
  if (type === 'svg') throw refused.svg(name);
  if (type === 'heic') throw refused.heic(name);
  if (type === null) throw refused.type(name);
  return type;
}

async function byType(file: WorkFile, path: string, { type, family }: FileType, name: string): Promise<Inspected> {
  if (family === 'picture') return masterOf(readFileSync(path), type, name);
  const asItIs = { type, width: null, height: null, bytes: null };
  if (family === 'captions') return { ...asItIs, findings: [] };
  if (family === 'pdf') return { ...asItIs, findings: lookIntoPdf(readFileSync(path), name) };
  if (type === 'audio/mpeg') return { ...asItIs, findings: scrubMp3(file, name) };
  if (type === 'audio/wav') return { ...asItIs, findings: scrubWav(file, name) };
  if (type === 'audio/ogg') return { ...asItIs, findings: lookIntoOgg(file) };
  if (type.endsWith('/webm')) return { ...asItIs, findings: scrubWebm(file, name) };
  const { size, findings } = scrubMovie(file, name);
  return { ...asItIs, type: size ? type : 'audio/mp4', ...size, findings };
}

/** Against what came, not what was made of it. */
function wrongEnding(name: string, came: FileType, is: string): MediaFinding[] {
  const ending = /\.([^.]{1,10})$/.exec(name)?.[1]?.toLowerCase();
  if (!ending || came.endings.includes(ending) || fileType(is).endings.includes(ending)) return [];
  return [removed('extension', { name: `.${ending}`, type: formatName(came.type) })];
}

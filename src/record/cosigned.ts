import { utf8 } from './bytes.ts';
import { formatNote, MAX_SIGNATURES, type NoteSignature, parseNote, type Vkey, verifyNote } from './note.ts';

/** A cosignature line that was verified, and its time in Unix seconds. */
export interface Cosigned {
  line: NoteSignature;
  time: number;
}

/**
 * The good cosignatures among these lines, one a witness, the newest. What is unknown or does not fit is passed over: a
 * witness's bad line must not cost the lines of the others.
 */
export function goodCosignatures(text: string, lines: NoteSignature[], witnesses: Vkey[]): Map<Vkey, Cosigned> {
  const good = new Map<Vkey, Cosigned>();
  for (const vkey of witnesses) {
    for (const line of lines.filter(({ name, id }) => name === vkey.name && id === vkey.id)) {
      const time = timeOf(text, line, vkey);
      if (time !== null && time > (good.get(vkey)?.time ?? 0)) good.set(vkey, { line, time });
    }
  }
  return good;
}

/**
 * The same checkpoint with the log's own line first, then the newest good line of each witness out of all these notes.
 * Null where two of the notes are of different checkpoints, or where the log's own line is missing.
 */
export function joinCosigned(notes: string[], log: Vkey, witnesses: Vkey[]): string | null {
  const parsed = notes.map((note) => parseNote(utf8(note)));
  const [{ text }] = parsed as [(typeof parsed)[0]];
  const lines = parsed.flatMap(({ signatures }) => signatures);
  const own = lines.find(({ name, id }) => name === log.name && id === log.id);
  if (!own || parsed.some((note) => note.text !== text)) return null;
  const cosigned = [...goodCosignatures(text, lines, witnesses).values()].map(({ line }) => line);
  return formatNote({ text, signatures: [own, ...cosigned].slice(0, MAX_SIGNATURES) });
}

/** One signature line as it stands in a note, its line feed included. */
export function signatureLine(line: NoteSignature): string {
  return formatNote({ text: '', signatures: [line] }).slice(1);
}

function timeOf(text: string, line: NoteSignature, vkey: Vkey): number | null {
  try {
    return verifyNote(utf8(formatNote({ text, signatures: [line] })), [vkey]).signed[0]!.time;
  } catch {
    return null;
  }
}

import type { Language } from '../languages/language.ts';
import { byBytes, type Readers } from './by-file.ts';
import { byNumber } from './by-number.ts';
import { byText } from './by-text.ts';
import type { Difference } from './compare.ts';
import { Library } from './library.ts';
import type { OpenedRecord } from './log.ts';

export type { Difference } from './compare.ts';

export type Question = { text: string } | { number: string } | { bytes: Uint8Array; name?: string };
export type Outcome =
  | 'genuine'
  | 'altered'
  | 'not-in-record'
  | 'withdrawn'
  | 'superseded'
  | 'not-ours'
  | 'compare'
  | 'damaged';

/** Words of a release that show it to a reader, and what became of the key that signed it. */
export interface Found {
  number: string;
  language: string;
  version: number;
  event: 'publish' | 'correct' | 'withdraw';
  sha256: string;
  index: number;
  /** When it entered the log. */
  entered: string;
  posted: string | null;
  /** Empty where the release was erased or is damaged. */
  title: string;
  path: string;
  /** Of an erased release, the grounds. */
  note: string;
  key: { id: string; ended: { action: 'retire' | 'revoke'; index: number; time: string } | null };
  similarity?: number;
}

export interface Verdict {
  outcome: Outcome;
  /** False: a passage, “these words stand in …”. */
  whole: boolean;
  release: Found | null;
  /** The edition's newest release where that is another one. */
  current: Found | null;
  also: Found[];
  /** When altered; when superseded, against the current one. */
  differences: Difference[];
  /** Of a passage, the words around it in its paragraph. */
  leftOut: { before: string; after: string } | null;
  nearest: Found[];
  /** A code for the sentence in the reader's language; all stand in `WHY`. */
  why: Why | null;
  record: Pick<OpenedRecord, 'origin' | 'size' | 'asOf' | 'witnesses' | 'quorumMet' | 'demo'>;
  trust: OpenedRecord['trust'];
}

/** Every code that a verdict's `why` can be, and what it means. */
export const WHY = {
  'too-short': 'Fewer than three words, which are no whole title, heading or line: they could stand anywhere.',
  'short-passage': 'Not found, but a passage of fewer than eight words can be missed in a large record.',
  splice: 'All of it stands in the record, but not in one piece: words of several places were put together.',
  'words-left-out': 'Words between others were left out.',
  'number-unknown': 'The record has no item of this number.',
  erased: 'The text was erased; what remains is that it was there, and the grounds.',
  'picture-unknown': 'This picture, to the byte, is in no release. A picture that was saved anew is another one.',
  'picture-known': 'This picture, to the byte, belongs to the release.',
  'kept-copy': 'A copy that the organisation keeps of what somebody else published: it is not its own.',
  'press-cutting':
    'The organisation keeps these words as a press cutting: it has kept them, and somebody else wrote them.',
  'not-text': 'Not a text, and no file that the record knows.',
  'release-unknown': 'A release that the log does not hold.',
  'release-bytes': 'The exact bytes of a release that the log holds.',
  'receipt-good': 'The receipt proves that this entry stands in the log.',
  'receipt-refused': 'The receipt does not prove what it says.',
  'receipt-unwitnessed':
    'The log has signed the receipt, and too few witnesses of the policy have cosigned it: it may be older than they are. By itself it proves nothing under this policy.',
  'receipt-of-another-log': 'The receipt is of another log.',
  'receipt-newer-than-record': 'The receipt names an entry behind the end of this copy of the record.',
  'receipt-entry-differs': 'The receipt is good, but this copy of the record holds another entry there: two histories.',
  'pdf-words-agree':
    'The text in the PDF is that of the release; compare what it shows, for a font can draw other letters.',
  'pdf-visible-text-differs': 'What the PDF shows is not the whole text of the release that it carries.',
  'page-visible-text-differs': 'What the page shows is not the whole text of the release that it carries.',
  'page-parts-not-compared':
    'The text is that of the release; what the page shows beside it (a table, a programme, a player) has its words, and their order was not compared.',
  'page-markup-differs':
    'The words are those of a release, but the page is marked up as no page of a record’s site is, which can hide or turn words.',
  'attached-release-unknown': 'The release that the file carries is not in the record.',
  'declared-forgery': 'The organisation has declared that this is not its text.',
  'resembles-forgery': 'It resembles a text that the organisation has declared not to be its own.',
} as const;
export type Why = keyof typeof WHY;

/** Whether the sentence of `why` says all, since no words were compared: it stands for the outcome's own sentence. */
export function isSaidByWhy({ outcome, why }: Pick<Verdict, 'outcome' | 'why'>): boolean {
  const codes: (Why | null)[] = [
    'receipt-good',
    'receipt-unwitnessed',
    'release-bytes',
    'picture-known',
    'kept-copy',
    'press-cutting',
    'pdf-words-agree',
    'page-parts-not-compared',
  ];
  return codes.includes(why) && (outcome === 'genuine' || outcome === 'compare');
}

/**
 * `parse` reads saved pages (`hast.ts` in Node, `page/dom.ts` in browsers), `pdf` letters (`fromPdf` of `pdf.ts`);
 * `letter` gives the genuine letter of a release, for a PDF to be compared with byte for byte.
 */
export interface VerifyOptions extends Readers {
  /**
   * The languages of the record: their words stand around texts, in “Posted: 4 May 2021”. Without them a text is known
   * by its own words alone.
   */
  languages?: ReadonlyMap<string, Language>;
}

/** What differs from a verdict of nothing. */
export type Answer = Partial<Omit<Verdict, 'record' | 'trust'>> & { outcome: Outcome };

/** What the record says of a text, a citation number or a file. Throws TEXT_TOO_LONG, PARSER_MISSING, and what reading the record throws. */
export async function verify(question: Question, record: OpenedRecord, options: VerifyOptions = {}): Promise<Verdict> {
  const library = libraryOf(record, options);
  const answer =
    'number' in question
      ? await byNumber(library, question.number)
      : 'text' in question
        ? await byText(library, question.text)
        : await byBytes(library, question.bytes, options);
  const { origin, size, asOf, witnesses, quorumMet, demo } = record;
  return { ...NOTHING, ...answer, record: { origin, size, asOf, witnesses, quorumMet, demo }, trust: record.trust };
}

const NOTHING = {
  whole: false,
  release: null,
  current: null,
  also: [],
  differences: [],
  leftOut: null,
  nearest: [],
  why: null,
};

const libraries = new WeakMap<OpenedRecord, Library>();

/** A second question of the same record reads nothing twice. */
function libraryOf(record: OpenedRecord, { languages }: VerifyOptions): Library {
  const known = libraries.get(record);
  if (known && (!languages || known.languages === languages)) return known;
  const library = new Library(record, languages);
  libraries.set(record, library);
  return library;
}

import { daysInName } from './address.ts';
import type { Capture } from './capture.ts';
import { formOf } from './classify.ts';
import { findDateline } from './dateline.ts';
import { earlierKind, kindOf, proseOf, type Told } from './kinds.ts';
import type { Piece } from './layout.ts';
import { fold, foldWords, languageOf, oneLine } from './letters.ts';
import { isSubHeadline, paragraphsOf } from './paragraphs.ts';
import { personalReason } from './personal.ts';
import { Mender } from './repair.ts';
import type { Earlier, FileReport, Form, LegacyDraft } from './report.ts';

/** One text, read: its row of the report, its draft, and what is needed to set it beside the others. */
export interface Reading {
  row: FileReport;
  /** Null for a refused file and for a duplicate. */
  draft: LegacyDraft | null;
  earlier: Earlier | null;
  capture: Capture | null;
  /** The body's paragraphs, as plain text. */
  paragraphs: string[];
}

interface Text {
  title: string;
  summary: string;
  dateline: LegacyDraft['dateline'];
  /** As captured, and as mended paragraphs. */
  lines: string[];
  paragraphs: string[];
  language: string;
  form: Form;
  findings: string[];
  /** Where no title is printed and none could be read from the page. */
  isUntitled: boolean;
}

/** A draft and its report from one text of a capture; refused where nothing is left to publish. */
export function readPiece(capture: Capture, piece: Piece): Reading {
  const text = textOf(capture, piece);
  if (!piece.link && !piece.seen && !/[\p{L}\p{N}]/u.test(text.paragraphs.join('')))
    return refused(capture.file.name, 'No text is left beside title and navigation.');
  const { posted, findings } = postedOf(capture, piece, text);
  const { draft, earlier } = draftOf(capture, piece, text, posted);
  const row: FileReport = {
    file: capture.file.name,
    outcome: draft.restricted ? 'restricted' : 'imported',
    as: text.form,
    key: draft.key,
    kind: draft.kind,
    language: draft.language,
    title: draft.title,
    posted,
    findings: [...capture.findings, ...piece.findings, ...text.findings, ...findings],
    why: draft.restricted ?? '',
    pairs: [],
    entries: piece.entries.map((entry) => ({ ...entry, key: null })),
  };
  return { row, draft, earlier, capture, paragraphs: text.paragraphs };
}

export function refused(file: string, why: string): Reading {
  const row: FileReport = {
    file, outcome: 'refused', as: null, key: null, kind: null, language: null, title: null, posted: null,
    findings: [], why, pairs: [], entries: [],
  }; // biome-ignore format: nothing is known of it
  return { row, draft: null, earlier: null, capture: null, paragraphs: [] };
}

function textOf(capture: Capture, piece: Piece): Text {
  const language = languageOf([piece.title, ...piece.lines].join('\n'));
  const mender = new Mender(language);
  const form = formOf(piece, piece.lines);
  const { dateline, findings, ...head } = headOf(piece, form);
  // A headline that has no text under it is the text.
  const isBare = !head.lines.some((line) => line.trim() !== '');
  const [summary, lines] = isBare ? ['', [head.summary]] : [head.summary, head.lines];
  // The lines of a listing are entries, not sentences.
  const { paragraphs, joined } = form === 'listing' ? { paragraphs: lines, joined: 0 } : paragraphsOf(lines);
  const mended = paragraphs.map((paragraph) => mender.mend(oneLine(paragraph))).filter(Boolean);
  const title = titleOf(capture, mender.mend(oneLine(piece.title)), form, mended);
  if (joined > 0) findings.push(`Hard wraps inside sentences joined: ${joined}.`);
  return {
    title: title.text,
    summary: mender.mend(summary),
    dateline,
    lines,
    paragraphs: mended,
    language,
    form,
    findings: [...title.findings, ...findings, ...mender.findings()],
    isUntitled: title.isInvented,
  };
}

/** Dateline and sub-headline taken from the head of the text. */
function headOf(
  piece: Piece,
  form: Form,
): { summary: string; dateline: LegacyDraft['dateline']; lines: string[]; findings: string[] } {
  const lines = piece.lines.filter((line) => !isManifestoFile(line, form));
  const findings =
    lines.length < piece.lines.length ? ['A file to download was offered here; its address is lost.'] : [];
  if (piece.layout === 'listing' || piece.layout === 'link') return { summary: '', dateline: null, lines, findings };
  const dated = findDateline(lines);
  if (dated) {
    const { before, after, dateline } = dated;
    const heads = before.filter((line) => fold(line) !== fold(piece.title));
    if (heads.length > 0) findings.push('What stands above the dateline is taken as the sub-headline.');
    if (dateline.date === null) findings.push(`The dateline "${dateline.text}" names a day that does not exist.`);
    return { summary: heads.join(' '), dateline, lines: after, findings };
  }
  if (piece.layout !== 'article' || !isSubHeadline(lines)) return { summary: '', dateline: null, lines, findings };
  const at = lines.findIndex((line) => line.trim() !== '');
  findings.push('The first line has no full stop and is taken as the sub-headline.');
  return { summary: oneLine(lines[at]!), dateline: null, lines: lines.slice(at + 1), findings };
}

function isManifestoFile(line: string, form: Form): boolean {
  return form === 'manifesto' && /^\W{0,2}download manifesto\b/i.test(line.trim());
}

/** The printed title; where there is none, what else on the page names it, and last its first words. */
function titleOf(
  capture: Capture,
  printed: string,
  form: Form,
  paragraphs: string[],
): { text: string; findings: string[]; isInvented: boolean } {
  if (/[\p{L}\p{N}]/u.test(printed)) return { text: printed, findings: [], isInvented: false };
  if (form === 'manifesto')
    return {
      text: 'Manifesto',
      findings: ['No title is printed: "Manifesto" is taken from the line that offers it as a file.'],
      isInvented: false,
    };
  if (capture.pageTitle)
    return {
      text: capture.pageTitle,
      findings: ['No title is printed: the browser’s title stands for it.'],
      isInvented: false,
    };
  const words = (paragraphs[0] ?? '').split(' ');
  const first = words.slice(0, 12).join(' ').slice(0, 120) + (words.length > 12 ? '…' : '');
  return {
    text: first || capture.file.name,
    findings: ['No title is printed: the first words stand for it.'],
    isInvented: true,
  };
}

/** The posted day; where none is printed, the dateline's, or the one in a static page's name. Text wins over names. */
function postedOf(capture: Capture, piece: Piece, text: Text): { posted: string | null; findings: string[] } {
  const dated = text.dateline?.date ?? null;
  const named = daysInName(capture.address?.path ?? capture.file.name);
  const printed = piece.posted ?? dated;
  const findings = contradictions(capture, piece, text, named, printed);
  if (piece.postedRaw !== null || piece.layout === 'listing') return { posted: piece.posted, findings };
  if (dated)
    return { posted: dated, findings: [...findings, 'No posted date is printed: the dateline’s stands for it.'] };
  if (named.length === 1)
    return { posted: named[0]!, findings: [...findings, 'No date is printed: the file name’s stands for it.'] };
  const open = named.length > 1 ? `The file name can mean ${named.join(' or ')}.` : 'No date is printed.';
  return { posted: null, findings: [...findings, open] };
}

function contradictions(capture: Capture, piece: Piece, text: Text, named: string[], printed: string | null): string[] {
  const found: string[] = [];
  const dated = text.dateline?.date;
  if (piece.posted && dated && dated !== piece.posted)
    found.push(`The dateline says ${dated}, the posted date ${piece.posted}: both are kept.`);
  if (!printed) return found;
  if (named.length > 0 && !named.includes(printed))
    found.push(`The file name says ${named.join(' or ')}, the text ${printed}: the text is believed.`);
  const folder = /(?:^|\/)((?:199|200)\d)\//.exec(capture.file.name)?.[1];
  if (folder && !printed.startsWith(folder))
    found.push(`The folder says ${folder}, the text ${printed}: the text is believed.`);
  return found;
}

function draftOf(
  capture: Capture,
  piece: Piece,
  text: Text,
  posted: string | null,
): { draft: LegacyDraft; earlier: Earlier } {
  const day = posted ?? text.dateline?.date ?? '';
  const { form, title, summary, dateline, lines, paragraphs } = text;
  const mender = new Mender(text.language); // what it counts was counted with the paragraphs
  const mend = (line: string) => mender.mend(line);
  const told: Told = { form, piece, title, summary, dateline, lines, day, posted, mend };
  const taken = kindOf(told);
  const address = ['post', 'listing', 'link'].includes(piece.layout) ? null : capture.address;
  const personal = personalReason(form, [title, summary, ...paragraphs].join('\n'));
  const untitled = text.isUntitled ? 'No title is printed: a person gives one first.' : null;
  const reasons = (doubt: string | null) => [doubt, personal, untitled].filter(Boolean).join(' ') || null;
  const plain = {
    summary,
    body: proseOf(paragraphs),
    people: named(piece),
  };
  const draft: LegacyDraft = {
    key: address?.key ?? unaddressedKey(capture, piece, text, day),
    kind: taken.kind,
    language: text.language,
    title,
    summary: taken.summary ?? plain.summary,
    body: piece.link ? '' : (taken.body ?? plain.body),
    dateline,
    posted,
    issuers: [],
    people: taken.isNamed ? plain.people.filter(({ role }) => role !== 'author') : plain.people,
    places: [],
    tags: [],
    translates: null,
    media: [],
    fields: taken.fields,
    slug: null,
    aliases: address?.aliases ?? [],
    legacy: {
      ids: address ? [address.key.replace(/^legacy:/, '')] : [],
      posted: piece.postedRaw,
      views: piece.views === null ? [] : [{ count: piece.views, seen: capture.clock?.slice(0, 10) ?? null }],
    },
    event: 'publish',
    note: '',
    restricted: reasons(taken.doubt),
    original: { name: capture.file.name, bytes: capture.file.bytes },
    order: { date: day || null, id: address?.id ?? null, path: address?.path ?? capture.file.name },
  };
  const { kind, fields, doubt } = earlierKind(told);
  return { draft, earlier: { ...plain, kind, fields, restricted: reasons(doubt) } };
}

/** Hundreds of listing pages share one title and no date: each is told by its file. */
function unaddressedKey(capture: Capture, { link }: Piece, text: Text, day: string): string {
  if (link) return `legacy:link/${link.address}`;
  if (text.form === 'listing') return `legacy:listing/${capture.file.name}`;
  return `legacy:${foldWords(text.title)}|${day}|${text.language}`;
}

/** Who wrote it and where it was printed, for what is not the organisation's own. */
function named(piece: Piece): LegacyDraft['people'] {
  const author = piece.author ? [{ item: null, name: piece.author, role: 'author' }] : [];
  const outlet = piece.outlet ? [{ item: null, name: piece.outlet, role: 'outlet' }] : [];
  return [...author, ...outlet];
}

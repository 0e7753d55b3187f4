import { escapeHtml } from '../../base/html.ts';
import { fieldsSchema } from '../../kinds/field.ts';
import { kinds } from '../../kinds/index.ts';
import type { Kind } from '../../kinds/kind.ts';
import type { Json } from '../../record/release.ts';
import { formByWords, POET, SONG, SOUND } from './classify.ts';
import { dateAtStart } from './dates.ts';
import { wordsBeside } from './films.ts';
import type { Piece } from './layout.ts';
import { oneLine } from './letters.ts';
import { paragraphsOf } from './paragraphs.ts';
import type { Form } from './report.ts';

/** What is known of a text when its kind is looked for. */
export interface Told {
  form: Form;
  piece: Piece;
  title: string;
  summary: string;
  dateline: { place: string | null; date: string | null } | null;
  /** As captured, without dateline and sub-headline. */
  lines: string[];
  /** When it was posted, or else the dateline's day; empty where neither is known. */
  day: string;
  posted: string | null;
  mend(text: string): string;
}

/** A text as a kind takes it: what it adds to the fields that the kind's declaration gives for this form. */
export interface Taken {
  fields: Record<string, Json>;
  summary?: string;
  body?: string;
  /** Who is named among the fields is not named beside them again. */
  isNamed?: true;
  /** What somebody has to see before it may be published. */
  doubt: string | null;
}

/** For kinds that ask for more than a text: how it is read from the page, or null where the page does not say it. */
const READ: Record<string, (told: Told) => Taken | null> = {
  cutting: ({ piece: { outlet, author }, day }) =>
    outlet && day
      ? {
          fields: { outlet, author, published: day.slice(0, 10) },
          doubt: 'This is a cutting from the press: whether outlet and date are right, somebody has to see first.',
        }
      : null,
  post: readPost,
  album: () => ({
    fields: {},
    doubt: 'This is a photo page: its pictures are not in the capture, and somebody has to add them first.',
  }),
  document: ({ title }) => ({
    fields: { edition: /(?<!\d)(?:19|20)\d\d(?!\d)/.exec(title)?.[0] ?? null },
    doubt: null,
  }),
  incident: readIncident,
  event: readEvent,
  poem: readPoem,
  song: readSong,
  video: readSeen(
    'address',
    'This is a film on another site: whether it still stands there, and what it shows, somebody has to see first.',
  ),
  live: readSeen(
    'stream',
    'This is a page of broadcasts: whether anything is still sent at this address, somebody has to see first.',
  ),
  link: ({ piece: { link } }) =>
    link && {
      fields: { address: link.address, subject: link.subject, tongue: null },
      summary: link.note,
      doubt: 'This is a link of the old site: what stands there by now, somebody has to see first.',
    },
};

const KEPT: Partial<Record<Form, string>> = {
  cutting: 'a cutting from the press, without outlet or date',
  column: 'a column whose author or date is not told',
  post: 'a blog post whose author or date is not told',
  listing: 'a listing page of the old site',
  photos: 'a photo page whose day is not told',
  event: 'an event notice that does not tell day, hour and time zone',
  live: 'a page of live updates',
  video: 'a film whose day is not told',
  poem: 'a poem whose poet is not told',
  song: 'a song whose day is not told',
  link: 'an entry of a page of links',
};

/**
 * The kind that declares this form its own and whose fields the page fills. What is left is kept among the pages, and
 * the reason says why it may not be published as one.
 */
export function kindOf(told: Told): Taken & { kind: string } {
  const { form } = told;
  const declared = [...kinds.values()].filter(({ legacy }) => legacy?.[form]);
  // What asks for more comes first: what it cannot be, a plain statement or page still can.
  for (const kind of declared.sort((a, b) => Number(b.id in READ) - Number(a.id in READ))) {
    const read = READ[kind.id];
    if (!read) return { kind: kind.id, fields: kind.legacy![form]!, doubt: null };
    const taken = read(told);
    const fields = { ...kind.legacy![form], ...taken?.fields };
    if (taken && isWhole(kind, fields, taken, told)) return { ...taken, kind: kind.id, fields };
  }
  const { seen } = told.piece;
  return {
    kind: 'page',
    fields: {},
    // An embedded film is in no text.
    ...(seen && { body: proseOf([...besideFilm(told, seen.address), seen.address]) }),
    doubt: `This is ${KEPT[form] ?? form}: it is kept among the pages, unpublished.`,
  };
}

function isWhole(kind: Kind, fields: Record<string, Json>, { summary, body }: Taken, told: Told): boolean {
  const has = {
    posted: told.posted !== null,
    summary: Boolean(summary ?? told.summary),
    body: body !== '',
  };
  return fieldsSchema(kind).safeParse(fields).success && (kind.requires ?? []).every((part) => has[part]);
}

/** What the same text became before there were these kinds: see `Earlier`. */
export function earlierKind({ piece, day, ...told }: Told): Pick<Taken, 'fields' | 'doubt'> & { kind: string } {
  const form = piece.seen ? formByWords(piece, piece.lines) : told.form;
  if (form === 'cutting' && piece.outlet && day) return { kind: 'cutting', ...READ.cutting!({ piece, day } as Told)! };
  if (form === 'page' || form === 'manifesto') return { kind: 'page', fields: {}, doubt: null };
  const type = kinds.get('statement')!.legacy![form];
  if (type) return { kind: 'statement', fields: type, doubt: null };
  const isText = form === 'poem' || form === 'song' || form === 'link';
  return isText
    ? { kind: 'statement', fields: { type: 'statement' }, doubt: null }
    : { kind: 'page', fields: {}, doubt: `This is ${form}: its own kind comes later.` };
}

const IN_TITLE = /[(]\s*(?:تحریر|تحرير|by|column by)\s*[:۔]*\s*([^()]{2,60}?)\s*[)]\s*$/iu;

function readPost({ form, piece, title, day }: Told): Taken | null {
  const name = piece.author ?? IN_TITLE.exec(title)?.[1] ?? null;
  if (!name || !day) return null;
  const fields = { author: { item: null, name } };
  if (form === 'column')
    return {
      fields,
      isNamed: true,
      doubt: 'This is a column: whether it may stand among our own posts, somebody has to see first.',
    };
  const unsure = 'Whether the name in the title is the author’s, somebody has to see first.';
  return { fields, isNamed: true, doubt: piece.isAuthorSure ? null : unsure };
}

/** Prose about many cases stays prose: nobody is made a person of the register by a program. */
function readIncident({ title, summary, dateline, day }: Told): Taken | null {
  if (!dateline?.place || !day) return null;
  const isRaid = /\braids?\b|چھاپ|ڇاپ/iu.test(title);
  return {
    fields: {
      type: isRaid ? 'raid' : 'arrest',
      from: (dateline.date ?? day).slice(0, 10),
      place: { name: dateline.place },
      persons: [],
      history: [],
      sources: [{ title, date: day.slice(0, 10) }],
    },
    summary: summary || title,
    doubt: null, // a report of arrests is restricted whatever its kind: see personal.ts
  };
}

const LABELS = {
  date: /^(?:date|تاریخ|بتاریخ|تاريخ)\s*:\s*(.+)$/iu,
  time: /^(?:time|وقت)\s*:\s*(.+)$/iu,
  place: /^(?:venue|place|مقام|بمقام|هنڌ)\s*:\s*(.+)$/iu,
};
const CLOCK = /(\d{1,2})(?:[:.](\d\d))?\s*([ap])\.?m\b|(?<!\d)([01]\d|2[0-3]):([0-5]\d)(?!\d)/i;
const PAKISTAN = /\bPKT\b|\bpakistan (standard )?time\b|پاکستانی وقت|پاڪستاني وقت/iu;
const UTC = /\b(?:UTC|GMT)(?:\s*([+-])\s*(\d{1,2})(?::?([0-5]\d))?)?/i;
/** Years in which Pakistan's clocks were put forward for a part of the summer. */
const FORWARD = ['2002', '2008', '2009'];

/** An hour without its time zone is no time: readers are in London and Toronto as well. */
function readEvent({ piece }: Told): Taken | null {
  const lines = piece.lines.map(oneLine);
  const said = (label: RegExp) => lines.flatMap((line) => label.exec(line)?.[1] ?? [])[0] ?? '';
  const [time, place] = [said(LABELS.time), said(LABELS.place)];
  const date = dateAtStart(said(LABELS.date).replace(/^\p{L}+day\s*,?\s*/iu, ''))?.date;
  const [clock, offset] = [clockOf(time), date ? offsetOf(time, date) : null];
  if (!date || !clock || !offset) return null;
  return { fields: { start: `${date}T${clock}:00${offset}`, ...(place && { place: { name: place } }) }, doubt: null };
}

function clockOf(time: string): string | null {
  const found = CLOCK.exec(time);
  if (!found) return null;
  const [, hour, minute = '00', half, long, minutes] = found;
  if (long) return `${long}:${minutes}`;
  if (Number(hour) > 12 || Number(minute) > 59) return null;
  return `${String((Number(hour) % 12) + (half!.toLowerCase() === 'p' ? 12 : 0)).padStart(2, '0')}:${minute}`;
}

function offsetOf(time: string, date: string): string | null {
  if (PAKISTAN.test(time)) return FORWARD.includes(date.slice(0, 4)) ? null : '+05:00';
  const utc = UTC.exec(time);
  if (!utc) return null;
  const [, sign = '+', hours = '0', minutes = '00'] = utc;
  return Number(hours) > 14 ? null : `${sign}${hours.padStart(2, '0')}:${minutes}`;
}

/** Blank lines part the stanzas. Which form it has, a page does not say. */
function readPoem({ piece, mend }: Told): Taken | null {
  const name = piece.lines.flatMap((line) => POET.exec(oneLine(line))?.[1] ?? [])[0];
  const stanzas = stanzasOf(
    piece.lines.map(oneLine).filter((line) => !POET.test(line)),
    mend,
  );
  if (!name || stanzas.length === 0) return null;
  const isEven = new Set(stanzas.map(({ length }) => length)).size === 1;
  return {
    fields: { form: isEven && stanzas.length > 1 ? 'nazm' : 'azad-nazm', poet: { item: null, name } },
    body: verseOf(stanzas),
    doubt: 'This is a poem: whose it is, and of which form, somebody has to see first.',
  };
}

/** The recording was never part of a capture: whoever looks the song through adds it, or the address where it stands. */
function readSong({ piece, mend }: Told): Taken {
  const lines = piece.lines.map(oneLine);
  const named = (label: RegExp) =>
    lines
      .flatMap((line) => label.exec(line)?.[1]?.split(BETWEEN_NAMES) ?? [])
      .map((name) => ({ item: null, name: mend(name.trim()) }))
      .filter(({ name }) => name);
  const { performers, writers, composers } = SONG;
  const labels = [...Object.values(SONG), SOUND];
  return {
    fields: {
      performers: named(performers),
      writers: named(writers),
      composers: named(composers),
      address: lines.flatMap((line) => SOUND.exec(line)?.[1] ?? [])[0] ?? null,
    },
    body: verseOf(
      stanzasOf(
        lines.filter((line) => !labels.some((label) => label.test(line))),
        mend,
      ),
    ),
    doubt: 'This is a song: who made it, and where its recording is, somebody has to see first.',
  };
}

const BETWEEN_NAMES = /\s*[,،&]\s*|\s+(?:and|اور|۽)\s+/iu;

/** A page of updates in words is no broadcast: nothing was sent there, and `seen` is null. */
function readSeen(field: 'address' | 'stream', doubt: string) {
  return (told: Told): Taken | null => {
    const { seen } = told.piece;
    if (!seen) return null;
    const [heading = ''] = wordsBeside([told.summary]);
    return {
      fields: { [field]: seen.address },
      summary: heading || told.title,
      body: proseOf(besideFilm(told, seen.address)),
      doubt,
    };
  };
}

function besideFilm({ lines, mend }: Told, address: string): string[] {
  const { paragraphs } = paragraphsOf(wordsBeside(lines, address));
  return paragraphs.map((paragraph) => mend(oneLine(paragraph))).filter(Boolean);
}

export function proseOf(paragraphs: string[]): string {
  return paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
}

function stanzasOf(lines: string[], mend: Told['mend']): string[][] {
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .map((stanza) => stanza.split('\n').filter(Boolean).map(mend))
    .filter((stanza) => stanza.length > 0);
}

function verseOf(stanzas: string[][]): string {
  return stanzas.map((stanza) => `<p class="verse">${stanza.map(escapeHtml).join('<br>')}</p>`).join('\n');
}

import type { Piece } from './layout.ts';
import type { Form } from './report.ts';

/** Plain words of titles; the first row that fits decides. What has none of them is a statement. */
const TITLE_WORDS: [Form, RegExp][] = [
  ['arrests', /^(raids?|arrests?)\b|\b(arrests?|raids?)\b.*\b(reports?|details|updates?|list)\b|گرفتاریوں کی تفصیل|چھاپوں|گرفتارين|ڇاپن/iu],
  ['obituary', /\bobituary|\bfuneral (prayers?|arrangements?)|\bpass(es|ed) away\b|نماز ?جنازہ|انتقال کر گئ|سوئم|وفات ڪري/iu],
  ['condolence', /\bcondol(es?|ed|ences?|ing)\b|\b(grief|sorrow) (over|at|on)\b|تعزیت|اظہار ?افسوس|تعزيت|ڏک جو اظهار/iu],
  ['rebuttal', /\brebut(s|tal|ted)?\b|\brefut(es?|ed|ation)\b|\bden(y|ies|ied)\b.*\b(allegations?|charges?|claims?|reports?|rumou?rs?)\b|\breject(s|ed)?\b.*\ballegations?\b|تردید|ترديد/iu],
  ['letter', /\b(open )?letter to\b|^(open )?letter\b|(?<!\p{L})(کے نام|کا) (کھلا )?خط(?!\p{L})|(?<!\p{L})(ڏانهن|جو) (کليل )?خط(?!\p{L})/iu],
  ['press-conference', /\bpress[- ]conference\b|پریس کانفرنس|پريس ڪانفرنس/iu],
  ['live', /\blive updates?\b|لمحہ بہ لمحہ/iu],
  ['photos', /^photo(graph)?s?\b|\bphoto (album|gallery)\b|\bin pictures$|^تصاویر|تصویری جھلکیاں|^تصويرون/iu],
  ['speech', /\b(full )?text of .*\b(speech|address)\b|\bspeech\b|(?<!\p{L})(خطاب|تقریر|تقرير)(?!\p{L})/iu],
  ['manifesto', /^(party |our |the )?manifesto\b|^منشور/iu],
  ['page', /^about( us)?\b|^(our )?philosophy$|^contact us$|^ہمارے بارے میں$|^اسان بابت$/iu],
]; // biome-ignore format: one row a form

const COURTESY = /^\W{0,3}(courtesy|by courtesy of|بشکریہ)\s*[:\-–]?\s*\S/iu;
const OUTLET = /^(روزنامہ|ہفت روزہ|روزاني|هفتيوار|the daily|daily|weekly)(?!\p{L})/iu;
const AUTHOR_IN_TITLE = /[(]\s*(تحریر|تحرير|by|column by)\s*[:۔]?.+[)]\s*$|\bcolumn by\b/iu;
const MANIFESTO_FILE = /^\W{0,2}download manifesto\b/i;

/** Forms that a film can stand in the place of; what names private persons stays what it is. */
const MAY_BE_SEEN: Form[] = ['statement', 'speech', 'press-conference', 'live', 'photos'];

/** What this text is. `lines` are its own, without the title. */
export function formOf(piece: Piece, lines: string[]): Form {
  const form = formByWords(piece, lines);
  return piece.seen && MAY_BE_SEEN.includes(form) ? piece.seen.what : form;
}

/** The same, whatever film it shows. */
export function formByWords(piece: Piece, lines: string[]): Form {
  const filled = lines.map((line) => line.trim()).filter(Boolean);
  if (piece.layout === 'listing') return 'listing';
  if (piece.layout === 'post') return 'post';
  if (piece.layout === 'link') return 'link';
  if (piece.layout === 'media-corner' || isCourtesy(piece, filled)) return 'cutting';
  if (piece.layout === 'column') return piece.outlet && OUTLET.test(piece.outlet) ? 'cutting' : 'column';
  if (AUTHOR_IN_TITLE.test(piece.title)) return 'column';
  if (filled.some((line) => MANIFESTO_FILE.test(line))) return 'manifesto';
  const byTitle = TITLE_WORDS.find(([, words]) => words.test(piece.title))?.[0];
  if (byTitle) return byTitle;
  if (isSong(filled)) return 'song';
  if (isPoem(filled)) return 'poem';
  return isEventNotice(filled) ? 'event' : 'statement';
}

function isCourtesy(piece: Piece, filled: string[]): boolean {
  return (
    COURTESY.test(piece.title) || COURTESY.test(filled[0] ?? '') || (filled.length > 1 && COURTESY.test(filled.at(-1)!))
  );
}

function isEventNotice(filled: string[]): boolean {
  const has = (label: RegExp) => filled.some((line) => label.test(line));
  return has(/^(venue|place|مقام|بمقام|هنڌ)\s*:/iu) && has(/^(date|time|تاریخ|بتاریخ|وقت|تاريخ)\s*:/iu);
}

/** Somebody is named as its poet, and its lines are no sentences. */
function isPoem(filled: string[]): boolean {
  const lines = filled.filter((line) => !POET.test(line));
  return lines.length < filled.length && lines.length > 1 && lines.every(isVerse);
}

/** Somebody is named who sings it, and what else stands there are its words, or nothing. */
function isSong(filled: string[]): boolean {
  const isLabel = (line: string) => [...Object.values(SONG), SOUND].some((label) => label.test(line));
  return filled.some((line) => SONG.performers.test(line)) && filled.every((line) => isLabel(line) || isVerse(line));
}

function isVerse(line: string): boolean {
  return line.length < 80 && !/[.۔:]$/.test(line);
}

export const POET = /^(?:poet|poetry by|شاعر|شاعرہ|شاعره|ڪلام|کلام)\s*[:؛\-–]\s*(.{2,60})$/iu;

/** Who made a song, one line each. */
export const SONG = {
  performers: /^(?:singers?|vocals?|sung by|voices?|گلوکارہ?|آواز|گلوڪاره?|ڳائيندڙ|ڳائڻو)\s*[:؛\-–]\s*(.{2,80})$/iu,
  writers:
    /^(?:lyrics|lyrics by|words|words by|lyricist|poet|بول|نغمہ نگار|شاعر|شاعرہ|شاعره|ٻول)\s*[:؛\-–]\s*(.{2,80})$/iu,
  composers:
    /^(?:music|music by|composers?|composed by|tune|موسیقی|موسیقار|دھن|موسيقي|موسيقار|ڌن)\s*[:؛\-–]\s*(.{2,80})$/iu,
} satisfies Record<string, RegExp>;

/** A line that leads to a file of sound. */
export const SOUND = /(https?:\/\/\S+\.(?:mp3|m4a|ogg|oga|opus|wav))(?:[\s?#]|$)/i;

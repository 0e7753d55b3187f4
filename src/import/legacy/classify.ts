import { kinds } from '../../kinds/index.ts';
import type { Json } from '../../record/release.ts';
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
  ['page', /^(party |our )?manifesto\b|^about( us)?\b|^(our )?philosophy$|^contact us$|^منشور|^ہمارے بارے میں$|^اسان بابت$/iu],
]; // biome-ignore format: one row a form

const COURTESY = /^\W{0,3}(courtesy|by courtesy of|بشکریہ)\s*[:\-–]?\s*\S/iu;
const OUTLET = /^(روزنامہ|ہفت روزہ|روزاني|هفتيوار|the daily|daily|weekly)(?!\p{L})/iu;
const AUTHOR_IN_TITLE = /[(]\s*(تحریر|تحرير|by|column by)\s*[:۔]?.+[)]\s*$|\bcolumn by\b/iu;
const MANIFESTO_FILE = /^\W{0,2}download manifesto\b/i;

/** What this text is. `lines` are its own, without the title. */
export function formOf(piece: Piece, lines: string[]): Form {
  const filled = lines.map((line) => line.trim()).filter(Boolean);
  if (piece.layout === 'listing') return 'listing';
  if (piece.layout === 'post') return 'post';
  if (piece.layout === 'media-corner' || isCourtesy(piece, filled)) return 'cutting';
  if (piece.layout === 'column') return piece.outlet && OUTLET.test(piece.outlet) ? 'cutting' : 'column';
  if (AUTHOR_IN_TITLE.test(piece.title)) return 'column';
  if (filled.some((line) => MANIFESTO_FILE.test(line))) return 'page';
  const byTitle = TITLE_WORDS.find(([, words]) => words.test(piece.title))?.[0];
  if (byTitle) return byTitle;
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

const LATER: Partial<Record<Form, string>> = {
  cutting: 'a cutting from the press',
  column: 'a column by an author',
  post: 'a blog post',
  listing: 'a listing page of the old site',
  photos: 'a photo page',
  event: 'an event notice',
  live: 'a page of live updates',
};

/**
 * The kind that declares this form its own, with the fields that it means there. A form that no kind has claimed yet is
 * kept among the pages, and the reason says why it may not be published as one.
 */
export function kindOf(form: Form): { kind: string; fields: Record<string, Json>; restricted: string | null } {
  for (const { id, legacy } of kinds.values()) {
    if (legacy?.[form]) return { kind: id, fields: legacy[form], restricted: null };
  }
  const restricted = `This is ${LATER[form] ?? form}: its own kind comes later. Until then it is kept among the pages, unpublished.`;
  return { kind: 'page', fields: {}, restricted };
}

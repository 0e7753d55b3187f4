import { escapeHtml } from '../../base/html.ts';
import { canonicalBody } from '../../record/body.ts';
import { FINDINGS } from '../../record/body-reduce.ts';
import { officeHtml } from './paste-office.ts';

/** What a clipboard holds. */
export interface Clipboard {
  html: string;
  text: string;
}

export interface Place {
  /** The direction of the text that it is pasted into. */
  direction: 'ltr' | 'rtl';
  /** Into verse: lines stay lines, a blank one ends the stanza. */
  verse?: boolean;
}

export type Loss = keyof typeof FINDINGS;

/** `html` is a canonical body (specs/body.md). `lost` tells what a person should know of, with its count. */
export interface Pasted {
  html: string;
  lost: [what: Loss, count: number][];
  /** The formatting was more than we read: only the words came. */
  plain: boolean;
}

/** So much text is pasted at once, in characters: some 300,000 words. */
export const TEXT_LIMIT = 2_000_000;
const HTML_LIMIT = 8_000_000;

/**
 * What somebody pastes, as a body: out of Word, Google Docs, WhatsApp or anything else. Nothing hostile survives. Null
 * where it is too long to be pasted at once; nothing was read then.
 */
export function cleanPaste({ html, text }: Clipboard, place: Place): Pasted | null {
  if (text.length > TEXT_LIMIT) return null;
  if (html.length > HTML_LIMIT) return text ? { ...fromText(text, place), plain: true } : null;
  if (place.verse || !html.trim() || (text.includes('\n') && !BLOCKS.test(html)))
    return fromText(text || words(html), place);
  const { html: body, findings } = canonicalBody(officeHtml(html, place.direction));
  return { html: body, lost: lossesIn(findings), plain: false };
}

/** HTML without any of these says less of its lines than the text beside it: WhatsApp’s, for one. */
const BLOCKS = /<(?:p|div|br|li|td|th|h[1-6]|blockquote|pre|section|article)[\s/>]/i;

function words(html: string): string {
  return html.replace(/<(?:br|\/p|\/div|\/li|\/tr)[^>]*>/gi, '\n').replace(/<[^>]*>/g, '');
}

/** Losses that change what a reader sees; that scripts and style sheets go surprises nobody. */
const WORTH_SAYING = new Set<Loss>([
  'struck',
  'numbering',
  'image',
  'embed',
  'frame',
  'drawing',
  'form',
  'relativeLink',
]);

function lossesIn(findings: string[]): [Loss, number][] {
  const codes = new Map(Object.entries(FINDINGS).map(([code, words]) => [words, code as Loss]));
  return findings.flatMap((finding): [Loss, number][] => {
    const [, said, count] = /^(.*): (\d+)$/.exec(finding) ?? [];
    const code = codes.get(said ?? '');
    return code && WORTH_SAYING.has(code) ? [[code, Number(count)]] : [];
  });
}

function fromText(text: string, { verse }: Place): Pasted {
  const lines = text.replace(/\r\n?|[\u2028\u0085]/g, '\n').replace(/\u2029/g, '\n\n');
  const html = verse ? stanzas(lines) : messageHtml(lines);
  return { html: canonicalBody(html).html, lost: [], plain: false };
}

function stanzas(text: string): string {
  return text
    .split(/\n\s*\n/)
    .map((stanza) => `<p class="verse">${stanza.split('\n').map(escapeHtml).join('<br>')}</p>`)
    .join('');
}

/** Plain text with WhatsApp's marks: *bold*, _emphasis_, lists by `-` `*` `•` and `1.`, quotes by `>`. */
export function messageHtml(text: string): string {
  return text
    .split(/\n[ \t]*\n\s*/)
    .map((part) => runs(part.split('\n')).map(blockOf).join(''))
    .join('');
}

type Sort = 'p' | 'ul' | 'ol' | 'blockquote';

interface Run {
  sort: Sort;
  lines: string[];
}

const BULLET = /^\s*[-*•●▪◦–]\s+(?=\S)/;
const NUMBER = /^\s*[\p{Nd}]{1,3}[.)۔-]\s+(?=\S)/u;
const QUOTE = /^>\s?/;

/** Neighbouring lines of one sort. One line with a number or a dash before it is no list. */
function runs(lines: string[]): Run[] {
  const out: Run[] = [];
  for (const line of lines) {
    const sort = BULLET.test(line) ? 'ul' : NUMBER.test(line) ? 'ol' : QUOTE.test(line) ? 'blockquote' : 'p';
    if (out.at(-1)?.sort === sort) out.at(-1)!.lines.push(line);
    else out.push({ sort, lines: [line] });
  }
  const settled = out.map(
    (run): Run => ((run.sort === 'ul' || run.sort === 'ol') && run.lines.length < 2 ? { ...run, sort: 'p' } : run),
  );
  return settled.reduce<Run[]>((joined, run) => {
    if (run.sort === 'p' && joined.at(-1)?.sort === 'p') joined.at(-1)!.lines.push(...run.lines);
    else joined.push(run);
    return joined;
  }, []);
}

function blockOf({ sort, lines }: Run): string {
  if (sort === 'p') return `<p>${lines.map(marked).join('<br>')}</p>`;
  if (sort === 'blockquote')
    return `<blockquote><p>${lines.map((line) => marked(line.replace(QUOTE, ''))).join('<br>')}</p></blockquote>`;
  const items = lines.map((line) => `<li>${marked(line.replace(sort === 'ul' ? BULLET : NUMBER, ''))}</li>`);
  return `<${sort}>${items.join('')}</${sort}>`;
}

/** A mark counts at the edge of a word only, as in WhatsApp: `2*3*4` and `a_b_c` are no formatting. */
const MARKED = /(?<![\p{L}\p{N}*_~])([*_])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}*_])/gu;
const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]'”“’‘،۔؛؟]/g;

function marked(line: string): string {
  let out = '';
  let at = 0;
  for (const { 0: address, index } of line.matchAll(ADDRESS)) {
    out += `${emphasised(escapeHtml(line.slice(at, index)))}<a href="${escapeHtml(address)}">${escapeHtml(address)}</a>`;
    at = index + address.length;
  }
  return out + emphasised(escapeHtml(line.slice(at)));
}

function emphasised(text: string): string {
  return text.replace(MARKED, (_, mark: string, inside: string) => {
    const name = mark === '*' ? 'strong' : 'em';
    return `<${name}>${emphasised(inside)}</${name}>`;
  });
}

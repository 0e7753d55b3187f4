import { type Address, addressOf } from './address.ts';
import { decode } from './decode.ts';
import { looksLikeHtml, readHtml } from './html.ts';
import { type Stripped, stripNavigation } from './navigation.ts';

/** One captured page: its address, and its lines without the old site's furniture. */
export interface Capture extends Stripped {
  file: LegacyFile;
  address: Address | null;
  /** What the browser's title bar said. */
  pageTitle: string | null;
  /** Addresses of films within it. */
  films: string[];
}

export interface LegacyFile {
  name: string;
  bytes: Uint8Array;
}

const URL_LINE = /^\s*URL:\s*(\S+)\s*$/i;

/** Text or HTML in; or the reason why this file is no page. */
export function readCapture(file: LegacyFile): Capture | { refused: string } {
  const decoded = decode(file.bytes);
  if ('refused' in decoded) return decoded;
  const page = looksLikeHtml(decoded.text)
    ? readHtml(decoded.text)
    : { text: decoded.text, canonical: null, title: null, films: [] };
  const { url, lines } = takeUrlLine(page.text.split('\n'));
  const address = addressOf([page.canonical, url], file.name);
  const stripped = stripNavigation(lines);
  if (!stripped.lines.some((line) => /\p{L}/u.test(line))) return { refused: refusalOf(decoded.text) };
  const findings = [
    ...decoded.findings,
    ...contradiction(address, file.name),
    ...unredirected(address),
    ...stripped.findings,
  ];
  return { ...stripped, findings, file, address, pageTitle: page.title, films: page.films };
}

function takeUrlLine(lines: string[]): { url: string | null; lines: string[] } {
  const at = lines.findIndex((line) => line.trim() !== '');
  const url = URL_LINE.exec(lines[at] ?? '')?.[1] ?? null;
  return url ? { url, lines: lines.slice(at + 1) } : { url: null, lines };
}

function refusalOf(text: string): string {
  return /\p{L}/u.test(text) ? 'Only navigation stands on this page.' : 'The file has no words.';
}

function contradiction(address: Address | null, name: string): string[] {
  const named = addressOf([], name);
  if (!address?.id || !named?.id || named.key === address.key) return [];
  return [`The file name says ${named.path}, the page itself ${address.path}: the page is believed.`];
}

function unredirected(address: Address | null): string[] {
  return (address?.taken ?? []).map((path) => `No link leads on from ${path}: the new site has its own pages there.`);
}

import { oneLine } from './letters.ts';

/** One link of a page of links. */
export interface LinkLine {
  title: string;
  address: string;
  /** The heading that it stands under, or the page's own. */
  subject: string;
  note: string;
}

const HEADING = /^((useful|our|important|other) )?(web ?)?links$|^(اہم |مفید )?(روابط|لنکس)$|^لنڪس?$/i;
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'،)]+[^\s<>"'،).,;:!?]/i;
const MARKS = /^[\s\-–—:•*|.\d)]+|[\s\-–—:|(]+$/g;

/** The links of a page that is called so; none where it is another page, whatever addresses stand in it. */
export function linkLines(lines: string[]): LinkLine[] {
  const filled = lines.map(oneLine).filter(Boolean);
  const head = filled[0] ?? '';
  if (!HEADING.test(head)) return [];
  const found: LinkLine[] = [];
  let subject = head;
  for (const [index, line] of filled.entries()) {
    const address = addressIn(line);
    const before = filled[index - 1] ?? '';
    if (address) {
      const beside = besideAddress(line);
      const above = index > 1 && before !== subject && !addressIn(before) ? before : '';
      found.push({ title: beside || above || new URL(address).host, address, subject, note: '' });
    } else if (index > 0 && !isAlone(filled[index + 1])) {
      const last = found.at(-1);
      if (/[.۔]$/.test(line) && last) last.note = [last.note, line].filter(Boolean).join(' ');
      else subject = line.replace(/\s*:$/, '');
    }
  }
  return found;
}

/** An address with nothing beside it is named by the line above. */
function isAlone(line: string | undefined): boolean {
  return line !== undefined && ADDRESS.test(line) && line.replace(ADDRESS, '').replace(MARKS, '') === '';
}

/** What stands in a line beside an address, without marks; null where it has none. */
export function besideAddress(line: string): string | null {
  return addressIn(line) === null ? null : line.replace(ADDRESS, ' ').replace(MARKS, '').trim();
}

/** The first address in a line, whole. */
export function addressIn(line: string): string | null {
  const [found] = ADDRESS.exec(line) ?? [];
  const whole = found && (/^https?:/i.test(found) ? found : `http://${found}`);
  return whole && URL.canParse(whole) ? new URL(whole).href : null;
}

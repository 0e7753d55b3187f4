import type { Release } from '../record/release.ts';
import { type Block, bodyBlocks, type Piece } from './body.ts';
import { foldToken, type Rules, rulesOf, tokenize } from './fold.ts';
import { before, behind, type Group, group, type Masthead, mastheadGroups, type Surroundings } from './frame.ts';

export interface Node {
  raw: string;
  /** The folded word; null in a joint, which is passed without reading anything. */
  key: string | null;
  rules: Rules;
  space: boolean;
  quoted: boolean;
  /** The release's own words, and not what stands around every release. */
  own: boolean;
  next: number[];
  block: number;
  /** First and last token of a line that is whole in itself, a title for one. */
  lineStart: boolean;
  lineEnd: boolean;
}

/** A group of words in one or several ways to write it; an optional one is taken whole or not at all. */
export interface Part {
  alternatives: number[][];
  optional: boolean;
}

/**
 * What a reader can copy of a release, in reading order, as a net of words: wherever one may stand after another, there is
 * a way from node to node. Nodes are numbered in reading order. The text's own blocks are required, all else is not.
 */
export interface Surface {
  nodes: Node[];
  parts: Part[];
  rules: Rules;
  /** Nodes of the first and the last required word; -1 where none is. */
  first: number;
  last: number;
  byKey: Map<string, number[]>;
}

/** The order of text.txt, of the page and of the letter is one: each leaves out some groups. */
export function surfaceOf(release: Release, around: Surroundings): Surface {
  const builder = new Builder(release.language);
  if (release.kind === 'masthead') {
    builder.groups(mastheadGroups(release.fields as unknown as Masthead));
    return builder.finish();
  }
  const blocks = bodyBlocks(release.body, release.language);
  builder.groups(
    before(
      release,
      around,
      blocks.every(({ optional }) => optional),
    ),
  );
  for (const block of blocks) builder.block(block);
  builder.groups(behind(release, around));
  return builder.finish();
}

/** A withdrawn text's page and text.txt show only that it was withdrawn, and why. */
export function noticeSurfaceOf(release: Release, around: Surroundings): Surface {
  const builder = new Builder(release.language);
  const words = around.languages.get(release.language)?.words;
  builder.groups(before(release, around, false));
  builder.groups([group([`${words?.withdrawnNotice ?? ''} ${release.note}`], { required: true, own: true })]);
  builder.groups(behind(release, around));
  return builder.finish();
}

/** A plain text as a surface, line by line, all of it required. */
export function plainSurface(text: string, language: string): Surface {
  const builder = new Builder(language);
  builder.groups(text.split(/\n+/).map((line) => group([line], { required: true, own: true })));
  return builder.finish();
}

/** Every word that a release holds of its own, for finding it: longer runs, then lines that may stand alone. */
export function ownWords(release: Release): { runs: string[]; lines: string[] } {
  const blocks = bodyBlocks(release.body, release.language);
  const inOrder = blocks.filter(({ optional }) => !optional);
  const aside = blocks.filter(({ optional }) => optional).map(wordsOf);
  const media = release.media.flatMap(({ caption, alt }) => [caption, alt]);
  const { title, summary, dateline, note, fields } = release;
  const own = release.kind === 'masthead' ? mastheadGroups(fields as unknown as Masthead) : [];
  const forged = typeof fields.forged === 'string' ? [fields.forged] : [];
  return {
    runs: [
      [title, summary, dateline?.text ?? '', ...inOrder.map(wordsOf)].join('\n'),
      note,
      ...aside,
      ...media,
      ...forged,
    ],
    lines: [
      title,
      ...inOrder.filter(({ line }) => line).map(wordsOf),
      ...own.flatMap(({ alternatives }) => alternatives),
    ],
  };
}

function wordsOf({ pieces }: Block): string {
  return pieces.map((piece) => (piece.type === 'words' ? piece.text : '')).join('');
}

class Builder {
  #nodes: Node[] = [];
  #parts: Part[] = [];
  #block = 0;
  #joint: number;
  #first = -1;
  #last = -1;
  /** Joint behind a word that its note's number has grown into; -1 for none. */
  #grown = -1;
  #language: string;

  constructor(language: string) {
    this.#language = language;
    this.#joint = this.#newJoint();
  }

  groups(groups: Group[]): void {
    for (const { alternatives, line = false, required = false, own = false } of groups) {
      this.#block++;
      const ways = alternatives.map((text) => this.#tokens(text, true, () => this.#language));
      this.#add(ways, { optional: !required, line, own });
    }
  }

  /** A block's words in one run, its marks as small optional groups between them. */
  block({ pieces, quoted, line, optional }: Block): void {
    this.#block++;
    const from = this.#nodes.length;
    let space = true;
    for (const run of runs(pieces)) {
      if (run[0]!.type === 'extra') {
        const { alternatives, language } = run[0]!;
        const ways = alternatives.map((text) => this.#tokens(text, space, () => language));
        if (!space) this.#growInto(ways);
        this.#add(ways, { optional: true, own: true });
      } else {
        const text = run.map((piece) => (piece.type === 'words' ? piece.text : '')).join('');
        const tokens = this.#tokens(text, space, (offset) => languageAt(run, offset));
        this.#add([tokens], { optional, line: line && run.length === pieces.length, own: true });
        space = /\s$/.test(text);
      }
    }
    if (quoted) for (const node of this.#nodes.slice(from)) node.quoted = true;
  }

  finish(): Surface {
    const byKey = new Map<string, number[]>();
    this.#nodes.forEach(({ key }, id) => {
      if (key === null) return;
      if (byKey.has(key)) byKey.get(key)!.push(id);
      else byKey.set(key, [id]);
    });
    const rules = rulesOf(this.#language);
    return { nodes: this.#nodes, parts: this.#parts, rules, first: this.#first, last: this.#last, byKey };
  }

  #add(ways: Node[][], { optional, line = false, own }: { optional: boolean; line?: boolean; own: boolean }): void {
    const filled = ways.filter((way) => way.length > 0);
    if (filled.length === 0) return;
    const from = this.#joint;
    const alternatives = filled.map((way) => this.#chain(from, way, line, own));
    this.#joint = this.#newJoint();
    if (this.#grown >= 0) this.#nodes[this.#grown]!.next.push(this.#joint);
    this.#grown = -1;
    for (const ids of alternatives) this.#nodes[ids.at(-1)!]!.next.push(this.#joint);
    if (optional) this.#nodes[from]!.next.push(this.#joint);
    else {
      if (this.#first < 0) this.#first = alternatives[0]![0]!;
      this.#last = alternatives[0]!.at(-1)!;
    }
    this.#parts.push({ alternatives, optional });
  }

  #chain(from: number, way: Node[], line: boolean, own: boolean): number[] {
    return way.map((node, index) => {
      const id = this.#nodes.length;
      this.#nodes[index === 0 ? from : id - 1]!.next.push(id);
      this.#nodes.push({ ...node, own, lineStart: line && index === 0, lineEnd: line && index === way.length - 1 });
      return id;
    });
  }

  /** `space` says whether white space stands before the first word. */
  #tokens(text: string, space: boolean, languageAt: (offset: number) => string): Node[] {
    const shared = { quoted: false, own: false, block: this.#block, lineStart: false, lineEnd: false };
    return tokenize(text).map((token, index) => {
      const rules = rulesOf(languageAt(token.start));
      const before = index === 0 ? space || /^\s/.test(text) : token.space;
      return { ...shared, raw: token.raw, key: foldToken(token.raw, rules), rules, space: before, next: [] };
    });
  }

  /** A raised note number stands at its word without a gap: copied, `council¹` is the one word `council1`. */
  #growInto(ways: Node[][]): void {
    const last = this.#nodes.length - 2;
    const word = this.#nodes[last];
    const mark = ways.find((way) => way.length === 1 && /^\d+$/.test(way[0]!.raw))?.[0];
    if (!mark || !word || word.key === null || !/[\p{L}\p{M}]$/u.test(word.raw)) return;
    const before = this.#nodes.findIndex(({ next }) => next.includes(last));
    const id = this.#nodes.length;
    const grown = word.raw + mark.raw;
    this.#nodes.push({ ...word, raw: grown, key: foldToken(grown, word.rules), next: [] });
    this.#nodes[before]!.next.push(id);
    const joint = this.#newJoint();
    // Words go on from a joint behind both; the mark itself is then taken, so no second one can follow.
    this.#nodes[id]!.next.push(joint);
    this.#grown = joint;
  }

  #newJoint(): number {
    const shared = { quoted: false, own: false, block: 0, lineStart: false, lineEnd: false };
    this.#nodes.push({ ...shared, raw: '', key: null, rules: 'plain', space: false, next: [] });
    return this.#nodes.length - 1;
  }
}

/** Words that stand together, whatever markup is between them, and each mark by itself. */
function runs(pieces: Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  for (const piece of pieces) {
    const last = rows.at(-1);
    if (last && piece.type === 'words' && last[0]!.type === 'words') last.push(piece);
    else rows.push([piece]);
  }
  return rows;
}

function languageAt(run: Piece[], offset: number): string {
  let end = 0;
  for (const piece of run) {
    end += piece.type === 'words' ? piece.text.length : 0;
    if (offset < end) return piece.language;
  }
  return run.at(-1)!.language;
}

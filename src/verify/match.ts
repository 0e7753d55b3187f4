import { foldToken, type Rules, type Token, tokenize } from './fold.ts';
import type { Node, Surface } from './surface.ts';

/** The text that somebody asks about, as words, folded once by each set of rules that is needed. */
export class Asked {
  source: string;
  tokens: Token[];
  /** How many of the tokens hold a letter or a digit. */
  words: number;
  #keys = new Map<Rules, string[]>();

  constructor(source: string) {
    this.source = unquoted(source);
    this.tokens = tokenize(this.source);
    this.words = this.tokens.filter(({ raw }) => isWord(raw)).length;
  }

  keys(rules: Rules): string[] {
    let keys = this.#keys.get(rules);
    if (!keys) {
      keys = this.tokens.map(({ raw }) => foldToken(raw, rules));
      this.#keys.set(rules, keys);
    }
    return keys;
  }
}

/** A mail program that answers puts `>` before every line; where every line has it, it is not the text's. */
function unquoted(source: string): string {
  const lines = source.split(/\r\n|[\n\r]/);
  const marked = /^[\u200e\u200f]?>/;
  const all = source.includes('>') && lines.every((line) => line.trim() === '' || marked.test(line));
  return all ? unquoted(lines.map((line) => line.replace(marked, '')).join('\n')) : source;
}

export function isWord(raw: string): boolean {
  return /[\p{L}\p{N}]/u.test(raw);
}

/** Where a text stands in a surface: its first and last node, and whether every required word is between them. */
export interface Run {
  start: number;
  end: number;
  whole: boolean;
}

/** Fewer words than this say nothing by themselves, unless they are a whole line. */
const ENOUGH_WORDS = 3;

/**
 * The text as one contiguous way through the surface, or null. Genuine is this and nothing else. Every word must be equal,
 * and so must be whether white space stands before it; optional groups are passed whole or not at all.
 */
export function findRun(asked: Asked, surface: Surface): Run | null {
  const { tokens } = asked;
  if (tokens.length === 0) return null;
  let states = starts(asked, surface, 0);
  for (let i = 1; i < tokens.length && states.size > 0; i++) states = step(asked, surface, states, i);
  let best: Run | null = null;
  for (const [end, start] of states) {
    const run = { start, end, whole: isWhole(surface, start, end) };
    if (isEnough(asked, surface, run) && (!best || (run.whole && !best.whole))) best = run;
  }
  return best;
}

/** How many tokens from this one on stand in the surface in one piece. */
export function reachFrom(asked: Asked, surface: Surface, from: number): number {
  let states = starts(asked, surface, from);
  let at = from;
  while (states.size > 0) {
    at++;
    if (at === asked.tokens.length) break;
    states = step(asked, surface, states, at);
  }
  return at - from;
}

/** Ways by their last node, each with the earliest node at which it can have begun. */
type States = Map<number, number>;

function starts(asked: Asked, { nodes, byKey }: Surface, from: number): States {
  const states: States = new Map();
  for (const rules of ['plain', 'ur', 'sd'] as const) {
    const key = asked.keys(rules)[from]!;
    for (const id of byKey.get(key) ?? []) if (nodes[id]!.rules === rules) states.set(id, id);
  }
  if (asked.tokens[from]!.quoteMark) {
    // The mark of a quote before its first word: any first word of a quoted block may follow.
    nodes.forEach(({ quoted, key }, id) => {
      if (quoted && key !== null && !states.has(~id)) states.set(~id, id);
    });
  }
  return states;
}

/** A state below zero is a place just before its node: only marks of quotes have been read there. */
function step(asked: Asked, surface: Surface, states: States, i: number): States {
  const next: States = new Map();
  const token = asked.tokens[i]!;
  for (const [id, start] of states) {
    if (id < 0) {
      if (token.quoteMark) keep(next, id, start);
      else if (fits(asked, surface.nodes[~id]!, i, true)) keep(next, ~id, start);
      continue;
    }
    const followers = following(surface.nodes, id);
    if (token.quoteMark && followers.some((to) => surface.nodes[to]!.quoted)) keep(next, id, start);
    for (const to of followers) if (fits(asked, surface.nodes[to]!, i, false)) keep(next, to, start);
  }
  return next;
}

function keep(states: States, id: number, start: number): void {
  const known = states.get(id);
  if (known === undefined || start < known) states.set(id, start);
}

function fits(asked: Asked, node: Node, i: number, first: boolean): boolean {
  return node.key === asked.keys(node.rules)[i] && (first || node.space === asked.tokens[i]!.space);
}

/** The words that can follow a node, through joints. */
function following(nodes: Node[], id: number): number[] {
  const { next } = nodes[id]!;
  if (next.length === 1 && nodes[next[0]!]!.key !== null) return next;
  const found: number[] = [];
  const open = [...next];
  const seen = new Set(open);
  while (open.length > 0) {
    const at = open.pop()!;
    const node = nodes[at]!;
    if (node.key !== null) found.push(at);
    else
      for (const to of node.next) {
        if (!seen.has(to)) {
          seen.add(to);
          open.push(to);
        }
      }
  }
  return found;
}

function isWhole({ first, last }: Surface, start: number, end: number): boolean {
  return first >= 0 && start <= first && end >= last;
}

function isEnough(asked: Asked, { nodes }: Surface, { start, end, whole }: Run): boolean {
  if (end < 0 || asked.words === 0 || !nodes.slice(start, end + 1).some(({ own }) => own)) return false;
  if (whole || asked.words >= ENOUGH_WORDS) return true;
  return nodes[start]!.lineStart && nodes[end]!.lineEnd;
}

/** The words of the same block before and behind a passage. */
export function aroundRun({ nodes }: Surface, { start, end }: Run): { before: string; after: string } {
  const inBlock = (id: number, block: number) => nodes[id]?.block === block || nodes[id]?.key === null;
  let from = start;
  while (from > 0 && inBlock(from - 1, nodes[start]!.block)) from--;
  let to = end;
  while (to < nodes.length - 1 && inBlock(to + 1, nodes[end]!.block)) to++;
  return { before: joined(nodes.slice(from, start)), after: joined(nodes.slice(end + 1, to + 1)) };
}

/** Tokens as a line of text. */
export function joined(tokens: { raw: string; space: boolean }[]): string {
  return tokens
    .map(({ raw, space }) => (space ? ` ${raw}` : raw))
    .join('')
    .replaceAll('\uffff', '')
    .trim();
}

import { type Child, html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { type Compared, comparison } from '../theme/comparison/comparison.ts';
import { contents } from '../theme/contents/contents.ts';
import { notice } from '../theme/notice/notice.ts';
import { defineKind, type Passage, type Section, type Shown } from './kind.ts';
import { namedIn } from './names.ts';
import { pairSections, type SectionPair, sectionsOf } from './sections.ts';
import { dayInWords, textOf } from './traits.ts';

const TYPES = ['manifesto', 'constitution', 'report', 'policy'] as const;
const CHANGES = 'changes/';

/** A long text in sections, which comes out anew after some years. */
export const document = defineKind({
  id: 'document',
  letters: 'DO',
  section: 'documents',
  dated: false,
  schemaType: 'CreativeWork',
  schemaOrg,
  fields: {
    type: { type: 'choice', options: TYPES, show: 'eyebrow' },
    /** The year, or the day, of this edition. */
    edition: { type: 'date', optional: true },
    /** The edition before. */
    earlier: { type: 'item', kinds: ['document'], show: 'hidden', optional: true },
    /** The headings count themselves: `Article 4`. */
    ownNumbers: { type: 'yes', show: 'hidden', optional: true },
  },
  requires: ['body'],
  legacy: { manifesto: { type: 'manifesto' } },
  drawsFrom: ({ fields }) => [namedIn(fields.earlier).number ?? []].flat(),
  sections: ({ fields }) => (fields.ownNumbers ? 'plain' : 'numbered'),
  above: (it) => [newer(it), earlier(it), tableOfContents(it)],
  pages: { [CHANGES]: changes },
  list: (all, section) => TYPES.map((type) => ofType(type, all, section)),
});

/** Readers of an old edition are told of the newer one. */
function newer(it: Shown): Child {
  const links = it.drawnBy().map(({ release, sha256 }) => passageLink({ release, sha256 }, it));
  return links.map((text) => notice({ tone: 'note', title: it.words.says?.newer ?? '', text }));
}

function earlier(it: Shown): Child {
  const before = earlierOf(it);
  if (!before) return null;
  const { path } = it.release;
  return html`<p><span class="meta">${it.words.fields?.earlier}:</span> ${passageLink(before, it)} · <a href="${it.here.link(`${path}${CHANGES}`)}">${it.words.says?.changes}</a></p>`;
}

function earlierOf(it: Shown): Passage | null {
  const { number } = namedIn(it.release.fields.earlier);
  return number && number !== it.release.number ? it.other(number, it.release.language) : null;
}

function passageLink({ release, sha256 }: Pick<Passage, 'release' | 'sha256'>, { here }: Shown) {
  return html`<span data-release="${sha256}"><a href="${here.link(release.path)}">${release.title}</a></span>`;
}

function tableOfContents(it: Shown): Child {
  const { ownNumbers } = it.release.fields;
  const entries = sectionsOf(it.body(), it.here.language)
    .filter(({ title }) => title)
    .map(({ id, number, title, level }) => ({ id, title, level, number: ownNumbers ? null : it.here.number(number) }));
  return contents(it.words.says?.contents ?? '', entries);
}

/** This edition and the one before it, section by section. */
function changes(it: Shown): { title: string; main: Child } | null {
  const before = earlierOf(it);
  const { changes: title = '', between = '', same = '', changed = '', added = '', left = '' } = it.words.says ?? {};
  if (!before) return null;
  const { language } = it.here;
  const pairs = pairSections(sectionsOf(before.body(), language), sectionsOf(it.body(), language));
  const sections = pairs.map((pair) => compared(pair, it));
  return {
    title,
    main: html`<p>${between} <a href="${it.here.link(before.release.path)}">${before.release.title}</a></p>${comparison(sections, { same, changed, added, left })}`,
  };
}

function compared({ older, newer: now }: SectionPair, it: Shown): Compared {
  const runs = it.compare(older?.text ?? '', now?.text ?? '');
  const title = (now ?? older)!.title;
  const before = older && now && older.title !== now.title ? older.title : null;
  if (!now) return { title, before, state: 'left', runs };
  if (!older) return { title, before, state: 'added', runs };
  return { title, before, state: before === null && older.text === now.text ? 'same' : 'changed', runs };
}

/** Of each type the newest edition first. */
function ofType(type: string, all: Shown[], { words, cards }: Section): Child {
  const edition = ({ release }: Shown) => textOf(release.fields.edition);
  const some = all.filter(({ release }) => release.fields.type === type);
  const newest = some.sort((a, b) => (edition(a) < edition(b) ? 1 : -1));
  return newest.length > 0 && html`<section><h2>${words.says?.[type]}</h2>${cards(newest)}</section>`;
}

/** https://schema.org/CreativeWork */
function schemaOrg(it: Shown): Record<string, Json> {
  const { type, edition } = it.release.fields;
  const before = earlierOf(it);
  const sections = sectionsOf(it.body(), it.here.language).filter(({ title, level }) => title && level === 2);
  const page = it.absolute(it.release.path);
  return {
    ...(type === 'report' && { '@type': 'Report' }),
    ...(textOf(type) && { genre: it.words.choices?.[textOf(type)] ?? '' }),
    ...(dayInWords(edition, it.here) && { datePublished: textOf(edition), version: textOf(edition) }),
    ...(before && { isBasedOn: it.absolute(before.release.path) }),
    ...(sections.length > 0 && {
      hasPart: sections.map(({ id, title }) => ({ '@type': 'CreativeWork', name: title, url: `${page}#${id}` })),
    }),
  };
}

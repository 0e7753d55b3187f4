import { type Child, type Html, html, raw } from '../base/html.ts';
import { kinds } from '../kinds/index.ts';
import { type Kind, kindWords, theirWords } from '../kinds/kind.ts';
import { partyLinks } from '../kinds/names.ts';
import type { Language } from '../languages/language.ts';
import type { Release } from '../record/release.ts';
import { article } from '../theme/article/article.ts';
import { citation } from '../theme/citation/citation.ts';
import { type Exhibit, exhibit } from '../theme/exhibit/exhibit.ts';
import { type Fact, facts } from '../theme/facts/facts.ts';
import { notice } from '../theme/notice/notice.ts';
import type { Setting } from '../theme/setting.ts';
import { ownEyebrow } from './cards.ts';
import { type Edition, hasTagPage, tagAddress } from './catalogue.ts';
import { fieldValue } from './field-value.ts';
import {
  absolute,
  editionLinks,
  framed,
  languageOf,
  leadOf,
  people,
  pictureOf,
  receiptAddress,
  type Source,
  setting,
  tagLabel,
} from './frame.ts';
import { historyAddress } from './history-page.ts';
import { pageBody } from './page-body.ts';
import { schemaOrg } from './schema-org.ts';
import { shownOf } from './shown.ts';

/** The page of one edition: what the whole site is for. */
export function itemPage(source: Source, edition: Edition): string {
  const { path: address, language: id, number, kind: kindId, event } = edition.current;
  const language = languageOf(id);
  const here = setting(source, address, language);
  const kind = kinds.get(kindId)!;
  const release = source.release(edition.releases.at(-1)!.sha256);
  const editions = source.catalogue.editionsOf(number);
  const shown = shownOf(source, edition, address);
  const stands = event !== 'withdraw';
  return framed(source, address, language, {
    title: release.title,
    description: stands ? release.summary : '',
    section: kindId,
    type: kind.schemaType === 'Person' ? 'profile' : kind.dated ? 'article' : 'website',
    editions: editionLinks(source, editions),
    alternates: alternates(source, editions),
    socialPicture: stands && !kind.theirs ? absolute(source, `${address}card.png`) : undefined,
    structured: schemaOrg(source, edition, kind) ?? undefined,
    scripts: kind.scripts,
    main: article(
      {
        eyebrow: ownEyebrow(source, edition, kind, language),
        title: release.title,
        summary: stands ? release.summary : '',
        dateline: release.dateline?.text ?? '',
        times: times(release, edition, here),
        lead: stands ? leadPicture(kind, release) : null,
        notices: notices(source, edition, release, here),
        above: stands ? drawn([theirs(kind, release, language), kind.above?.(shown)]) : null,
        body: stands ? raw(pageBody(release, here, kind.sections?.(release))) : null,
        after: [
          stands && drawn(kind.below?.(shown)),
          ...exhibits(kind, release, language),
          facts(allFacts(source, kind, release, here)),
          profileLink(kind, release, here),
          citation(citationOf(source, edition, here), here),
        ],
      },
      here,
    ),
  });
}

/** A page below the edition's own, as its kind draws it; null where this one has none. */
export function furtherPage(source: Source, edition: Edition, name: string): string | null {
  const { path, kind: kindId, language: id, event, title } = edition.current;
  const address = `${path}${name}`;
  const drawnPage = event === 'withdraw' ? null : kinds.get(kindId)!.pages?.[name]?.(shownOf(source, edition, address));
  if (!drawnPage) return null;
  const here = setting(source, address, languageOf(id));
  return framed(source, address, here.language, {
    title: `${drawnPage.title}: ${title}`,
    section: kindId,
    main: html`<p class="eyebrow">${drawnPage.title}</p><h1><a href="${here.link(path)}">${title}</a></h1>${drawnPage.main}`,
  });
}

/** The verifier knows by this which words stand in no order of a text. */
function drawn(child: Child): Html | null {
  const part = html`${child}`;
  return part.value === '' ? null : html`<div class="drawn">${part}</div>`;
}

/** Over words of others, which the style sheet then sets as theirs. */
function theirs(kind: Kind, { fields }: Release, language: Language): Child {
  const words = theirWords(kind, language, fields);
  return words && html`<p class="theirs"><b>${words}</b></p>`;
}

export function alternates(source: Source, editions: Edition[]) {
  if (editions.length < 2) return [];
  return editions.map(({ current }) => ({ language: current.language, url: absolute(source, current.path) }));
}

/** Posted is what the organisation claims, dated what the text says of itself, released what the log proves. */
function times(release: Release, { releases }: Edition, { language }: Setting) {
  const { words } = language;
  const last = releases.at(-1)!;
  return [
    release.posted && { label: words.posted, iso: release.posted },
    release.dateline?.date && { label: words.dated, iso: release.dateline.date },
    { label: words.released, iso: releases[0]!.released },
    last.event === 'correct' && { label: words.corrected, iso: last.released },
    last.event === 'withdraw' && { label: words.withdrawn, iso: last.released },
  ].filter((time) => Boolean(time)) as { label: string; iso: string }[];
}

/** Over the text, unless the kind draws it itself. */
function leadPicture(kind: Kind, release: Release) {
  const lead = leadOf(release);
  const medium = lead && kind.face?.(release) === lead ? undefined : lead;
  const shown = pictureOf(medium, '(width > 45rem) 42rem, 100vw');
  return shown && medium ? { picture: shown, caption: medium.caption, credit: medium.credit } : null;
}

function notices(source: Source, edition: Edition, release: Release, here: Setting): Child {
  const { words } = here.language;
  return [
    release.event === 'withdraw' &&
      notice({ tone: 'withdrawn', title: words.withdrawn, text: html`${words.withdrawnNotice} ${release.note}` }),
    release.event === 'correct' &&
      notice({ tone: 'correction', title: words.correction, text: correctionNote(edition, release, here) }),
    outdated(source, release, here),
  ];
}

/** When, what and why; and where the words can be compared. */
function correctionNote(edition: Edition, { note, released }: Release, { language, date, link }: Setting): Html {
  const see = html`<a href="${link(historyAddress(edition))}">${language.words.seeChanges}</a>`;
  return html`<time datetime="${released}">${date(released)}</time> · ${note} ${see}`;
}

function outdated({ catalogue }: Source, { translates, number }: Release, { language }: Setting): Html | null {
  const original = translates && catalogue.edition(number, translates.language);
  if (!original || original.releases.at(-1)!.sha256 === translates.sha256) return null;
  const name = languageOf(translates.language);
  return notice({ tone: 'note', title: '', text: language.words.outdatedTranslation(name.name) });
}

function allFacts(source: Source, kind: Kind, release: Release, here: Setting): Fact[] {
  const { language } = here;
  const { words } = language;
  const translated = release.translates && languageOf(release.translates.language);
  return [
    ...(release.event === 'withdraw' ? [] : ownFacts(kind, release, here)),
    { label: words.issuedBy, value: partyLinks(release.issuers, here) },
    { label: words.people, value: people(release.people, language, here) },
    { label: words.places, value: language.list(release.places) },
    {
      label: words.tags,
      value: release.tags.map((tag, index) => html`${index > 0 && ' · '}${tagLink(source, tag, here)}`),
    },
    { label: words.languages, value: translated && words.translatedFrom(translated.name) },
    ...(release.legacy?.views ?? []).map(({ count, seen }) => ({
      label: '',
      value: words.legacyViews(here.number(count), seen ? here.date(seen) : ''),
    })),
  ];
}

/** What cannot name a page is plain words. */
function tagLink(source: Source, tag: string, { language, link }: Setting): Child {
  const label = tagLabel(source, tag, language);
  return hasTagPage(tag) ? html`<a href="${link(tagAddress(language.id, tag))}">${label}</a>` : label;
}

/** What others wrote, marked as theirs; gone with the text when that is withdrawn. */
function exhibits(kind: Kind, { fields, event }: Release, language: Language): Html[] {
  if (event === 'withdraw') return [];
  const words = kindWords(kind, language);
  return Object.entries(kind.fields)
    .filter(([, { show }]) => show === 'exhibit')
    .map(([id]) => ({ label: words.fields?.[id] ?? id, text: fields[id] }))
    .filter((one): one is Exhibit => typeof one.text === 'string' && one.text !== '')
    .map(exhibit);
}

/** The kind's own fields, drawn from their declaration. */
function ownFacts(kind: Kind, { fields }: Release, here: Setting): Fact[] {
  const words = kindWords(kind, here.language);
  return Object.entries(kind.fields)
    .filter(([, { show }]) => show === undefined || show === 'facts')
    .map(([id, field]) => ({
      label: words.fields?.[id] ?? id,
      value: fieldValue(field, fields[id] ?? null, { here, words }),
    }));
}

/** A profile leads to the page where all that names the person stands. */
function profileLink(
  kind: Kind,
  { number, title, language }: Release,
  { link, language: { words } }: Setting,
): Html | null {
  if (!kind.isParty) return null;
  return html`<p><a href="${link(`${language}/people/${number}/`)}">${words.namedIn(title)}</a></p>`;
}

function citationOf(source: Source, { current, releases }: Edition, { language: { words } }: Setting) {
  const last = releases.at(-1)!;
  const text = { title: words.plainText, address: `${current.path}text.txt` };
  const pdf = { title: words.pdf, address: `${current.path}${pdfName(current)}` };
  const { version, sha256, position } = last;
  return {
    number: current.number,
    version,
    sha256,
    position,
    receipt: receiptAddress(source, last),
    downloads: current.event === 'withdraw' || kinds.get(current.kind)!.theirs ? [text] : [pdf, text],
  };
}

export function pdfName({ number, language }: Pick<Release, 'number' | 'language'>): string {
  return `${number}-${language}.pdf`;
}

import { encode } from 'uqr';
import { kinds } from '../../kinds/index.ts';
import { kindWords } from '../../kinds/kind.ts';
import type { Masthead } from '../../kinds/masthead.ts';
import { digits, formatDate } from '../../languages/format.ts';
import { languages } from '../../languages/index.ts';
import type { Language } from '../../languages/language.ts';
import type { Medium, Party, Release, Size } from '../../record/release.ts';
import { bodyTypst } from '../body-typst.ts';
import { inLanguage } from '../in-language.ts';
import { ownLines } from '../text-files.ts';
import { type Attachment, emblemImage, type Image, type Sheet, type Typesetter, type Voice } from './typesetter.ts';

export interface LetterInput {
  release: Release;
  /** Of the release's canonical bytes. */
  sha256: string;
  language: Language;
  masthead: Masthead;
  /** PNG, JPEG, WebP, GIF or SVG; another format is left out. */
  emblem: Buffer | null;
  /** The bytes of the sizes that `letterPictures` names; one that is missing is left out of the letter. */
  pictures: ReadonlyMap<string, { bytes: Buffer; type: string }>;
  /** What a reader can check the letter with, offline: the release itself, its receipt, the record's policy. */
  attachments: Attachment[];
  /** Index in the log; null before it is known. */
  position: number | null;
  canonicalUrl: string;
  citationUrl: string;
}

const MAIN = `#import "/letter.typ": letter, footnote
#show: letter.with(data, attachments)
`;

/** A release as a letter, ready for the typesetter. */
export function letter(typesetter: Typesetter, input: LetterInput): Sheet {
  const pictures = picturesOf(input);
  const emblem = emblemImage(input.emblem);
  const media = (sha256: string) => pictures.find(({ names }) => names.has(sha256))?.path ?? null;
  const body = bodyTypst(input.release.body, { media, direction: input.language.direction });
  const data = letterData(input, typesetter, emblem, pictures);
  return { main: MAIN + body, data, images: [emblem, ...pictures], attachments: input.attachments };
}

/** The SHA-256 of the picture sizes that this release's letter is made with: one size of each picture. */
export function letterPictures(release: Release): string[] {
  return release.media.flatMap((medium) => printSize(medium)?.sha256 ?? []);
}

function mastheadLanguages(language: Language, masthead: Masthead): Language[] {
  const known = masthead.languages.map((id) => languages.get(id)).filter((other) => other !== undefined);
  return [language, ...known.filter((other) => other.id !== language.id)];
}

interface PlacedPicture extends Image {
  medium: Medium;
  size: Size;
  /** Every hash by which the text may mean this picture. */
  names: Set<string>;
}

function picturesOf({ release, pictures }: LetterInput): PlacedPicture[] {
  return release.media.flatMap((medium) => {
    const size = printSize(medium);
    const bytes = size && pictures.get(size.sha256)?.bytes;
    if (!bytes) return [];
    const names = new Set([medium.sha256, ...medium.sizes.map(({ sha256 }) => sha256)]);
    return [{ medium, size, names, path: `/media/${size.sha256}`, bytes }];
  });
}

/** What Typst reads; of AVIF a letter has nothing, as the press decodes no pictures itself. */
const PRINTABLE = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/svg+xml']);
/** 164 mm at 200 dots to the inch. */
const ENOUGH_PIXELS = 1290;

function printSize({ sizes }: Medium): Size | undefined {
  const printable = sizes.filter(({ type }) => PRINTABLE.has(type)).sort((a, b) => a.width - b.width);
  return printable.find(({ width }) => width >= ENOUGH_PIXELS) ?? printable.at(-1);
}

function letterData(input: LetterInput, typesetter: Typesetter, emblem: Image | null, pictures: PlacedPicture[]) {
  const { release, language, masthead } = input;
  const { words } = language;
  const numerals = masthead.numerals[language.id] ?? 'ascii';
  const number = (n: number) => digits(n, language, numerals);
  const dated = (label: string, iso: string) => `${label} ${formatDate(iso, language, numerals)}`;
  return {
    voice: typesetter.voice(language),
    digits: numerals === 'native' ? [...language.digits] : null,
    organisation: inLanguage(masthead.names, language, masthead),
    names: otherNames(masthead, language, typesetter),
    address: inLanguage(masthead.letterhead.address, language, masthead),
    emblem: emblem?.path ?? null,
    number: release.number,
    hash: input.sha256.slice(0, 16),
    version: release.version > 1 ? words.version(number(release.version)) : null,
    date: release.posted ? dated(words.posted, release.posted) : dated(words.released, release.released),
    eyebrow: eyebrow(release, language),
    title: release.title,
    titleSize: titleSize(release.title),
    summary: release.summary,
    correction: release.event === 'correct' ? release.note : '',
    dateline: release.dateline?.text ?? '',
    lead: leadPicture(pictures),
    facts: [...ownLines(release, { language, numerals }), ...facts(release, language)],
    contacts: contacts(masthead, language),
    email: masthead.email,
    position: input.position === null ? null : number(input.position),
    released: formatDate(release.released, language, numerals),
    stamp: release.released.match(/\d+/g)!.slice(0, 6).map(Number),
    citationUrl: input.citationUrl,
    canonicalUrl: input.canonicalUrl,
    qr: qrCode(input.citationUrl),
    words: {
      citation: words.citation,
      correction: words.correction,
      contacts: words.mediaInquiries,
      email: words.email,
      record: words.recordNote,
      position: words.logPosition,
      released: words.released,
      page: words.page,
      of: words.of,
    },
  };
}

function otherNames(masthead: Masthead, language: Language, typesetter: Typesetter): { text: string; voice: Voice }[] {
  return mastheadLanguages(language, masthead)
    .slice(1)
    .flatMap((other) =>
      masthead.names[other.id] ? [{ text: masthead.names[other.id]!, voice: typesetter.voice(other) }] : [],
    );
}

function eyebrow({ kind: kindId, fields }: Release, language: Language): string {
  const kind = kinds.get(kindId);
  if (!kind) return '';
  const words = kindWords(kind, language);
  const shown = Object.entries(kind.fields).filter(([, field]) => field.show === 'eyebrow');
  const values = shown
    .map(([id]) => fields[id])
    .filter((value): value is string => typeof value === 'string' && value !== '');
  return values.map((value) => words.choices?.[value] ?? value).join(' · ') || words.one;
}

function titleSize(title: string): number {
  if (title.length <= 60) return 20;
  return title.length <= 120 ? 17 : 14.5;
}

const TEXT_WIDTH = 164;
const LEAD_HEIGHT = 92;
const PORTRAIT_HEIGHT = 62;

function leadPicture(pictures: PlacedPicture[]) {
  const lead =
    pictures.find(({ medium }) => medium.role === 'lead') ?? pictures.find(({ medium }) => medium.role === 'portrait');
  if (!lead) return null;
  const { alt, caption, credit, role } = lead.medium;
  const height = Math.min(
    (TEXT_WIDTH * lead.size.height) / lead.size.width,
    role === 'lead' ? LEAD_HEIGHT : PORTRAIT_HEIGHT,
  );
  return { path: lead.path, alt, height, caption, credit };
}

function facts({ issuers, people, places }: Release, language: Language): { label: string; text: string }[] {
  const { words } = language;
  const named = (parties: Party[]) => language.list(parties.map((party) => partyText(party, language)));
  return [
    { label: words.issuedBy, text: named(issuers) },
    { label: words.people, text: named(people) },
    { label: words.places, text: language.list(places) },
  ].filter(({ text }) => text !== '');
}

function partyText({ name, role }: Party, language: Language): string {
  const words = language.words.roles[role] ?? role;
  return words ? `${name} (${words})` : name;
}

function contacts(masthead: Masthead, language: Language) {
  return masthead.contacts.map(({ region, telephone, hours }) => ({
    region: inLanguage(region, language, masthead),
    telephone,
    hours: inLanguage(hours, language, masthead),
  }));
}

/** One SVG path, a run of dark squares at a time. */
function qrCode(text: string): string {
  const { size, data } = encode(text, { ecc: 'M', border: 0 });
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '#' : ' '))
        .join('')
        .matchAll(/#+/g),
    ].map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#1c1b19" d="${runs.join('')}"/></svg>`;
}

import { bareAddress } from '../base/web-address.ts';
import { endonym } from '../languages/endonyms.ts';
import { fieldLines, lineText, plainly, valueText } from '../languages/field-lines.ts';
import { formatDate } from '../languages/format.ts';
import type { Language } from '../languages/language.ts';
import type { Release } from '../record/release.ts';

/** What of a masthead stands around a text. */
export interface Masthead {
  base: string;
  languages: string[];
  names: Record<string, string>;
  mottos: Record<string, string>;
  sections: { kind: string; titles: Record<string, string> }[];
  navigation: { item: string }[];
  contacts: { region: Record<string, string>; telephone: string; hours: Record<string, string> }[];
  email: string | null;
  letterhead: { address: Record<string, string> };
  channels: { name: string; titles?: Record<string, string> | null; url: string }[];
  mirrors: string[];
  tags: Record<string, Record<string, string>>;
}

/** What a release's surroundings are made of beside itself. */
export interface Surroundings {
  languages: ReadonlyMap<string, Language>;
  /** All that ever stood, the newest first: an old copy carries the old name. */
  mastheads: Masthead[];
  /** Titles of the pages that the masthead names, in the text's language. */
  navigation: string[];
  /** When version 1 of the edition was released. */
  firstReleased: string;
  /** Index in the log. */
  position: number;
  sha256: string;
}

/** Words that stand together, in one or several ways to write them. */
export interface Group {
  alternatives: string[];
  line?: boolean;
  required?: boolean;
  own?: boolean;
}

/** The field in which a notice holds the text that is not ours: no page shows it as our words. */
const FORGED = 'forged';

/** What a reader can copy of what stands over a text, in the order of the page, of text.txt and of the letter. */
export function before(release: Release, around: Surroundings, titleIsAll: boolean): Group[] {
  const { languages, mastheads, navigation } = around;
  const language = languages.get(release.language);
  const words = language?.words;
  const [masthead] = mastheads;
  const here = (texts: Record<string, string> | undefined) => texts?.[release.language] ?? '';
  const names = mastheads.flatMap((one) => [inLanguage(one.names, release.language, one)]);
  const otherNames = mastheads.flatMap((one) => Object.values(one.names));
  const languageNames = (masthead?.languages ?? []).map((id) => languages.get(id)?.name ?? '');
  const entries = [...sections(masthead, language), ...navigation];
  const switcher = languageNames.map((name) => group([name, `${name} (${words?.notYet})`]));
  return [
    group([words?.skipToContent]),
    ...switcher,
    group(names, { line: true }),
    ...otherNames.map((name) => group([name])),
    ...(masthead?.languages ?? []).map((id) => group(mastheads.map((one) => one.names[id]))),
    group([here(masthead?.mottos)]),
    group([here(masthead?.letterhead?.address)]),
    // Where there are many, some stand at once and the rest behind a word that opens them.
    ...entries.map((title) => group([title])),
    group([words?.moreSections, words?.sections]),
    ...entries.map((title) => group([title])),
    ...switcher,
    group([release.number, `${words?.citation} ${release.number}`]),
    group([words?.version(String(release.version))]),
    // The letter has the date over the title.
    ...times(release, around, language).map(([label, iso]) => dated(label, iso, language!)),
    ...eyebrow(release, language).map((text) => group([text, `${text} ·`, `${text},`, `${text}،`])),
    group([release.title], { line: true, required: titleIsAll, own: true }),
    group([theirs(release, language)]),
    group([release.summary], { own: true }),
    ...times(release, around, language).map(([label, iso]) => dated(label, iso, language!)),
    ...notices(release, languages),
    ...lead(release),
    group([release.dateline?.text], { own: true }),
  ];
}

/** The same of what stands below it. */
export function behind(release: Release, around: Surroundings): Group[] {
  const { languages, mastheads, position } = around;
  const language = languages.get(release.language);
  const [masthead] = mastheads;
  if (!language) return addresses(release, mastheads);
  const { words } = language;
  const { number, version } = release;
  return [
    ...exhibits(release, language),
    ...fieldLines(release, language, 'ascii').map((line) => group([lineText(line)], { own: true })),
    ...facts(release, language, masthead),
    ...contacts(masthead, language),
    group([words.recordNote]),
    group([`${words.citation}: ${number}`, `${words.citation} ${number}`, number]),
    ...[words.version(String(version)), `${words.logPosition} ${position}`, words.signedRelease, words.receipt].map(
      (text) => group([`· ${text}`, text]),
    ),
    dated(words.released, release.released, language),
    ...addresses(release, mastheads),
    group([`${words.recordNote} ${words.verify.title}`, words.recordNote]),
    group([`${words.download}: ${words.pdf} · ${words.plainText}`, `${words.download}: ${words.plainText}`]),
    ...contacts(masthead, language),
    ...footer(masthead, language),
    // What pdf.ts leaves of the letter's feet.
    group(mastheads.map((one) => `${inLanguage(one.names, release.language, one)} ${words.page} ${words.of}`)),
  ];
}

/** A line with a date: as text.txt has it, and as the page does, where others stand before it. */
function dated(label: string, iso: string, language: Language): Group {
  const date = formatDate(iso, language, 'ascii');
  return group([`${label}: ${date}`, `${label} ${date}`, `· ${label} ${date}`]);
}

function times(release: Release, { firstReleased }: Surroundings, language: Language | undefined): [string, string][] {
  if (!language) return [];
  const { words } = language;
  const { event, posted, dateline, released } = release;
  const all: [string, string | null | undefined][] = [
    [words.posted, posted],
    [words.dated, dateline?.date],
    [words.released, firstReleased],
    [words.released, released],
    [words.corrected, event === 'correct' ? released : null],
    [words.withdrawn, event === 'withdraw' ? released : null],
  ];
  return all.filter((time): time is [string, string] => Boolean(time[1]));
}

function notices(release: Release, languages: Surroundings['languages']): Group[] {
  const { event, note, released, language: id, translates } = release;
  const language = languages.get(id);
  if (!language) return [];
  const { words } = language;
  const seen = `${words.correction} ${formatDate(released, language, 'ascii')} · ${note} ${words.seeChanges}`;
  const original = languages.get(translates?.language ?? '');
  return [
    event === 'correct'
      ? group([seen, note && `${words.correction}: ${note}`, note && `${words.correction} ${note}`], { own: true })
      : group([]),
    event === 'withdraw' ? group([words.withdrawn]) : group([]),
    original ? group([words.outdatedTranslation(original.name)]) : group([]),
  ];
}

/** What stands over the title: what sort of text it is, an honorific, or the kind's name. */
function eyebrow({ kind, fields }: Release, language: Language | undefined): string[] {
  const words = language?.kinds[kind];
  const values = plainValues(Object.entries(fields).filter(([id]) => id !== FORGED));
  const one = words?.one ?? '';
  return [one, ...values.map((value) => words?.choices?.[value] ?? value), one];
}

/** Of fields and of what is grouped in them (a place and its name), not of lists. */
function plainValues(entries: [string, unknown][]): string[] {
  return entries.flatMap(([, value]) => {
    if (typeof value === 'string') return value ? [value] : [];
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isGroup ? plainValues(Object.entries(value)) : [];
  });
}

/** Over words that are somebody else's: whose they are. */
function theirs({ kind, fields }: Release, language: Language | undefined): string {
  const said = language?.kinds[kind]?.says?.theirs ?? '';
  return said.replace(/\{(\w+)\}/g, (_, id) => String(fields[id] ?? ''));
}

function lead({ media }: Release): Group[] {
  return media
    .filter(({ role }) => role === 'lead' || role === 'portrait')
    .flatMap(({ alt, caption, credit }) =>
      [[alt], [caption], [credit, credit && `· ${credit}`]].map((ways) => group(ways, { own: true })),
    );
}

function sections(masthead: Masthead | undefined, language: Language | undefined): string[] {
  return (masthead?.sections ?? []).map(
    ({ kind, titles }) => titles?.[language?.id ?? ''] ?? language?.kinds[kind]?.many ?? '',
  );
}

/** Words that are not ours stand below what says so, and never without it. */
function exhibits({ kind, fields }: Release, language: Language): Group[] {
  const label = language.kinds[kind]?.fields?.[FORGED];
  const text = fields[FORGED];
  return label && typeof text === 'string' && text !== '' ? [group([`${label}\n${text}`])] : [];
}

function facts(release: Release, language: Language, masthead: Masthead | undefined): Group[] {
  const { words } = language;
  const row = (label: string, value: string) => (value ? [group([`${label} ${value}`, `${label}: ${value}`])] : []);
  const party = ({ name, role }: Release['people'][number]) => (role ? `${name} (${words.roles[role] ?? role})` : name);
  const tags = release.tags.map((tag) =>
    inLanguage(masthead?.tags?.[tag] ?? { [language.id]: tag }, language.id, masthead),
  );
  const source = language && release.translates?.language;
  return [
    ...ownFacts(release, language),
    ...row(words.issuedBy, language.list(release.issuers.map(({ name }) => name))),
    ...row(words.issuedBy, language.list(release.issuers.map(party))),
    ...row(words.people, release.people.map(party).join(' ')),
    ...row(words.people, language.list(release.people.map(party))),
    ...row(words.places, language.list(release.places)),
    ...row(words.tags, tags.join(' · ')),
    ...(source ? row(words.languages, words.translatedFrom(endonym(source).name)) : []),
    ...(release.legacy?.views ?? []).map(({ count, seen }) =>
      group([words.legacyViews(String(count), seen ? formatDate(seen, language, 'ascii') : '')]),
    ),
    ...(PARTIES.has(release.kind) ? [group([words.namedIn(release.title)])] : []),
  ];
}

/** Kinds that texts name as issuer or person: their pages lead to those. */
const PARTIES = new Set(['person', 'body', 'chapter', 'partner']);

/** The fields that a kind adds, label and value, as the page draws them: in the order of their words. */
function ownFacts({ kind, fields }: Release, language: Language): Group[] {
  const words = language.kinds[kind];
  const order = Object.keys(words?.fields ?? {});
  const inOrder = Object.entries(fields).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return inOrder.flatMap(([id, value]) => {
    if (id === FORGED) return [];
    const label = words?.fields?.[id] ?? id;
    // A text that looks like a date is drawn as it is, a date as the language writes it: its shape alone does not tell.
    const drawn = plainly(words, language, 'ascii');
    const ways = [(text: string | number) => bare(drawn(text)), String].map((plain) => {
      const entries = (Array.isArray(value) ? value : [value]).map((one) =>
        valueText(one, { language, plain, order: [] }),
      );
      const known = entries.filter(Boolean);
      return known.length > 0 && `${label} ${known.join(' ')}`;
    });
    return ways[0] ? [group(ways)] : [];
  });
}

function bare(text: string): string {
  return /^https?:\/\//.test(text) ? bareAddress(text) : text;
}

function contacts(masthead: Masthead | undefined, { id, words }: Language): Group[] {
  if (!masthead) return [];
  const rows = (masthead.contacts ?? []).flatMap(({ region, telephone, hours }) => {
    const when = inLanguage(hours, id, masthead);
    const ways = [telephone, `${telephone} ${when}`, `${telephone}${when}`];
    return [group([inLanguage(region, id, masthead)]), group(ways)];
  });
  return [group([words.mediaInquiries]), ...rows, group([`${words.email} ${masthead.email ?? ''}`, masthead.email])];
}

/** Every way in which a text's own address is written: with its scheme or without, of the number or of the page. */
function addresses({ number, path }: Release, mastheads: Masthead[]): Group[] {
  const bases = [...new Set(mastheads.flatMap(({ base, mirrors }) => [base, ...(mirrors ?? [])]))];
  const full = (tail: string) =>
    bases.flatMap((base) => {
      const address = base.replace(/\/?$/, '/') + tail;
      const bare = address.replace(/\/$/, '');
      return [address, bare, ...[address, bare].map((one) => one.replace(/^https?:\/\//, ''))];
    });
  return [group(full(`${number}/`)), group([...full(path), ...full(`${path}text.txt`), ...full(`${path}index.html`)])];
}

function footer(masthead: Masthead | undefined, { id, words }: Language): Group[] {
  if (!masthead) return [];
  const row = (label: string, texts: string[]) => group([texts.length > 0 && `${label}: ${texts.join(' · ')}`]);
  return [
    row(
      words.channels,
      (masthead.channels ?? []).map(({ name, titles }) => inLanguage(titles ?? {}, id, masthead) || name),
    ),
    row(
      words.mirrors,
      (masthead.mirrors ?? []).map((url) => url.replace(/^https?:\/\/|\/$/g, '')),
    ),
    row(words.feeds, ['RSS', 'Atom', 'JSON', words.podcast.title]),
    row(words.feeds, ['RSS', 'Atom', 'JSON']),
    group([words.demoNotice]),
    group([`${words.verify.title} · ${words.madeWith}`, words.madeWith]),
  ];
}

/** A telephone number or an address is a line in itself: people copy just that. */
export function mastheadGroups({ names, mottos, letterhead, contacts, email, channels }: Masthead): Group[] {
  const lines = [
    ...[names, mottos, letterhead?.address ?? {}].flatMap((texts) => Object.values(texts ?? {})),
    ...(contacts ?? []).flatMap(({ region, telephone, hours }) => [
      ...Object.values(region),
      telephone,
      ...Object.values(hours ?? {}),
    ]),
    email,
    ...(channels ?? []).flatMap(({ name, titles, url }) => [name, ...Object.values(titles ?? {}), url]),
  ];
  return lines.map((text) => group([text], { line: true, own: true }));
}

function inLanguage(texts: Record<string, string>, id: string, masthead: Masthead | undefined): string {
  return texts[id] ?? texts[masthead?.languages[0] ?? ''] ?? Object.values(texts)[0] ?? '';
}

/** Ways of writing without those that are empty; `own` for words of the release itself. */
export function group(
  alternatives: (string | null | undefined | false)[],
  kind: Omit<Group, 'alternatives'> = {},
): Group {
  return { alternatives: [...new Set(alternatives.filter((text): text is string => Boolean(text)))], ...kind };
}

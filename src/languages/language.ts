/**
 * Everything that Daftar knows of one language stands in one file of this folder, typed by `Language`. The press uses
 * these and never the machine's locale. To add a language, write its file and add its line to index.ts.
 */
export interface Language {
  /** BCP 47, lower case: `ur`. */
  id: string;
  /** The language's own name: `اردو`. */
  name: string;
  direction: 'ltr' | 'rtl';
  /** ISO 15924: `Arab`, `Latn`. */
  script: string;
  font: Font;
  /** The alphabet in its own order, for sorting and for the fonts' subsets. Upper and lower case count as one letter. */
  alphabet: string[];
  /** Letters beyond the alphabet, marks and punctuation that texts in this language use. */
  marks: string;
  /** The script's own digits, zero first; ASCII digits are the default in pages. */
  digits: string;
  months: string[];
  /** From Monday to Sunday. */
  weekdays: string[];
  /** `{ day: 4, month: 5, year: 2018 }` as this language writes it, with ASCII digits: `4 May 2018`. */
  date(date: { day: number; month: number; year: number }): string;
  /** A month of a year: `May 2018`. */
  month(date: { month: number; year: number }): string;
  /** Letter to ASCII, for the slugs of addresses. Letters that are missing are left out. */
  transliteration: Record<string, string>;
  /** How names in a row are joined: `a, b and c`. */
  list(names: string[]): string;
  /** What stands between parts of a row, and between two sentences, with its space. */
  comma: string;
  stop: string;
  /** Words per kind id; see `KindWords`. */
  kinds: Record<string, KindWords>;
  words: Words;
}

/** A font family as an npm package of Fontsource carries it. Licences: OFL only. */
export interface Font {
  family: string;
  /** The package and, per weight, the file in it (woff2). */
  package: string;
  files: Record<number, string>;
  /** What stands until the font has arrived. */
  fallback: string;
  /** Line height of running text, and the size relative to the page's. */
  lineHeight: number;
  scale: number;
}

/** A kind in this language: its name, its section's name, its fields' labels and its choices' names. */
export interface KindWords {
  one: string;
  many: string;
  /** The sentence of an empty section. */
  none: string;
  fields?: Record<string, string>;
  choices?: Record<string, string>;
  /** Words that the kind's own drawing says, beside its fields' labels: `download`, `listen`. */
  says?: Record<string, string>;
}

/** Every word of the public interface. A language that forgets one does not compile. */
export interface Words {
  skipToContent: string;
  home: string;
  sections: string;
  moreSections: string;
  languages: string;
  /** Beside a language in which this item has no edition yet: `not yet in Urdu`, written in this language. */
  notYet: string;
  latest: string;
  archive: string;
  all: string;
  posted: string;
  /** Of a term that goes on, or whose start is not known: `since 2019`, `until March 2020`. */
  since(date: string): string;
  until(date: string): string;
  /** `2013–2019`, `9:00–18:00`, `Monday–Saturday`. */
  range(from: string, to: string): string;
  /** Of places, hours and ways to reach somebody. */
  visit: VisitWords;
  dated: string;
  released: string;
  corrected: string;
  withdrawn: string;
  /** Over what stands where a text was erased, by order of a court for instance. */
  erased: string;
  correction: string;
  /** Over the text of a withdrawn edition. */
  withdrawnNotice: string;
  reason: string;
  issuedBy: string;
  people: string;
  /** What somebody is in a text, by role. */
  roles: Record<string, string>;
  places: string;
  tags: string;
  tag: string;
  citation: string;
  logPosition: string;
  /** One sentence: what the citation number and log position are for. */
  recordNote: string;
  signedRelease: string;
  /** The proof, to be kept, that a release stands in the log. */
  receipt: string;
  download: string;
  pdf: string;
  plainText: string;
  mediaInquiries: string;
  telephone: string;
  email: string;
  hours: string;
  channels: string;
  mirrors: string;
  feeds: string;
  /** Of a section that podcast apps can follow: what it is called, and what to do with the address that comes after. */
  podcast: { title: string; how: string };
  translatedFrom(language: string): string;
  /** This edition was made from an older release than the original's current one. */
  outdatedTranslation(language: string): string;
  editions: string;
  releases: string;
  version(n: string): string;
  events: { publish: string; correct: string; withdraw: string };
  profile: string;
  namedIn(name: string): string;
  items(n: number, shown: string): string;
  empty: string;
  earlier: string;
  notFoundTitle: string;
  notFoundText: string;
  movedTo: string;
  table: string;
  /** What a newsroom is called that has not been given a name. */
  newsroom: string;
  demoNotice: string;
  /** The footer's line; `Daftar` stays in Latin letters or دفتر. */
  madeWith: string;
  /** `UTC+5`, as said here: receives `+05:00`. */
  zone(offset: string): string;
  legacyViews(n: string, seen: string): string;
  page: string;
  of: string;
  /** Beside a correction's note: leads to the text's history. */
  seeChanges: string;
  history: string;
  historyText: string;
  verify: VerifyWords;
}

export interface VisitWords {
  place: string;
  /** Links, followed only when they are pressed: a public map, and the reader's own. */
  openMap: string;
  openApp: string;
  /** Said by a script, of the usual hours. */
  openNow: string;
  closedNow: string;
  closed: string;
  fingerprint: string;
  key: string;
  drop: string;
  /** Of an address that other browsers cannot open. */
  onion: string;
}

/** The words of checking a text: `daftar verify` prints the English ones, the page /verify/ those of its language. */
export interface VerifyWords {
  /** The page's title, and of links to it. */
  title: string;
  intro: string;
  /** Where no script runs. */
  withoutScript: string;
  text: string;
  number: string;
  file: string;
  fileHelp: string;
  /** Where the page was opened from a disk and cannot read the record by itself. */
  folder: string;
  folderHelp: string;
  policy: string;
  policyHelp: string;
  check: string;
  reading: string;
  /** A heading and a sentence for each outcome of verify/verdict.ts, and for a passage. */
  outcomes: Record<VerifyOutcome, { title: string; text: string }>;
  /** More sentences, by the verdict's `why`. */
  why: Record<string, string>;
  /** Labels beside what a verdict names. */
  entered: string;
  postedAsSaid: string;
  asOf: string;
  current: string;
  also: string;
  nearest: string;
  /** The words before and after a passage. */
  leftOut: string;
  differences: string;
  /** What the marks of a difference mean. */
  left: string;
  added: string;
  trust: { policy: string; 'self-asserted': string };
  /** Numbers as shown here. */
  witnessed(good: string, all: string): string;
  unwitnessed: string;
  /** The key that signed was retired or revoked later: with the log position, as shown here. */
  key: { retire(position: string): string; revoke(position: string): string };
  /** The state of the log, on the same page. */
  register: string;
  registerText: string;
  entries: string;
  newestEntry: string;
  witness: string;
  notCosigned: string;
  /** How long ago, in whole units: `3 hours ago`. */
  ago(n: number, shown: string, unit: 'minute' | 'hour' | 'day'): string;
}

export type VerifyOutcome =
  | 'genuine'
  | 'passage'
  | 'altered'
  | 'not-in-record'
  | 'withdrawn'
  | 'superseded'
  | 'not-ours'
  | 'compare'
  | 'damaged';

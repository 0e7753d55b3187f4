import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parse } from 'yaml';
import { DaftarError } from '../../base/errors.ts';
import { type Draft, type DraftMedium, type DraftParty, draftOf, itemsNamedIn } from '../../desk/draft.ts';
import { changeLeaves } from '../../kinds/field.ts';
import { kinds } from '../../kinds/index.ts';
import type { Json } from '../../record/release.ts';
import { markdownToHtml } from './markdown.ts';
import { checkShape, type SHAPES } from './shape.ts';

/** What came of one file: a draft, or the reason why there is none. */
export type FileResult = { file: string; draft: Draft } | { file: string; error: DaftarError };

type Yaml = Record<string, unknown>;
type Shape = keyof typeof SHAPES;

/** Folders hold other folders, items (a folder with item.yaml) or a masthead.yaml; see specs/import.md, "Files". */
const ITEM = 'item.yaml';
const MASTHEAD = 'masthead.yaml';
const EDITION = /^([a-z]{2,3}(?:-[a-z0-9]{2,8})*)(?:\.(\d+))?\.md$/;

/** Whether `path` is something that this importer reads. */
export function isFilesSource(path: string): boolean {
  if (basename(path) === MASTHEAD) return true;
  if (!statSync(path).isDirectory()) return false;
  return (
    existsSync(join(path, ITEM)) ||
    existsSync(join(path, MASTHEAD)) ||
    readdirSync(path, { withFileTypes: true }).some(
      (entry) => entry.isDirectory() && isFilesSource(join(path, entry.name)),
    )
  );
}

/**
 * Reads items typed in files. Persons and pages come before the masthead, which names pages, and statements after it;
 * within a kind by date, then path; what a text names comes before it. Numbers are allotted in that order.
 */
export function readFiles(path: string): FileResult[] {
  const root = rootOf(resolve(path));
  const results = itemFolders(resolve(path)).flatMap((folder) => readItem(root, folder));
  const masthead = join(root, MASTHEAD);
  if (existsSync(masthead) && (resolve(path) === root || resolve(path) === masthead))
    results.push(attempt(masthead, () => readMasthead(root, masthead)));
  const inOrder = results
    .map((result, index) => ({ result, index }))
    .sort(
      (a, b) =>
        order(a.result) - order(b.result) || compareText(dateKey(a.result), dateKey(b.result)) || a.index - b.index,
    );
  return namedFirst(inOrder.map(({ result }) => result));
}

/** A release names other items by their numbers: they have one only if they were published before. */
function namedFirst(results: FileResult[]): FileResult[] {
  const items = Map.groupBy(results, (result) => ('draft' in result ? result.draft.key : result.file));
  const ordered: FileResult[] = [];
  const put = (key: string) => {
    const item = items.get(key) ?? [];
    items.delete(key); // two that name each other end here
    for (const result of item) if ('draft' in result) for (const other of itemsNamedIn(result.draft)) put(other);
    ordered.push(...item);
  };
  for (const key of [...items.keys()]) put(key);
  return ordered;
}

/** All that stands beside what `readFiles` reads from here, from the root on. */
export function readWhole(path: string): FileResult[] {
  return readFiles(rootOf(resolve(path)));
}

/** Keys and pictures are named from the folder that holds the masthead, or else from where the import began. */
function rootOf(path: string): string {
  const start = statSync(path).isDirectory() ? path : dirname(path);
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, MASTHEAD))) return folder;
    if (folder === dirname(folder)) return existsSync(join(start, ITEM)) ? dirname(start) : start;
  }
}

function itemFolders(path: string): string[] {
  if (!statSync(path).isDirectory()) return [];
  if (existsSync(join(path, ITEM))) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(path, entry.name))
    .sort()
    .flatMap(itemFolders);
}

function readItem(root: string, folder: string): FileResult[] {
  const shared = attemptYaml(join(folder, ITEM));
  if ('error' in shared) return [shared];
  const editions = readdirSync(folder)
    .map((name) => EDITION.exec(name))
    .filter((match) => match !== null)
    .sort((a, b) => Number(a[2] ?? 1) - Number(b[2] ?? 1) || compareText(a[1]!, b[1]!))
    .map((match) => ({ file: join(folder, match[0]), language: match[1]!, release: Number(match[2] ?? 1) }));
  if (editions.length === 0) {
    return [failed(join(folder, ITEM), 'NO_EDITION', `${folder} holds no edition.`, 'Add one, such as en.md.')];
  }
  const read = editions.map((edition) => ({
    ...edition,
    result: attempt(edition.file, () => readEdition(root, folder, shared.yaml, edition)),
  }));
  // An original is released before what was translated from it, or the translation could not name it.
  return read
    .sort((a, b) => a.release - b.release || Number(isTranslation(a.result)) - Number(isTranslation(b.result)))
    .map(({ result }) => result);
}

function isTranslation(result: FileResult): boolean {
  return 'draft' in result && result.draft.translates !== null;
}

function readEdition(
  root: string,
  folder: string,
  item: Yaml,
  { file, language, release }: { file: string; language: string; release: number },
): Draft {
  const { head, body } = frontMatter(file);
  const text = (name: string) => String(head[name] ?? '');
  return draftOf({
    key: `files:${relative(root, folder)}`,
    kind: String(item.kind ?? 'statement'),
    language,
    title: text('title'),
    summary: text('summary'),
    body: markdownToHtml(body),
    dateline: dateline(head.dateline),
    posted: isoOrNull(head.posted ?? item.posted),
    issuers: parties(head.issuers ?? item.issuers, root, language),
    people: parties(head.people ?? item.people, root, language),
    places: strings(head.places ?? item.places),
    tags: strings(head.tags ?? item.tags),
    translates: head.translates ? String(head.translates) : null,
    media: pictures(root, item, head),
    fields: namedFields(item, head, root, language),
    slug: text('slug') || (item.slug ? String(item.slug) : null),
    aliases: strings(head.aliases),
    event: head.event === 'withdraw' ? 'withdraw' : release > 1 ? 'correct' : 'publish',
    note: text('note'),
    reviewed: item.reviewed === true,
    original: { name: relative(root, file), bytes: readFileSync(file) },
  });
}

function readMasthead(root: string, file: string): Draft {
  const yaml = readYaml(file, 'masthead');
  const { letterhead, navigation, ...fields } = yaml.fields as Record<string, Json>;
  const { emblem, ...address } = (letterhead ?? { address: {} }) as Record<string, Json>;
  const items = ((navigation ?? []) as { item: string }[]).map(({ item }) => ({ item: `files:${item}` }));
  const { names, languages } = fields as { names?: Record<string, string>; languages?: string[] };
  return draftOf({
    key: 'files:masthead',
    kind: 'masthead',
    language: 'mul',
    title: names?.[languages?.[0] ?? ''] ?? Object.values(names ?? {})[0] ?? '',
    media: emblem ? [picture(root, { file: emblem, role: 'emblem' }, {})] : [],
    fields: { ...fields, letterhead: address, navigation: items },
    note: String(yaml.note ?? ''),
    original: { name: relative(root, file), bytes: readFileSync(file) },
  });
}

function frontMatter(file: string): { head: Yaml; body: string } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)([\s\S]*)$/.exec(readText(file));
  if (!match)
    throw new DaftarError(
      'FRONT_MATTER',
      `${file} does not begin with front matter between two lines of ---.`,
      'See specs/import.md, "Files".',
    );
  return { head: parseYaml(file, match[1]!, 'edition'), body: match[2]! };
}

function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch {
    throw new DaftarError('NOT_UTF8', `${file} is not text in UTF-8.`, 'Save it as UTF-8 and import again.');
  }
}

function readYaml(file: string, shape: Shape): Yaml {
  return parseYaml(file, readText(file), shape);
}

function parseYaml(file: string, text: string, shape: Shape): Yaml {
  const value = yamlValue(file, text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new DaftarError('YAML', `${file} holds no names and values.`, 'See specs/import.md, "Files".');
  checkShape(file, shape, value);
  return value as Yaml;
}

function yamlValue(file: string, text: string): unknown {
  try {
    return parse(text, { schema: 'core' });
  } catch (error) {
    throw new DaftarError(
      'YAML',
      `${file}: ${(error as Error).message.split('\n')[0]!.replace(/:$/, '')}.`,
      'Correct the YAML and import again.',
    );
  }
}

function dateline(value: unknown): Draft['dateline'] {
  if (!value) return null;
  if (typeof value === 'string') return { text: value, place: null, date: null };
  const { text, place, date } = value as Yaml;
  return { text: String(text ?? ''), place: place ? String(place) : null, date: isoOrNull(date) };
}

function isoOrNull(value: unknown): string | null {
  return value ? String(value) : null;
}

/** `[Water Committee]`, or `[{ item: people/nasreen-abro, role: speaker, name: … }]`; a name is looked up in that item's edition. */
function parties(value: unknown, root: string, language: string): DraftParty[] {
  return ((value ?? []) as (string | Yaml)[]).map((entry) => {
    if (typeof entry === 'string') return { item: null, name: entry, role: '' };
    const item = entry.item ? String(entry.item) : null;
    const name = String(entry.name ?? (item && nameOf(root, item, language)) ?? '');
    return { item: item && `files:${item}`, name, role: String(entry.role ?? '') };
  });
}

/** Where a field names another item, its folder becomes its key, and a missing name that item's title in this language. */
function namedFields(item: Yaml, head: Yaml, root: string, language: string): Record<string, Json> {
  const fields = { ...(item.fields as Record<string, Json>), ...(head.fields as Record<string, Json>) };
  const kind = kinds.get(String(item.kind ?? 'statement'));
  if (!kind) return fields;
  return changeLeaves(kind.fields, fields, ({ field, value }) => {
    if (field.type !== 'item') return value;
    const [{ item: key, name }] = parties([value], root, language) as [DraftParty];
    return { item: key, name };
  });
}

function nameOf(root: string, item: string, language: string): string {
  for (const file of [`${language}.md`, 'en.md']) {
    const path = join(root, item, file);
    if (existsSync(path)) return String(frontMatter(path).head.title ?? '');
  }
  throw new DaftarError('UNKNOWN_ITEM', `There is no ${item} in ${root}.`, 'Correct the name of its folder.');
}

function strings(value: unknown): string[] {
  return ((value ?? []) as unknown[]).map(String);
}

/** item.yaml says which pictures, the edition says in words what they show. */
function pictures(root: string, item: Yaml, head: Yaml): DraftMedium[] {
  const words = (head.pictures ?? []) as Yaml[];
  return ((item.media ?? []) as Yaml[]).map((medium, index) => picture(root, medium, words[index] ?? {}));
}

function picture(root: string, { file, role }: Yaml, { alt, caption, credit }: Yaml): DraftMedium {
  const path = resolve(root, String(file));
  if (!existsSync(path))
    throw new DaftarError('NO_PICTURE', `The picture ${path} is not there.`, 'Correct its name in item.yaml.');
  const [shown, below, by] = [alt, caption, credit].map((part) => String(part ?? ''));
  return {
    path,
    name: String(file),
    role: (role ?? 'lead') as DraftMedium['role'],
    alt: shown!,
    caption: below!,
    credit: by!,
  };
}

function attempt(file: string, read: () => Draft): FileResult {
  try {
    return { file, draft: read() };
  } catch (error) {
    if (error instanceof DaftarError) return { file, error };
    throw error;
  }
}

function attemptYaml(file: string): { yaml: Yaml } | { file: string; error: DaftarError } {
  try {
    return { yaml: readYaml(file, 'item') };
  } catch (error) {
    return { file, error: error as DaftarError };
  }
}

function failed(file: string, code: string, message: string, next: string): FileResult {
  return { file, error: new DaftarError(code, message, next) };
}

const KIND_ORDER = ['person', 'page', 'masthead'];

function order(result: FileResult): number {
  if ('error' in result) return -1;
  const place = KIND_ORDER.indexOf(result.draft.kind);
  return place < 0 ? KIND_ORDER.length : place;
}

function dateKey(result: FileResult): string {
  return 'draft' in result ? (result.draft.posted ?? '') : '';
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { hexSha256 } from '../base/hash.ts';
import { type Call, dataDirOf } from '../cli.ts';
import type { Draft } from '../desk/draft.ts';
import { storeByHash, takeIn } from '../desk/server/intake.ts';
import { releasedFrom } from '../desk/server/publish.ts';
import { recognise } from '../desk/server/recognise.ts';
import { type FileResult, isFilesSource, readFiles, readWhole } from '../import/files/files.ts';
import { type Earlier, type FileReport, type LegacyDraft, readLegacy } from '../import/legacy/legacy.ts';
import { languages } from '../languages/index.ts';
import { Newsroom } from '../newsroom.ts';
import { firstMasthead } from './first-masthead.ts';
import { passphraseOf } from './passphrase.ts';

/** What became of one file. */
export interface ReportRow {
  file: string;
  outcome: 'imported' | 'restricted' | 'duplicate' | 'version' | 'refused';
  key: string | null;
  kind: string | null;
  language: string | null;
  title: string | null;
  posted: string | null;
  number: string | null;
  path: string | null;
  /** Whether readers have what this text says, through this import or an earlier one. */
  published: boolean;
  findings: string[];
  why: string;
}

/** A promise to scripts: see specs/import.md, "Report". */
const SOME_REFUSED = 1;
const SOURCES = ['auto', 'files', 'legacy'];

/** `daftar import`: takes texts in, says of each file what became of it, and publishes them if asked to. */
export async function importTexts(call: Call): Promise<number> {
  const { words, options, print } = call;
  const from = (options.from as string | undefined) ?? 'auto';
  if (!SOURCES.includes(from))
    throw new DaftarError('USAGE', `There is no source "${from}".`, `Sources are ${SOURCES.join(', ')}.`);
  if (words.length === 0)
    throw new DaftarError('USAGE', 'Nothing to import was named.', 'Give files or folders: daftar import PATH...');
  for (const path of words) {
    if (!existsSync(path))
      throw new DaftarError(
        'NO_SUCH_PATH',
        `There is no ${path}.`,
        'Check the path and import again; nothing was taken in.',
      );
  }
  if (options.report) requireRoomFor(String(options.report));
  const newsroom = await Newsroom.open({ dataDir: dataDirOf(call), passphrase: passphraseOf(call) });
  try {
    const publish = options.publish === true;
    if (publish) newsroom.keys(); // said once, before the first text
    if (publish && !words.some(bringsMasthead)) await firstMasthead(newsroom);
    const [typed, captured] = split(words, from);
    const rows = [
      ...(await takeInFiles(newsroom, typed, { publish })),
      ...(await takeInLegacy(newsroom, captured, { publish })),
    ];
    if (publish) await newsroom.release();
    if (options.report) writeFileSync(String(options.report), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    if (options.json) for (const row of rows) print(JSON.stringify(row));
    else print(summary(rows, publish));
    const refused = rows.filter(({ outcome }) => outcome === 'refused').length;
    if (refused > 0 && refused === rows.length) throw allRefused(rows);
    return refused > 0 ? SOME_REFUSED : 0;
  } finally {
    await newsroom.close();
  }
}

/** A report that cannot be written is found out before the import, not after it. */
function requireRoomFor(report: string): void {
  if (existsSync(dirname(resolve(report))) && !statSync(report, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new DaftarError(
    'NO_SUCH_PATH',
    `The report cannot be written to ${report}.`,
    'Name a file in a folder that is there; nothing was taken in.',
  );
}

function allRefused(rows: ReportRow[]): DaftarError {
  return new DaftarError(
    'NOTHING_TAKEN_IN',
    rows.length === 1 ? `${rows[0]!.file} was refused.` : `All ${rows.length} texts were refused.`,
    'The reasons stand beside each: correct it and import again.',
  );
}

function bringsMasthead(path: string): boolean {
  return basename(path) === 'masthead.yaml' || existsSync(join(path, 'masthead.yaml'));
}

function split(paths: string[], from: string): [files: string[], legacy: string[]] {
  const typed = paths.filter((path) => from === 'files' || (from === 'auto' && isFilesSource(path)));
  return [typed, paths.filter((path) => !typed.includes(path))];
}

/** Items typed in files, in the order in which they are numbered. */
export async function takeInFiles(
  newsroom: Newsroom,
  paths: string[],
  { publish }: { publish: boolean },
): Promise<ReportRow[]> {
  const rows: ReportRow[] = [];
  const results = paths.flatMap(readFiles);
  await recognise(newsroom.desk, draftsIn(results), () => draftsIn(paths.flatMap(readWhole)));
  for (const result of results) {
    if ('error' in result) rows.push(refused(result.file, result.error));
    else rows.push(await takeInOne(newsroom, result.file, result.draft, publish));
  }
  return rows;
}

function draftsIn(results: FileResult[]): Draft[] {
  return results.flatMap((result) => ('draft' in result ? [result.draft] : []));
}

async function takeInLegacy(
  newsroom: Newsroom,
  paths: string[],
  { publish }: { publish: boolean },
): Promise<ReportRow[]> {
  const files = paths.flatMap((path) =>
    filesBelow(path).map((file) => ({ name: relative(process.cwd(), file), bytes: readFileSync(file) })),
  );
  if (files.length === 0) return [];
  // Also of what makes no text of its own, a duplicate or a refused file, nothing that came in is dropped.
  for (const { bytes } of files) storeByHash(newsroom.paths.originals, hexSha256(bytes), bytes);
  const { drafts, report, earlier } = readLegacy(files);
  const asBefore = drafts.map((draft) => ({ ...draft, ...earlier.get(draft) }));
  await recognise(newsroom.desk, [...drafts, ...asBefore]);
  await keepKinds(newsroom, drafts, earlier);
  const taken = new Map<Draft, ReportRow>();
  for (const draft of drafts)
    taken.set(draft, await takeInOne(newsroom, draft.original?.name ?? draft.key, draft, publish));
  const rest = report.filter(({ outcome }) => outcome === 'refused' || outcome === 'duplicate');
  const findings = new Map(report.map((row) => [`${row.file} ${row.key}`, row.findings]));
  for (const row of taken.values()) row.findings.push(...(findings.get(`${row.file} ${row.key}`) ?? []));
  return [...taken.values(), ...rest.map((row) => ({ ...row, ...whereFound(row, [...taken.values()]) }))];
}

/**
 * An item keeps the kind under which it was published: what a later version of Daftar takes for another kind stays as it is.
 * What nobody has published or touched yet becomes what it is taken for now.
 */
async function keepKinds({ desk }: Newsroom, drafts: LegacyDraft[], earlier: Map<LegacyDraft, Earlier>): Promise<void> {
  const known = await desk.db
    .selectFrom('items')
    .select(['id', 'source_key', 'kind', 'number'])
    .where('source_key', 'like', 'legacy:%')
    .execute();
  const items = new Map(known.map((item) => [item.source_key, item]));
  for (const draft of drafts) {
    const item = items.get(draft.key);
    if (!item || item.kind === draft.kind) continue;
    const others = await desk.db
      .selectFrom('revisions')
      .innerJoin('editions', 'editions.id', 'revisions.edition_id')
      .select('revisions.id')
      .where('editions.item_id', '=', item.id)
      .where('revisions.source', '!=', 'legacy')
      .executeTakeFirst();
    if (item.number === null && !others) {
      await desk.db.updateTable('items').set({ kind: draft.kind }).where('id', '=', item.id).execute();
      item.kind = draft.kind;
    } else Object.assign(draft, earlier.get(draft), { kind: item.kind });
  }
}

/** What was captured twice makes one draft: readers have both of it where they have that one. */
function whereFound({ key, language, title }: FileReport, taken: ReportRow[]) {
  const same = taken.find((row) => key && row.key === key && row.language === language && row.title === title);
  return { number: same?.number ?? null, path: same?.path ?? null, published: same?.published ?? false };
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function takeInOne(newsroom: Newsroom, file: string, draft: Draft, publish: boolean): Promise<ReportRow> {
  const { key, kind, language, title, posted } = draft;
  const row = { file, key, kind, language, title, posted, number: null, path: null, published: false, why: '' };
  try {
    const { revisionId, outcome, restricted, findings } = await takeIn(
      newsroom.desk,
      draft,
      (id) => languages.has(id),
      newsroom.now(),
    );
    if (restricted)
      return { ...row, outcome: outcome === 'duplicate' ? 'duplicate' : 'restricted', findings, why: restricted };
    if (publish) await newsroom.publish(revisionId);
    const release = await releasedFrom(newsroom.desk, revisionId);
    // What waits in the outbox from an import that was broken off goes out with this one.
    const shown = release && { number: release.number, path: release.path, published: publish || release.isOut };
    return { ...row, ...shown, findings, outcome: outcome === 'new' ? 'imported' : outcome };
  } catch (error) {
    if (error instanceof DaftarError) return { ...row, ...refused(file, error), key, kind, language, title, posted };
    throw error;
  }
}

function refused(file: string, error: DaftarError): ReportRow {
  return {
    file,
    outcome: 'refused',
    key: null,
    kind: null,
    language: null,
    title: null,
    posted: null,
    number: null,
    path: null,
    published: false,
    findings: [],
    why: error.toLine(),
  };
}

function summary(rows: ReportRow[], publish: boolean): string {
  const count = (outcome: ReportRow['outcome']) => rows.filter((row) => row.outcome === outcome).length;
  const numbers = `${count('imported')} imported, ${count('version')} other versions, ${count('duplicate')} known already, ${count('restricted')} restricted, ${count('refused')} refused`;
  const lines = rows
    .filter(({ outcome }) => outcome === 'restricted' || outcome === 'refused')
    .map(({ file, outcome, why }) => `  ${outcome}: ${file}: ${why}`);
  const published = rows.filter((row) => row.published).length;
  const next = publish ? `${published} published.` : 'Nothing was published; add --publish to do so.';
  const again = count('refused') > 0 ? ['What was refused is not in: correct it and import again.'] : [];
  return [`${rows.length} texts: ${numbers}.`, ...lines, next, ...again].join('\n');
}

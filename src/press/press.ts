import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Breath } from '../base/breath.ts';
import { hexSha256 } from '../base/hash.ts';
import { Recent } from '../base/recent.ts';
import { programVersion } from '../base/version.ts';
import { kinds } from '../kinds/index.ts';
import { languages } from '../languages/index.ts';
import type { ReleaseEntry } from '../record/entry.ts';
import { readReceipt, receiptsUpTo } from '../record/receipts.ts';
import type { Release } from '../record/release.ts';
import { paths, type RecordReader } from '../record/store.ts';
import { type Assets, assetsFor, sheetsOf } from '../theme/style.ts';
import { Catalogue, type Edition } from './catalogue.ts';
import { pressingCode } from './code.ts';
import type { Source } from './frame.ts';
import {
  fixedOutputs,
  hasLetter,
  type Outputs,
  outputsOf,
  receiptOutputs,
  registerOutputs,
  tombstoneOutputs,
} from './outputs.ts';
import { assetOf, type Draft, previewPage, type Ways } from './preview.ts';
import { type Sheets, sheetsFor } from './sheet/sheet.ts';
import { pdfOf, type Refusal, refusalsInWords } from './sheets.ts';
import { SiteFolder } from './site-folder.ts';
import { verifierScript } from './verifier-script.ts';
import { registerOf } from './verify-page.ts';

export interface PressOptions {
  record: RecordReader;
  /** The site's folder; `<site>.json` beside it remembers what it was pressed from, and can be deleted. */
  siteDir: string;
  cacheDir: string | null;
  /** What typesets letters and pictures; by default a typesetter for all languages. */
  sheets?: Sheets;
  /** Called now and then with how many of how many files are rendered. */
  progress?: (done: number, of: number) => void;
  /** Told after a press, in one sentence, what is on the site otherwise than it should be. */
  onFinding?: (finding: string) => void;
}

/**
 * Turns releases into pages: a function of the record, the theme and the version of Daftar, and of nothing else.
 *
 * One press stays in memory and follows the record: `catchUp` takes in what the log holds beyond what it has seen, finds
 * the pages that this touches, renders exactly those and makes them visible together.
 */
export class Press {
  readonly site: SiteFolder;
  #options: PressOptions;
  #catalogue = new Catalogue();
  #position = 0;
  /** How many entries from the start have their receipts, as far as this press has looked. */
  #receipts = 0;
  /** What stands in the catalogue and not yet on the site: after a failure more than the last batch. */
  #touched: Outputs | 'everything';
  #made: Made;
  #last: Pressed | null;
  #releases: Recent<Release>;

  static async open(options: PressOptions): Promise<Press> {
    const all = [...languages.values()];
    const [assets, sheets, script] = await Promise.all([
      assetsFor(all, options.cacheDir),
      options.sheets ?? sheetsFor(all),
      verifierScript(options.cacheDir),
    ]);
    return new Press(options, { assets, sheets, script });
  }

  private constructor(options: PressOptions, made: Made) {
    this.#options = options;
    this.#made = made;
    this.#releases = this.#newCache();
    this.site = new SiteFolder(options.siteDir, options.record.dir);
    this.#last = readPressed(options.siteDir);
    if (this.#last && !isUsable(this.#last, options.record, made.assets)) this.#last = null;
    this.#touched = this.#last ? new Map() : 'everything';
  }

  /** Brings the site up to the log's head. Returns the files that changed. After a failure the next call goes on. */
  async catchUp(): Promise<string[]> {
    const { record, siteDir } = this.#options;
    record.refresh();
    const { size } = record;
    const register = hexSha256(JSON.stringify(registerOf(record)));
    this.#receipts = receiptsUpTo(record, this.#receipts);
    const now = { version: version(this.#made.assets, record), size, register, receipts: this.#receipts };
    if (this.#last && this.#position === size && isSame(this.#last, now)) return [];
    if (this.#last && this.#last.version !== now.version) this.#touched = 'everything';
    this.#follow(size);
    this.#touchReceipted();
    if (!this.#catalogue.masthead) return []; // nothing shapes a page yet
    if (this.#touched !== 'everything') addAll(this.#touched, registerOutputs(this.#source()));
    const changed = await (this.#touched === 'everything' ? this.#renderAll() : this.#render(this.#touched));
    const pressed = { ...now, head: headOf(record, size) };
    writePressed(siteDir, pressed);
    this.#last = pressed;
    this.#touched = new Map();
    return changed;
  }

  #newCache(): Recent<Release> {
    return new Recent((sha256) => this.#options.record.release(sha256), RELEASES_KEPT);
  }

  /** The letter of an edition as it stands on the site, or would; null where there is none. Presses nothing else. */
  letter(number: string, language: string): Uint8Array | null {
    const { record } = this.#options;
    this.#follow(record.size);
    this.#receipts = receiptsUpTo(record, this.#receipts);
    const edition = this.#catalogue.edition(number, language);
    if (!this.#catalogue.masthead || !edition?.current.path || !hasLetter(edition)) return null;
    return pdfOf(this.#source(), edition);
  }

  /** The page of what is not released yet. `follow` takes in the log before, where nothing else in this process does. */
  preview(draft: Draft, ways: Ways, follow: boolean): string {
    const { record } = this.#options;
    if (follow) record.refresh();
    if (follow || this.#position === 0) this.#follow(record.size);
    return previewPage(this.#source(), this.#made.assets, draft, ways);
  }

  /** The style sheet or a font that such a page names. */
  asset(name: string): Uint8Array | null {
    return assetOf(this.#made.assets, name);
  }

  /** Takes in the log up to `size`; what came after the last press touches pages, what came before stands already. */
  #follow(size: number): void {
    const { record } = this.#options;
    if (this.#hasErasures(size)) this.#startOver();
    this.#catalogue.demo = record.demo;
    for (const { index, entry } of record.entries(this.#position, size)) {
      const erased = entry.type === 'release' ? record.erased(entry.release) : null;
      if (entry.type === 'release' && erased) this.#catalogue.applyErased(entry, index, erased);
      else if (entry.type === 'release') this.#take(record.release(entry.release), entry, index);
      else if (entry.type === 'key' && entry.action === 'revoke') this.#catalogue.revoked.set(entry.key, index);
      // An erasure, or a key that is revoked, may show on any page.
      if (this.#isNews(index) && ((entry.type === 'key' && entry.action === 'revoke') || entry.type === 'erase'))
        this.#touched = 'everything';
      this.#position = index + 1;
    }
  }

  #hasErasures(size: number): boolean {
    for (const { index } of this.#options.record.erasures().values())
      if (index >= this.#position && index < size) return true;
    return false;
  }

  /** Nothing that was learnt from a text which is erased since may stay in memory. */
  #startOver(): void {
    this.#catalogue = new Catalogue();
    this.#releases = this.#newCache();
    this.#position = 0;
  }

  #isNews(position: number): boolean {
    return this.#last !== null && position >= this.#last.size;
  }

  #take(release: Release, entry: ReleaseEntry, position: number): void {
    const isNews = this.#isNews(position);
    const known = this.#catalogue.edition(release.number, release.language);
    if (isNews && known) this.#touch(known);
    const wasOpen = isNews && this.#isSectionOpen(release);
    const edition = this.#catalogue.apply(release, entry, position);
    if (!isNews) return;
    this.#touch(edition);
    if (release.kind === 'masthead' || wasOpen !== this.#isSectionOpen(release) || this.#inNavigation(release.number))
      this.#touched = 'everything';
  }

  #touch(edition: Edition): void {
    if (this.#touched !== 'everything') addAll(this.#touched, outputsOf(edition, this.#catalogue));
  }

  /** Receipts that came after the last press: texts from before it show theirs now. */
  #touchReceipted(): void {
    if (!this.#last || this.#receipts === this.#last.receipts) return;
    if (this.#receipts < this.#last.receipts) this.#touched = 'everything'; // some were taken away
    for (const { entry } of this.#options.record.entries(this.#last.receipts, this.#receipts)) {
      if (this.#touched === 'everything') return;
      if (entry.type === 'release') addAll(this.#touched, receiptOutputs(entry, this.#catalogue));
    }
  }

  /** Every page's navigation has the sections that are open, in its language. */
  #isSectionOpen({ kind, language }: Release): boolean {
    return this.#catalogue.isOpen(kinds.get(kind), language);
  }

  #inNavigation(number: string): boolean {
    return this.#catalogue.masthead?.fields.navigation.some(({ item }) => item === number) ?? false;
  }

  #renderAll(): Promise<string[]> {
    const outputs: Outputs = new Map();
    for (const editions of this.#catalogue.items.values()) {
      for (const edition of editions.values()) addAll(outputs, outputsOf(edition, this.#catalogue));
    }
    for (const tombstones of this.#catalogue.tombstones.values()) {
      for (const tombstone of tombstones.values()) addAll(outputs, tombstoneOutputs(tombstone));
    }
    addAll(outputs, fixedOutputs(this.#source()));
    for (const [address, bytes] of this.#made.assets.files) outputs.set(address, () => bytes);
    return this.#render(outputs, { andNothingElse: true });
  }

  /** Rendering lets others in between, the server above all; only the commit is one step. */
  async #render(outputs: Outputs, { andNothingElse = false } = {}): Promise<string[]> {
    const refusals: Refusal[] = [];
    const source = this.#source((refusal) => refusals.push(refusal));
    const breath = new Breath();
    let done = 0;
    this.site.begin();
    if (andNothingElse) this.site.stageRemovalOfOthers(outputs.keys());
    for (const [address, render] of outputs) {
      await this.site.stage(address, render(source));
      if (++done % 500 === 0) this.#options.progress?.(done, outputs.size);
      await breath.afterStep();
    }
    const changed = this.site.commit();
    if (refusals.length > 0) this.#options.onFinding?.(refusalsInWords(refusals));
    return changed;
  }

  #source(refused: Source['refused'] = () => {}): Source {
    const { record } = this.#options;
    return {
      catalogue: this.#catalogue,
      release: (sha256) => this.#releases.get(sha256),
      releaseBytes: (sha256) => record.releaseBytes(sha256),
      policy: policyText(record),
      mediaPath: (sha256) => record.mediaPath(sha256),
      mediaBytes: (sha256) => readFileSync(record.mediaPath(sha256)),
      mediaLength: (sha256) => statSync(record.mediaPath(sha256)).size,
      sheetsFor: (markup) => sheetsOf(this.#made.assets, markup),
      scripts: this.#made.assets.scripts,
      sheets: this.#made.sheets,
      log: registerOf(record),
      receipts: this.#receipts,
      receipt: ({ sha256, position }) => (position < this.#receipts ? readReceipt(record, sha256) : null),
      verifierScript: this.#made.script,
      refused,
    };
  }
}

/** A text is needed by its page, its PDF, its plain words and several feeds, one soon after the other. */
const RELEASES_KEPT = 256;

/** What is made before the first page, and the same for all. */
interface Made {
  assets: Assets;
  sheets: Sheets;
  script: string;
}

/** What the site was last pressed from. */
interface Pressed {
  version: string;
  size: number;
  /** SHA-256 of the log's last entry then. */
  head: string;
  /** Hash of the state of the log as the site shows it: witnesses countersign without adding entries. */
  register: string;
  /** How many entries from the start had their receipts: these come when witnesses do. */
  receipts: number;
}

function isSame(last: Pressed, now: Omit<Pressed, 'head'>): boolean {
  return (['version', 'size', 'register', 'receipts'] as const).every((key) => last[key] === now[key]);
}

/** A site that was pressed from another record, or from more than this one holds, says nothing about this one. */
function isUsable(last: Pressed, record: RecordReader, assets: Assets): boolean {
  if (last.version !== version(assets, record) || !(last.size >= 1 && last.size <= record.size)) return false;
  return typeof last.receipts === 'number' && last.head === headOf(record, last.size);
}

function headOf(record: RecordReader, size: number): string {
  return hexSha256(record.entryBytes(size - 1));
}

/** A record's policy changes while this one runs, or while nothing does; every letter carries it. */
function version(assets: Assets, record: RecordReader): string {
  const files = hexSha256([...assets.files.keys(), policyText(record)].sort().join('\n')).slice(0, 16);
  return `${programVersion()} ${pressingCode()} ${files}`;
}

function policyText({ dir }: RecordReader): string {
  return readFileSync(join(dir, paths.policy), 'utf8');
}

function readPressed(siteDir: string): Pressed | null {
  if (!existsSync(join(siteDir, 'index.html'))) return null;
  try {
    return JSON.parse(readFileSync(`${siteDir}.json`, 'utf8'));
  } catch {
    return null; // unknown: everything is rendered again
  }
}

function writePressed(siteDir: string, pressed: Pressed): void {
  writeFileSync(`${siteDir}.json.new`, JSON.stringify(pressed));
  renameSync(`${siteDir}.json.new`, `${siteDir}.json`);
}

function addAll(target: Outputs, more: Outputs): void {
  for (const [address, render] of more) target.set(address, render);
}

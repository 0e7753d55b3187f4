import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hexSha256 } from '../base/hash.ts';
import { kinds } from '../kinds/index.ts';
import { languages } from '../languages/index.ts';
import type { Release } from '../record/release.ts';
import type { RecordReader } from '../record/store.ts';
import { type Assets, assetsFor } from '../theme/style.ts';
import { programVersion } from '../base/version.ts';
import { Recent } from '../base/recent.ts';
import { Catalogue } from './catalogue.ts';
import type { Source } from './frame.ts';
import { type Outputs, fixedOutputs, outputsOf } from './outputs.ts';
import { type Sheets, sheetsFor } from './sheet/sheet.ts';
import { SiteFolder } from './site-folder.ts';

export interface PressOptions {
  record: RecordReader;
  /** The site's folder; `<site>.json` beside it remembers what it was pressed from, and can be deleted. */
  siteDir: string;
  cacheDir: string | null;
  /** Called now and then with how many of how many files are rendered. */
  progress?: (done: number, of: number) => void;
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
  #assets: Assets;
  #sheets: Sheets;
  #last: Pressed | null;
  #releases: Recent<Release>;

  static async open(options: PressOptions): Promise<Press> {
    const assets = await assetsFor([...languages.values()], options.cacheDir);
    const sheets = await sheetsFor([...languages.values()]);
    return new Press(options, assets, sheets);
  }

  private constructor(options: PressOptions, assets: Assets, sheets: Sheets) {
    this.#options = options;
    this.#assets = assets;
    this.#sheets = sheets;
    this.#releases = new Recent((sha256) => options.record.release(sha256), RELEASES_KEPT);
    this.site = new SiteFolder(options.siteDir, options.record.dir);
    this.#last = readPressed(options.siteDir);
    if (this.#last?.version !== version(assets)) this.#last = null;
  }

  /** Brings the site up to the log's head. Returns the files that changed. */
  catchUp(): string[] {
    const { record, siteDir } = this.#options;
    record.refresh();
    const { size } = record;
    const from = this.#last?.size ?? null;
    if (from === size && this.#position === size) return [];
    const touched = this.#follow(size, from);
    if (!this.#catalogue.masthead) return []; // nothing shapes a page yet
    const changed = touched === 'everything' ? this.#renderAll() : this.#render(touched);
    this.#last = { version: version(this.#assets), size };
    writePressed(siteDir, this.#last);
    return changed;
  }

  /** Takes in the log up to `size`; what came after `from` touches pages, what came before stands already. */
  #follow(size: number, from: number | null): Outputs | 'everything' {
    const touched: Outputs = new Map();
    let everything = from === null;
    this.#catalogue.demo = this.#options.record.demo;
    for (const { index: position, entry } of this.#options.record.entries(this.#position, size)) {
      if (entry.type !== 'release') continue;
      const release = this.#options.record.release(entry.release);
      const news = from !== null && position >= from;
      const known = this.#catalogue.edition(release.number, release.language);
      if (news && known) addAll(touched, outputsOf(known, this.#catalogue));
      const opensSection = this.#isFirstOfSection(release);
      const edition = this.#catalogue.apply(release, entry.release, position);
      if (!news) continue;
      addAll(touched, outputsOf(edition, this.#catalogue));
      everything ||= release.kind === 'masthead' || opensSection || this.#inNavigation(release.number);
    }
    this.#position = size;
    return everything ? 'everything' : touched;
  }

  /** A section enters every page's navigation with its first edition in a language. */
  #isFirstOfSection({ kind, language }: Release): boolean {
    return !this.#catalogue.shelves.get(`${language}/${kinds.get(kind)?.section}/`)?.size;
  }

  #inNavigation(number: string): boolean {
    return this.#catalogue.masthead?.fields.navigation.some(({ item }) => item === number) ?? false;
  }

  #renderAll(): string[] {
    const outputs: Outputs = new Map();
    for (const editions of this.#catalogue.items.values()) {
      for (const edition of editions.values()) addAll(outputs, outputsOf(edition, this.#catalogue));
    }
    addAll(outputs, fixedOutputs(this.#source()));
    for (const [address, bytes] of this.#assets.files) outputs.set(address, () => bytes);
    this.site.stageRemovalOfOthers(outputs.keys());
    return this.#render(outputs);
  }

  #render(outputs: Outputs): string[] {
    const source = this.#source();
    let done = 0;
    for (const [address, render] of outputs) {
      this.site.stage(address, render(source));
      if (++done % 500 === 0) this.#options.progress?.(done, outputs.size);
    }
    return this.site.commit();
  }

  #source(): Source {
    const { record } = this.#options;
    return {
      catalogue: this.#catalogue,
      release: (sha256) => this.#releases.get(sha256),
      mediaBytes: (sha256) => readFileSync(record.mediaPath(sha256)),
      styleSheet: this.#assets.styleSheet,
      sheets: this.#sheets,
    };
  }
}

/** A text is needed by its page, its PDF, its plain words and several feeds, one soon after the other. */
const RELEASES_KEPT = 256;

/** What the site was last pressed from. */
interface Pressed {
  version: string;
  size: number;
}

function version(assets: Assets): string {
  return `${programVersion()} ${hexSha256([...assets.files.keys()].sort().join('\n')).slice(0, 16)}`;
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

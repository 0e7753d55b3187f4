import { DaftarError } from '../base/errors.ts';
import type { Language } from '../languages/language.ts';
import type { Release } from '../record/release.ts';
import { isForgeryNotice } from './forgery.ts';
import type { Masthead, Surroundings } from './frame.ts';
import type { OpenedRecord } from './log.ts';
import { openIndex, type PassageIndex } from './passages.ts';
import { noticeSurfaceOf, plainSurface, type Surface, surfaceOf } from './surface.ts';
import type { Found } from './verdict.ts';

type ReleaseEntry = Extract<OpenedRecord['entries'][number], { type: 'release' }>;

/** A release entry of the log, with the text where it is there. */
export interface Held {
  index: number;
  entry: ReleaseEntry;
  release: Release | null;
}

/** Releases that are kept in memory with their surfaces; texts of this many are compared at most in one question. */
const KEPT = 600;

/** An opened record as the verdict reads it: releases by entry, what a reader can copy of each, the index of passages. */
export class Library {
  record: OpenedRecord;
  languages: ReadonlyMap<string, Language>;
  /** Entries whose release could not be read, with the code that says why. */
  damaged = new Map<number, string>();
  #held = new Map<number, Promise<Held>>();
  #surfaces = new Map<number, Promise<Surface[]>>();
  #index: Promise<PassageIndex> | null = null;
  #mastheads: Promise<Masthead[]> | null = null;
  #navigations = new Map<string, Promise<string[]>>();

  constructor(record: OpenedRecord, languages: ReadonlyMap<string, Language> = new Map()) {
    this.record = record;
    this.languages = languages;
  }

  index(): Promise<PassageIndex> {
    this.#index ??= openIndex(this.record);
    return this.#index;
  }

  /** Null where the entry is no release. The release in it is null where it was erased or is damaged. */
  async held(index: number): Promise<Held | null> {
    const entry = this.record.entries[index];
    if (entry?.type !== 'release') return null;
    return kept(this.#held, index, async () => ({ index, entry, release: await this.#release(index, entry.release) }));
  }

  /** The newest entry of an edition. */
  newest({ number, language }: { number: string; language: string }): { index: number; entry: ReleaseEntry } {
    return this.record.edition(number, language).at(-1)! as { index: number; entry: ReleaseEntry };
  }

  /** What can be copied of a release; a withdrawn one has its notice as well. */
  async surfaces({ index, entry, release }: Held): Promise<Surface[]> {
    if (!release) return [];
    return kept(this.#surfaces, index, async () => {
      const around = await this.#around(index, entry);
      const surfaces = [surfaceOf(release, around)];
      return release.event === 'withdraw' ? [...surfaces, noticeSurfaceOf(release, around)] : surfaces;
    });
  }

  /** What a verdict shows of a release. */
  found({ index, entry, release }: Held): Found {
    const { number, language, version, event, time: entered, release: sha256 } = entry;
    const { keyId, ended } = this.record.checkEntry(index);
    const grounds = this.record.erased.get(sha256)?.grounds ?? this.damaged.get(index) ?? '';
    const { posted = null, title = '', path = '', note = grounds } = release ?? {};
    const key = { id: keyId, ended };
    return { number, language, version, event, sha256, index, entered, posted, title, path, note, key };
  }

  async #release(index: number, sha256: string): Promise<Release | null> {
    try {
      return await this.record.release(sha256);
    } catch (error) {
      if (!(error instanceof DaftarError) || !/^RELEASE_/.test(error.code)) throw error;
      this.damaged.set(index, error.code);
      return null;
    }
  }

  async #around(position: number, entry: ReleaseEntry): Promise<Surroundings> {
    const [first] = this.record.edition(entry.number, entry.language);
    this.#mastheads ??= this.#allMastheads();
    return {
      languages: this.languages,
      mastheads: await this.#mastheads,
      navigation: await this.#navigation(entry.language),
      firstReleased: first!.entry.time,
      position,
      sha256: entry.release,
    };
  }

  #navigation(language: string): Promise<string[]> {
    const known = this.#navigations.get(language);
    if (known) return known;
    const made = this.#titles(language);
    this.#navigations.set(language, made);
    return made;
  }

  async #titles(language: string): Promise<string[]> {
    const [masthead] = await this.#mastheads!;
    const editions = (masthead?.navigation ?? []).map(({ item }) => this.record.edition(item, language).at(-1));
    const held = await Promise.all(editions.map((edition) => edition && this.held(edition.index)));
    return held.flatMap((one) => one?.release?.title ?? []);
  }

  /** Newest first. A masthead is known by its number's letters and by belonging to no language. */
  async #allMastheads(): Promise<Masthead[]> {
    const indexes = this.record.entries.flatMap((entry, index) =>
      entry.type === 'release' && entry.language === 'mul' && entry.number.startsWith('MH-') ? [index] : [],
    );
    const held = await Promise.all(
      indexes
        .reverse()
        .slice(0, 50)
        .map((index) => this.held(index)),
    );
    return held.flatMap((one) => (one?.release ? [one.release.fields as unknown as Masthead] : []));
  }
}

/** The text that circulates and is not ours, of a notice that says so; null of any other release. */
export function forgedSurface({ fields, language }: Release): Surface | null {
  const { forged } = fields;
  return isForgeryNotice({ fields }) && typeof forged === 'string' && forged.trim() !== ''
    ? plainSurface(forged, language)
    : null;
}

/** Kept in order of making; the oldest go first. */
function kept<Value>(cache: Map<number, Promise<Value>>, key: number, make: () => Promise<Value>): Promise<Value> {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  if (cache.size > KEPT) cache.delete(cache.keys().next().value!);
  return made;
}

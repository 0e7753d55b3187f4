import type { Content } from '../api-types.ts';
import {
  type Effect,
  type Event,
  isUnsaved,
  type Keeping,
  type Kept,
  opened,
  type Save,
  type Step,
  step,
  type Theirs,
} from './keeping.ts';

/** What keeps words on this device: the browser's database, in tests anything with two methods. */
export interface Shelf {
  put(kept: Kept): Promise<void>;
  drop(kept: Pick<Kept, 'edition' | 'person' | 'tab'>): Promise<void>;
}

export interface KeeperOptions {
  edition: number;
  person: string;
  /** Of this opening of the page. */
  tab: string;
  shelf: Shelf;
  /** Sends a save and says how it went, as an event. Never throws. */
  send(save: Save): Promise<Event>;
  /** Makes fields that give out their words with a delay do so now, by `typed`. */
  gather?(): void;
  now?: () => number;
}

/** Carries out what `step` says, and tells whoever listens. */
export class Keeper {
  state: Keeping;
  /** Words cannot be kept on this device: it is full, or the browser keeps nothing. */
  isShelfBroken = false;
  #options: KeeperOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #listeners = new Set<() => void>();
  #shelving: Promise<void> | null = null;
  #shelveAgain = false;
  #snapshot: Snapshot;

  constructor(options: KeeperOptions, theirs: Theirs, kept: Kept | null) {
    this.#options = options;
    const [state, effects] = opened(theirs, kept);
    this.state = state;
    this.#snapshot = { ...state, isShelfBroken: false };
    for (const effect of effects) this.#carryOut(effect, kept);
  }

  typed(content: Content): void {
    this.happened({ type: 'typed', content, at: this.#now() });
  }

  happened(event: Event): void {
    const before = this.state.offered;
    const [state, effects]: Step = step(this.state, event);
    this.state = state;
    for (const effect of effects) this.#carryOut(effect, before);
    this.#tell();
  }

  /** For whoever leaves the page: what is unsaved is sent at once. It is kept here until the answer has come. */
  leave(): void {
    this.#options.gather?.();
    if (isUnsaved(this.state)) this.happened({ type: 'due' });
  }

  /** Saves, and says whether the server has every word now. */
  async save(name: string | null = null): Promise<boolean> {
    this.#options.gather?.();
    this.happened({ type: 'save', name });
    while (this.state.phase === 'saving') await this.#change();
    return this.state.phase === 'saved';
  }

  /** Saves what is not saved yet; whoever has only looked saves nothing, and is no author of it. */
  async settle(): Promise<boolean> {
    this.#options.gather?.();
    return isUnsaved(this.state) ? this.save() : true;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  snapshot = (): Snapshot => this.#snapshot;

  #carryOut(effect: Effect, offered: Kept | null): void {
    switch (effect.do) {
      case 'keep':
      case 'forget':
        this.#shelve();
        return;
      case 'forget-offered':
        if (offered) void this.#options.shelf.drop(offered).catch(() => {});
        return;
      case 'send':
        void this.#options.send(effect.save).then((event) => this.happened(event));
        return;
      case 'timer':
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.happened({ type: 'due' }), effect.ms);
        return;
      case 'no-timer':
        clearTimeout(this.#timer);
    }
  }

  /** One write at a time, and always of the newest words. */
  #shelve(): void {
    if (this.#shelving) {
      this.#shelveAgain = true;
      return;
    }
    this.#shelving = this.#writeShelf().then(() => {
      this.#shelving = null;
      if (this.#shelveAgain) {
        this.#shelveAgain = false;
        this.#shelve();
      }
    });
  }

  async #writeShelf(): Promise<void> {
    const { edition, person, tab, shelf } = this.#options;
    const { base, server, form, content } = this.state;
    try {
      if (isUnsaved(this.state))
        await shelf.put({ edition, person, tab, base, server, form, content, at: this.#now() });
      else await shelf.drop({ edition, person, tab });
      this.#shelfWorks(true);
    } catch {
      this.#shelfWorks(false);
    }
  }

  #shelfWorks(works: boolean): void {
    if (this.isShelfBroken === !works) return;
    this.isShelfBroken = !works;
    this.#tell();
  }

  #tell(): void {
    this.#snapshot = { ...this.state, isShelfBroken: this.isShelfBroken };
    for (const listener of this.#listeners) listener();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        stop();
        resolve();
      });
    });
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }
}

export type Snapshot = Keeping & { isShelfBroken: boolean };

/** A map that forgets what was used longest ago, so that the bytes in it never exceed its limit. */
export class Lru<Value> {
  readonly limit: number;
  bytes = 0;
  #entries = new Map<string, { value: Value; bytes: number }>();

  constructor(limit: number) {
    this.limit = limit;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Reading makes an entry the newest. */
  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  holds(key: string, value: Value): boolean {
    return this.#entries.get(key)?.value === value;
  }

  /** What is larger than the whole limit is not kept. Setting the same key again replaces value and size. */
  set(key: string, value: Value, bytes: number): void {
    this.delete(key);
    if (bytes > this.limit) return;
    this.#entries.set(key, { value, bytes });
    this.bytes += bytes;
    this.#evict();
  }

  delete(key: string): void {
    this.bytes -= this.#entries.get(key)?.bytes ?? 0;
    this.#entries.delete(key);
  }

  *values(): Iterable<Value> {
    for (const { value } of this.#entries.values()) yield value;
  }

  clear(): void {
    this.#entries.clear();
    this.bytes = 0;
  }

  #evict(): void {
    for (const oldest of this.#entries.keys()) {
      if (this.bytes <= this.limit) return;
      this.delete(oldest);
    }
  }
}

/** Keeps the `most` values that were asked for last; others are made again. */
export class Recent<Value> {
  #make: (key: string) => Value;
  #most: number;
  #values = new Map<string, Value>();

  constructor(make: (key: string) => Value, most: number) {
    this.#make = make;
    this.#most = most;
  }

  get(key: string): Value {
    const known = this.#values.get(key);
    const value = known ?? this.#make(key);
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#most) this.#values.delete(this.#values.keys().next().value!);
    return value;
  }
}

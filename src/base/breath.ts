import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How long work may hold the event loop, and after how many steps memory is given back. */
const HOLD_MS = 25;
const STEPS_PER_COLLECTION = 400;

/**
 * Breaks for long work in one thread. Between two, requests are answered, and native memory is given back: the pictures
 * and documents that rendering leaves behind lie outside JavaScript's heap, which the collector therefore thinks small,
 * and are let go only when the event loop turns. Without this, a thousand pages held 5 GB.
 */
export class Breath {
  #steps = 0;
  #since = performance.now();

  async afterStep(): Promise<void> {
    this.#steps++;
    if (this.#steps % STEPS_PER_COLLECTION === 0) collect();
    else if (performance.now() - this.#since < HOLD_MS) return;
    await setImmediate();
    this.#since = performance.now();
  }
}

let collector: (() => void) | null = null;

function collect(): void {
  if (!collector) {
    setFlagsFromString('--expose-gc');
    collector = runInNewContext('gc') as () => void;
  }
  collector();
}

/**
 * An error that a person reads: what is wrong and where (`message`), what to do next (`next`), and a code that scripts
 * and documents can hold on to. Every code is explained in specs/errors.md.
 */
export class DaftarError extends Error {
  code: string;
  next: string;

  constructor(code: string, message: string, next = '') {
    super(message);
    this.name = 'DaftarError';
    this.code = code;
    this.next = next;
  }

  /** One line for a terminal: `CODE: what is wrong. What to do next.` */
  toLine(): string {
    return [`${this.code}: ${this.message}`, this.next].filter(Boolean).join(' ');
  }
}

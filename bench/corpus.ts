import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One language of a statement. */
export interface CorpusLine {
  id: number;
  slug: string;
  lang: string;
  date: string;
  title: string;
  summary: string;
  place: string;
  tags: string[];
  /** Paragraphs with blank lines between them. */
  body: string;
}

/** The deterministic corpus (`corpus.mjs`) of so many statements, each in three languages, line by line. */
export async function* corpus(statements: number): AsyncGenerator<CorpusLine> {
  const folder = mkdtempSync(join(tmpdir(), 'daftar-corpus-'));
  const file = join(folder, 'corpus.jsonl');
  try {
    const generator = join(import.meta.dirname, 'corpus.mjs');
    execFileSync(process.execPath, [generator, String(statements), file], { cwd: folder });
    for await (const line of createInterface({ input: createReadStream(file) })) yield JSON.parse(line);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

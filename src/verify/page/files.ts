/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { RecordSource } from '../source.ts';

/**
 * The record's folder as a reader picks it in a browser: files by their path below it. The folder itself, one that holds
 * it (the whole site), and one opened under another name all do.
 */
export function filesSource(files: Iterable<File>): RecordSource {
  const all = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const checkpoint = all.find(({ path }) => path.endsWith('/log/checkpoint'));
  const root = checkpoint?.path.slice(0, -'log/checkpoint'.length) ?? '';
  const below = new Map(
    all.filter(({ path }) => path.startsWith(root)).map(({ path, file }) => [path.slice(root.length), file]),
  );
  return {
    async read(path) {
      const file = below.get(path);
      return file ? new Uint8Array(await file.arrayBuffer()) : null;
    },
  };
}

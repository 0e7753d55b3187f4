import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { build } from 'esbuild';

const EDITOR = join(import.meta.dirname, '../../src/desk/ui/editor');
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
};

/** The editor on its page of src/desk/ui/editor/harness.html, bundled and served. */
export async function serveEditor(port = 0): Promise<{ url: string; close(): void }> {
  const { outputFiles } = await build({
    entryPoints: { harness: join(EDITOR, 'harness.tsx') },
    outdir: '/out',
    bundle: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    target: 'es2023',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file', '.woff': 'empty' },
    logLevel: 'error',
  });
  const files = new Map(outputFiles.map(({ path, contents }) => [path.replace('/out', ''), contents]));
  files.set('/', readFileSync(join(EDITOR, 'harness.html')));
  const server = createServer(({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const file = files.get(pathname);
    response.writeHead(file ? 200 : 404, { 'Content-Type': TYPES[extname(pathname) || '.html'] ?? 'text/plain' });
    response.end(file);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}

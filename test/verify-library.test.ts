import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { ROOT } from './helpers/places.ts';

test('the verifier makes a bundle for browsers of less than 40 KB', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/verify/index.ts')],
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser', // anything of Node's would not resolve
    target: 'es2022',
    charset: 'utf8',
  });
  const size = brotliCompressSync(outputFiles[0]!.contents).length;
  assert.ok(size < 40 * 1024, `${size} bytes`);
});

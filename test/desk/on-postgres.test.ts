import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startPostgres } from '../helpers/postgres.ts';

/** All other tests of this folder once more, each desk in a database of a real PostgreSQL. */
test('the desk works on PostgreSQL as it does on SQLite', { timeout: 300_000 }, async (t) => {
  const { url, stop } = await startPostgres();
  t.after(stop);
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts') && name !== 'on-postgres.test.ts')
    .map((name) => join(import.meta.dirname, name));
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--test', '--test-concurrency=2', '--test-reporter=tap', ...files], {
    env: { ...env, POSTGRES_OF_TESTS: url },
  });
  let out = '';
  child.stdout.on('data', (data) => {
    out += data;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(
    code,
    0,
    out
      .split('\n')
      .filter((line) => /not ok|error:/.test(line))
      .join('\n'),
  );
  assert.match(out, /^# pass [1-9]\d+$/m);
});

import { run } from './cli.ts';

/** What bin/daftar starts, under the Node that came with the package. */
const code = await run(
  process.argv.slice(2),
  (line) => process.stdout.write(`${line}\n`),
  (line) => process.stderr.write(`${line}\n`),
);
// What failed may have left a server open behind it: a failure ends the process.
if (code) process.exit(code);

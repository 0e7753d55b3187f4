/**
 * The demonstration of the README: a word is changed in a copy of a statement, in a copy of its PDF, and in a copy of the
 * record itself, and each is caught. Works on copies in a temporary folder: `npx node scripts/sixty-seconds.ts [data]`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
const data = process.argv[2] ?? join(ROOT, 'data');
const statement = join(data, 'site/en/statements/2021/footbridge-opens');
if (!existsSync(statement)) {
  console.error(`The demonstration newsroom is not in ${data}: start it with "npm start", and leave it running.`);
  process.exit(64);
}
const copies = mkdtempSync(join(tmpdir(), 'daftar-sixty-'));

show('A statement, as its page gives it out:', join(statement, 'text.txt'));

const text = join(copies, 'text.txt');
writeFileSync(text, readFileSync(join(statement, 'text.txt'), 'utf8').replace('Friday', 'Monday'));
show('A copy of it in which one word was changed, Friday to Monday:', text);

const pdf = join(copies, 'letter.pdf');
cpSync(join(statement, readdirSync(statement).find((name) => name.endsWith('.pdf'))!), pdf);
show('Its letter:', pdf);
spawnSync(process.execPath, [join(ROOT, 'scripts/change-one-word.ts'), pdf, 'Friday', 'Monday'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
show('A copy of the letter in which the same word was changed:', join(copies, 'letter.changed.pdf'));

const record = join(copies, 'record');
cpSync(join(data, 'record'), record, { recursive: true });
const release = readdirSync(join(record, 'releases'), { recursive: true, encoding: 'utf8' })
  .map((name) => join(record, 'releases', name))
  .find(
    (file) => file.endsWith('.json') && readFileSync(file, 'utf8').includes('"en/statements/2021/footbridge-opens/"'),
  )!;
writeFileSync(release, readFileSync(release, 'utf8').replace('Friday', 'Monday'));
show('A copy of the whole record in which that word was changed:', '--record', record);
rmSync(copies, { recursive: true });

function show(what: string, ...words: string[]): void {
  const options = words.includes('--record') ? words : [...words, '--record', join(data, 'record')];
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(ROOT, 'bin/daftar'), 'verify', ...options], {
    encoding: 'utf8',
  });
  const [first] = `${stdout}${stderr}`.split('\n');
  const marked = stdout.split('\n').find((line) => /\[-|\{\+/.test(line) && !line.startsWith('Differences'));
  console.log(`\n${what}\n  ${first}${marked ? `\n  ${marked.slice(0, 300)}` : ''}\n  exit ${status}`);
}

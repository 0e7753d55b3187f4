import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';

const LANGUAGES = readdirSync(import.meta.dirname).filter((name) => !name.includes('.'));
const all: Record<string, Record<string, string>> = {};
for (const language of LANGUAGES) all[language] = (await import(join(import.meta.dirname, language, 'index.ts'))).words;

test('every language has every word', () => {
  for (const language of LANGUAGES) assert.deepEqual(Object.keys(all[language]!).sort(), Object.keys(all.en!).sort());
});

test('every sentence can be read, and asks for the same things in each language', () => {
  for (const [key, english] of Object.entries(all.en!)) {
    for (const language of LANGUAGES) {
      const said = all[language]![key]!;
      if (key.startsWith('error.')) continue; // whoever says it in full leaves out the server’s own words
      assert.deepEqual(variables(said, language), variables(english, 'en'), `${language} ${key}`);
    }
  }
});

test('every action that the audit log knows is said in words', () => {
  const folder = join(import.meta.dirname, '../../server/api');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const actions = sources.flatMap((source) => [
    ...[...source.matchAll(/audited\(c, '([^']+)'/g)].map(([, action]) => action!),
    ...[...source.matchAll(/move\(\s*api,\s*'([^']+)'/g)].map(([, action]) => `edition.${action}`),
  ]);
  assert.ok(actions.length > 30);
  const wordless = new Set(actions.filter((action) => !all.en![`admin.action.${action}`]));
  assert.deepEqual([...wordless], []);
});

test('what is wrong with the fields of a kind is said in words, and documented', () => {
  const root = join(import.meta.dirname, '../../../..');
  const folder = join(root, 'src/kinds');
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const codes = sources.flatMap((source) =>
    [...source.matchAll(/[^\w]fault\(\s*[^,]+,\s*'([A-Z_]+)'/g)].map(([, code]) => code!),
  );
  assert.ok(codes.length > 30);
  const documented = readFileSync(join(root, 'specs/errors.md'), 'utf8');
  const wordless = codes.filter((code) => !all.en![`error.${code}`] || !documented.includes(`\`${code}\``));
  assert.deepEqual(wordless, []);
});

/** Letters that only the other writing has: each is a mistake that a keyboard makes. */
const FOREIGN: Record<string, RegExp> = {
  ur: /[كيىةهڪڻڳڱڏڊڌٿٽٺڄڃڇڙڦٻڀ۾۽]/u,
  sd: /[یےہںٹڈڑ۔ېۓۂ]/u,
};

for (const [language, foreign] of Object.entries(FOREIGN)) {
  test(`words in ${language} are written in its own letters`, () => {
    const wrong = Object.entries(all[language]!).filter(([, said]) => foreign.test(withoutNames(said)));
    assert.deepEqual(wrong, []);
  });
}

/** Languages are called by their own names. */
function withoutNames(said: string): string {
  return said.replace(/سنڌي|اردو/g, '');
}

function variables(said: string, language: string): string[] {
  const names = new Set<string>();
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>) => {
    for (const part of parts) {
      if ('options' in part) for (const { value } of Object.values(part.options)) walk(value);
      if (part.type >= 1 && part.type <= 6) names.add((part as { value: string }).value);
    }
  };
  walk(new IntlMessageFormat(said, language).getAst());
  return [...names].sort();
}

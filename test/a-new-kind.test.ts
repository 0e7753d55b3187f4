import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const root = join(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'daftar-kind-'));
after(() => rmSync(copy, { recursive: true, force: true }));

const MASTHEAD = `kind: masthead
fields:
  base: https://example.org/
  languages: [en]
  zone: { id: Asia/Karachi, offset: "+05:00" }
  names: { en: The River Union }
  mottos: {}
  sections: [{ kind: recipe, titles: { en: From our kitchens } }]
  navigation: []
  contacts: []
  email:
  letterhead: { address: {} }
  channels: []
  mirrors: []
  tags: {}
  security:
  numerals: {}
`;

test('a kind is one file and a line in the index, as CONTRIBUTING.md shows it', () => {
  for (const part of ['src', 'bin', 'package.json']) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const [, kind] = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8').match(/```ts\n(.*?recipe.*?)```/s)!;
  writeFileSync(join(copy, 'src/kinds/recipe.ts'), kind!);
  const index = join(copy, 'src/kinds/index.ts');
  const lines = readFileSync(index, 'utf8').replace('  statement,\n', '  statement,\n  recipe,\n');
  writeFileSync(index, `import { recipe } from './recipe.ts';\n${lines}`);

  const texts = join(copy, 'texts');
  mkdirSync(join(texts, 'recipes/fish'), { recursive: true });
  writeFileSync(join(texts, 'masthead.yaml'), MASTHEAD);
  writeFileSync(
    join(texts, 'recipes/fish/item.yaml'),
    'kind: recipe\nposted: 2024-05-04\nfields: { serves: 6, ingredients: [River fish, Rice] }\n',
  );
  writeFileSync(
    join(texts, 'recipes/fish/en.md'),
    '---\ntitle: Fish and rice\nsummary: For a boat’s crew\n---\nBoil it.\n',
  );
  execFileSync(process.execPath, ['bin/daftar', 'import', 'texts', '--publish'], { cwd: copy, stdio: 'pipe' });

  const page = readFileSync(join(copy, 'data/site/en/recipes/2024/fish-and-rice/index.html'), 'utf8');
  assert.match(page, /Ingredients/);
  assert.match(page, /<li>River fish<\/li><li>Rice<\/li>/);
  assert.match(page, /"@type":"Recipe"/);
  assert.match(page, /"recipeIngredient":\["River fish","Rice"\]/);
  const section = readFileSync(join(copy, 'data/site/en/recipes/index.html'), 'utf8');
  assert.match(section, /From our kitchens/);
  assert.match(section, /Fish and rice/);
  assert.match(readFileSync(join(copy, 'data/site/en/feed.xml'), 'utf8'), /Fish and rice/);
  assert.ok(existsSync(join(copy, 'data/site/en/recipes/2024/fish-and-rice/RE-2024-0001-en.pdf')));
});

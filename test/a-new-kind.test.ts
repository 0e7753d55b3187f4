import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { programCopy, publishIn } from './helpers/program-copy.ts';

test('a kind is one file and a line in the index, as CONTRIBUTING.md shows it', () => {
  const copy = programCopy();
  const guide = readFileSync(join(import.meta.dirname, '../CONTRIBUTING.md'), 'utf8');
  const [, kind] = guide.match(/```ts\n(.*?recipe.*?)```/s)!;
  writeFileSync(join(copy, 'src/kinds/recipe.ts'), kind!);
  const index = join(copy, 'src/kinds/index.ts');
  const lines = readFileSync(index, 'utf8').replace('  statement,\n', '  statement,\n  recipe,\n');
  writeFileSync(index, `import { recipe } from './recipe.ts';\n${lines}`);

  const sections = [{ kind: 'recipe', titles: { en: 'From our kitchens' } }];
  const site = publishIn(
    copy,
    { sections },
    {
      'recipes/fish/item.yaml':
        'kind: recipe\nposted: 2024-05-04\nfields: { serves: 6, ingredients: [River fish, Rice] }\n',
      'recipes/fish/en.md': '---\ntitle: Fish and rice\nsummary: For a boat’s crew\n---\nBoil it.\n',
    },
  );

  const page = readFileSync(join(site, 'en/recipes/2024/fish-and-rice/index.html'), 'utf8');
  assert.match(page, /Ingredients/);
  assert.match(page, /<li>River fish<\/li><li>Rice<\/li>/);
  assert.match(page, /"@type":"Recipe"/);
  assert.match(page, /"recipeIngredient":\["River fish","Rice"\]/);
  const section = readFileSync(join(site, 'en/recipes/index.html'), 'utf8');
  assert.match(section, /From our kitchens/);
  assert.match(section, /Fish and rice/);
  assert.match(readFileSync(join(site, 'en/feed.xml'), 'utf8'), /Fish and rice/);
  assert.ok(existsSync(join(site, 'en/recipes/2024/fish-and-rice/RE-2024-0001-en.pdf')));
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { testRelease } from '../../test/helpers/opened-record.ts';
import { languages } from '../languages/index.ts';
import { compareWith } from './compare.ts';
import { Asked, findRun } from './match.ts';
import { plainSurface, type Surface, surfaceOf } from './surface.ts';

const AROUND = {
  languages: new Map(),
  mastheads: [],
  navigation: [],
  firstReleased: '2024-05-04T09:00:00Z',
  position: 1,
  sha256: '',
};

const surfaceOfBody = (body: string, language = 'en') => surfaceOf(testRelease({ body, language }), AROUND);
const differences = (text: string, surface: Surface) =>
  compareWith(new Asked(text), surface).differences.map(
    ({ kind, text }) => `${{ same: '=', left: '-', added: '+' }[kind]}${text}`,
  );

test('a text in which any words were changed is genuine only where it is still one contiguous run', () => {
  const word = fc.constantFrom('ab', 'cd', 'ef', 'gh.', 'ij,', '12');
  const edits = fc.array(fc.tuple(fc.nat(), fc.nat(), word, fc.constantFrom('put', 'drop', 'add', 'swap')), {
    maxLength: 3,
  });
  fc.assert(
    fc.property(
      fc.array(fc.array(word, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
      fc.nat(),
      fc.nat(),
      edits,
      (paragraphs, from, length, changes) => {
        const all = paragraphs.flat();
        const surface = surfaceOfBody(paragraphs.map((words) => `<p>${words.join(' ')}</p>`).join('\n'));
        const start = from % all.length;
        const words = all.slice(start, start + 3 + (length % all.length));
        for (const change of changes) edit(words, change);
        fc.pre(words.length >= 3);
        assert.equal(
          findRun(new Asked(words.join(' ')), surface) !== null,
          ` ${all.join(' ')} `.includes(` ${words.join(' ')} `) || endsWithin(all, words),
        );
      },
    ),
    { numRuns: 500 },
  );
});

/** The last word's punctuation may be left off: a passage ends anywhere. */
function endsWithin(all: string[], words: string[]): boolean {
  const text = ` ${words.join(' ')}`;
  return /[a-z0-9]$/.test(text) && [',', '.'].some((mark) => ` ${all.join(' ')} `.includes(`${text}${mark} `));
}

function edit(words: string[], [at, to, word, how]: [number, number, string, string]): void {
  const i = at % words.length;
  const j = to % words.length;
  if (how === 'put') words[i] = word;
  else if (how === 'drop') words.splice(i, 1);
  else if (how === 'add') words.splice(i, 0, word);
  else [words[i], words[j]] = [words[j]!, words[i]!];
}

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, '../../test/vectors/verdicts.json'), 'utf8'));

for (const language of ['en', 'ur', 'sd']) {
  test(`${language}: no single word of a real text can be changed, left out, put in or moved`, () => {
    const { body } = vectors.releases.find((one: { id: string }) => one.id === `bridge-${language}`);
    const copied = vectors.cases.find(
      (one: { language: string; name: string }) => one.language === language && one.name === 'exact copy of the text',
    );
    const surface = surfaceOfBody(body, language);
    const words: string[] = copied.text.split(/\s+/);
    const original = words.join(' ');
    assert.ok(findRun(new Asked(original), surface)?.whole);
    for (let i = 0; i < words.length; i++) {
      for (const [how, changed] of everyChange(words, i)) {
        const text = changed.join(' ');
        if (text === original) continue;
        const atEdge = how === 'drop' && (i === 0 || i === words.length - 1);
        assert.equal(findRun(new Asked(text), surface) !== null, atEdge, `${how} ${i} ${words[i]}: ${text}`);
      }
    }
  });
}

function* everyChange(words: string[], i: number): Generator<[string, string[]]> {
  yield ['drop', words.toSpliced(i, 1)];
  for (const other of ['x', words[(i * 7 + 3) % words.length]!]) {
    yield ['put', words.toSpliced(i, 1, other)];
    yield ['add', words.toSpliced(i, 0, other)];
  }
  for (const j of [i + 1, (i * 5 + 2) % words.length]) {
    if (j >= words.length || j === i) continue;
    const moved = [...words];
    [moved[i], moved[j]] = [moved[j]!, moved[i]!];
    yield ['swap', moved];
  }
}

test('differences are runs of whole words with their punctuation', () => {
  const surface = plainSurface(
    'The council said that the bridge, which is old, will not be closed this winter. It is safe.',
    'en',
  );
  assert.deepEqual(
    differences('council said that the bridge, which is new, will be closed this winter. It is', surface),
    ['=council said that the bridge, which is', '-old,', '+new,', '=will', '-not', '=be closed this winter. It is'],
  );
});

test('an inserted sentence is added, and a passage’s surroundings are no difference', () => {
  const surface = plainSurface('One two three four five six seven eight nine ten eleven twelve.', 'en');
  assert.deepEqual(differences('three four five six not at all seven eight nine', surface), [
    '=three four five six',
    '+not at all',
    '=seven eight nine',
  ]);
});

test('what the organisation puts around a text is no difference, unless it was changed itself', () => {
  const name = 'Canal Road Residents’ Union';
  const masthead = {
    ...vectors.masthead,
    names: { en: name },
    mottos: { en: 'For all who live by the water' },
    sections: [],
    navigation: [],
    contacts: [],
    letterhead: { address: { en: 'Union Hall, 3 Canal Road, by the old lock' } },
    channels: [],
    mirrors: [],
    tags: {},
  };
  const [first, second] = ['The bridge opens on Friday at noon.', 'Its keeper was heard by the whole council.'];
  const surface = surfaceOf(
    testRelease({
      title: 'The bridge opens',
      body: `<p>${first}</p>\n<p>${'Word after word. '.repeat(9)}</p>\n<p>${second}</p>`,
    }),
    { ...AROUND, languages, mastheads: [masthead] },
  );
  const changed = first.replace('Friday', 'Monday');
  const around = (text: string) => [
    `=${text} The bridge opens Posted: 4 May 2024 The bridge opens on`,
    '-Friday',
    '+Monday',
    '=at noon.',
  ];
  const posted = 'The bridge opens\n\nPosted: 4 May 2024';
  assert.deepEqual(differences(`${name}\n\n${posted}\n\n${changed}`, surface), around(name));
  assert.deepEqual(differences(`${name.replace('Union', 'Club')}\n\n${posted}\n\n${first}`, surface), [
    '=Canal Road Residents’',
    '-Union',
    '+Club',
    `=The bridge opens Posted: 4 May 2024 ${first}`,
  ]);
  // Under the name stands what does not follow it: the name is not passed over to get there.
  assert.equal(findRun(new Asked(`${name}\n\n${second}`), surface), null);
  assert.notDeepEqual(
    differences(`${name}\n\n${second}`, surface).filter((run) => !run.startsWith('=')),
    [],
  );
});

test('a space alone is a difference', () => {
  assert.deepEqual(differences('It costs 10. 5 rupees', plainSurface('It costs 10.5 rupees', 'en')), [
    '=It costs',
    '-10.5',
    '+10. 5',
    '=rupees',
  ]);
});

test('marks of a text’s form may be there or not, but only as they are', () => {
  const surface = surfaceOfBody(
    [
      '<p>We met the council<sup><a href="#note-1" id="ref-1">1</a></sup> at <a href="https://a.example/">the hall</a>.</p>',
      '<ol>\n<li>\n<p>First point here.</p>\n<p>More of it.</p>\n</li>\n<li>Second point here.</li>\n</ol>',
      '<table>\n<caption>Costs of it</caption>\n<tbody>\n<tr>\n<th>Steel</th>\n<td>12</td>\n</tr>\n<tr>\n<th>Sand</th>\n<td>7</td>\n</tr>\n</tbody>\n</table>',
      '<hr>',
      '<p lang="ur" dir="rtl">اس میں کہا گیا</p>',
      '<ol class="notes">\n<li id="note-1">All of it. <a href="#ref-1">↩</a></li>\n</ol>',
    ].join('\n'),
  );
  const whole = (text: string) => findRun(new Asked(text), surface)?.whole ?? false;
  const rest = 'First point here. More of it. Second point here. Costs of it Steel 12 Sand 7 اس میں کہا گیا All of it.';
  assert.ok(whole(`We met the council at the hall. ${rest}`));
  assert.ok(whole(`We met the council1 at the hall. ${rest}`));
  assert.ok(whole(`We met the council[1] at the hall (https://a.example/). ${rest}`));
  assert.ok(
    whole(`We met the council at the hall. ${rest.replace('First', '1. First').replace('Second', '2. Second')}`),
  );
  assert.ok(
    whole(
      `We met the council at the hall. ${rest.replace('12', '| 12').replace('7', '* * *').replace('* * *', '| 7 * * *')}`,
    ),
  );
  assert.ok(whole(`We met the council at the hall. ${rest.replaceAll('ی', 'ي').replace('All', '[1] All')}`));
  assert.ok(!whole(`We met the council2 at the hall. ${rest}`));
  assert.ok(!whole(`We met the council[2] at the hall. ${rest}`));
  assert.ok(!whole(`We met the council at the hall (https://b.example/). ${rest}`));
  assert.ok(!whole(`We met the council at the hall. ${rest.replace('Second', '3. Second')}`));
  assert.ok(!whole(`We met the council at the hall. ${rest.replace('کہا', 'کھا')}`));
  assert.ok(!whole(`We met the council1[1] at the hall. ${rest}`));
});

test('a very long text is told apart from another one', () => {
  const text = Array.from({ length: 60_000 }, (_, i) => `w${(i * 7919) % 5000}`).join(' ');
  const surface = plainSurface(Array.from({ length: 60_000 }, (_, i) => `w${(i * 104729) % 5003}`).join(' '), 'en');
  assert.equal(findRun(new Asked(text), surface), null);
  assert.ok(compareWith(new Asked(text), surface).share < 0.1);
});

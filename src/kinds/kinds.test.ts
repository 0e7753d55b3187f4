import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { languages } from '../languages/index.ts';
import type { Json, Release } from '../record/release.ts';
import { type Field, fieldsSchema, searchTexts } from './field.ts';
import { kinds } from './index.ts';
import { defineKind, kindWords } from './kind.ts';

test('kinds have ids, letters and sections of their own', () => {
  for (const part of ['id', 'letters', 'section'] as const) {
    const values = [...kinds.values()].map((kind) => kind[part]).filter((value) => value !== null);
    assert.equal(new Set(values).size, values.length, part);
  }
  for (const { letters } of kinds.values()) assert.match(letters, /^[A-Z]{2}$/);
});

test('every kind, field and choice has its words in every language', () => {
  const missing: string[] = [];
  for (const language of languages.values()) {
    for (const kind of kinds.values()) {
      const words = kindWords(kind, language);
      const english = kindWords(kind, languages.get('en')!);
      const need = (there: unknown, what: string) => there || missing.push(`${kind.id}.${what} in ${language.id}`);
      need(words.one && words.many && words.none, 'names');
      if (!kind.section) continue;
      for (const [id, field] of declared(kind.fields)) {
        need(words.fields?.[id], id);
        if (field.type === 'choice') for (const option of field.options) need(words.choices?.[option], option);
      }
      for (const word of Object.keys(english.says ?? {})) need(words.says?.[word], `says.${word}`);
    }
  }
  assert.deepEqual(missing, []);
});

test('a field that names items of some kinds names kinds that there are', () => {
  const unknown = [...kinds.values()].flatMap(({ id, fields }) =>
    declared(fields)
      .flatMap(([, field]) => (field.type === 'item' ? (field.kinds ?? []) : []))
      .filter((named) => !kinds.get(named)?.section)
      .map((named) => `${id} names ${named}`),
  );
  assert.deepEqual(unknown, []);
});

/** Every field that a form asks for, those within groups and lists among them. */
function declared(fields: Record<string, Field>): [string, Field][] {
  return Object.entries(fields).flatMap(([id, field]) => {
    const of = field.type === 'list' ? field.of : field;
    const within = of.type === 'group' ? declared(of.of) : [];
    return [[id, field] as [string, Field], ...within];
  });
}

test('words for the facts of a kind stand in the order of its declaration, which the verifier reads', () => {
  for (const language of languages.values()) {
    for (const kind of kinds.values()) {
      const facts = Object.keys(kind.fields).filter((id) => (kind.fields[id]!.show ?? 'facts') === 'facts');
      const labelled = Object.keys(kindWords(kind, language).fields ?? {}).filter((id) => facts.includes(id));
      if (kind.section) assert.deepEqual(labelled, facts, `${kind.id} in ${language.id}`);
    }
  }
});

test('the record’s specification has the fields of every kind', () => {
  const spec = readFileSync(join(import.meta.dirname, '../../specs/record.md'), 'utf8');
  const rows = [...kinds.values()]
    .filter(({ section }) => section)
    .map(({ id, letters, fields }) => `| \`${id}\` | ${letters} | ${shapesOf(fields) || '—'} |`);
  assert.deepEqual(
    rows.filter((row) => !spec.includes(row)),
    [],
  );
});

function shapesOf(fields: Record<string, Field>): string {
  const open = Object.entries(fields).filter(([, field]) => !field.private);
  return open.map(([id, field]) => `\`${id}\`${field.optional ? '?' : ''} ${shapeOf(field)}`).join(', ');
}

function shapeOf(field: Field): string {
  if (field.type === 'list') return `list of ${shapeOf(field.of)}`;
  return field.type === 'group' ? `(${shapesOf(field.of)})` : field.type;
}

const FIELDS: [kind: string, fields: Record<string, unknown>, fault: string | null][] = [
  ['statement', { type: 'speech' }, null],
  ['statement', { type: 'rumour' }, 'type'],
  ['statement', {}, 'type'],
  ['statement', { type: 'speech', mood: 'grave' }, ''],
  ['page', {}, null],
  ['person', { sortKey: 'Abro', offices: [{ title: 'President' }] }, null],
  ['person', { sortKey: 'Abro', offices: 'President' }, 'offices'],
  ['person', { offices: [] }, 'sortKey'],
];

for (const [id, fields, fault] of FIELDS) {
  test(`fields of a ${id}: ${JSON.stringify(fields)} ${fault === null ? 'pass' : 'are refused'}`, () => {
    const result = fieldsSchema(kinds.get(id)!).safeParse(fields);
    assert.equal(result.success, fault === null);
    if (!result.success) assert.equal(result.error.issues[0]!.path.join('.'), fault);
  });
}

test('search reads the envelope and the fields marked for it, and no others', () => {
  const person = release({ sortKey: 'Abro, Nasreen', honorific: 'Ms', offices: [{ title: 'President', body: null }] });
  assert.deepEqual(searchTexts(kinds.get('person')!, person), [
    'Nasreen Abro',
    '<p>Text</p>',
    'Old Quay',
    'Abro, Nasreen',
    'President',
  ]);
});

test('a kind that the language files do not know brings its own words, English where one is missing', () => {
  const recipe = defineKind({
    id: 'recipe',
    letters: 'RE',
    section: 'recipes',
    dated: true,
    schemaType: null,
    fields: {},
    words: {
      en: { one: 'Recipe', many: 'Recipes', none: 'No recipe.' },
      ur: { one: 'ترکیب', many: 'ترکیبیں', none: 'کوئی ترکیب نہیں۔' },
    },
  });
  assert.equal(kindWords(recipe, languages.get('ur')!).one, 'ترکیب');
  assert.equal(kindWords(recipe, languages.get('sd')!).one, 'Recipe');
});

function release(fields: Record<string, Json>): Release {
  const parts = {
    title: 'Nasreen Abro',
    summary: '',
    body: '<p>Text</p>',
    issuers: [],
    people: [],
    places: ['Old Quay'],
    fields,
  };
  return parts as unknown as Release;
}

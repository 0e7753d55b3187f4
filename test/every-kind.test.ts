import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Child, html } from '../src/base/html.ts';
import type { Field } from '../src/kinds/field.ts';
import { kinds } from '../src/kinds/index.ts';
import { type Kind, kindWords, type Shown } from '../src/kinds/kind.ts';
import { languages } from '../src/languages/index.ts';
import type { Language } from '../src/languages/language.ts';
import type { Json, Release } from '../src/record/release.ts';
import { settingAt } from '../src/theme/setting.ts';
import { type Node, vocabularyFaults } from './helpers/schema-org.ts';

/** Kinds as a preview of the desk draws them: with nothing filled in yet, and with something in every field. */
const sha256 = 'a'.repeat(64);
const VALUES: { [type in Field['type']]: (field: never) => Json } = {
  text: () => 'The tide, & the ferry',
  url: () => 'https://roshanghat.example/ferry',
  email: () => 'press@roshanghat.example',
  telephone: () => '+92 21 5550 100',
  number: () => 12,
  yes: () => true,
  time: () => '2024-05-04T10:00:00+05:00',
  date: () => '2024-05',
  choice: ({ options }: { options: string[] }) => options[0]!,
  kind: () => 'statement',
  key: () => 'PG-2020-0001',
  item: () => ({ number: 'PE-2020-0001', name: 'Nasreen Abro' }),
  file: () => sha256,
  words: () => ({ en: 'Words', ur: 'الفاظ', sd: 'لفظ' }),
  group: ({ of }: { of: Record<string, Field> }) => filled(of),
  list: ({ of }: { of: Field }) => [valueFor(of), valueFor(of)],
  byId: ({ of }: { of: Field }) => ({ one: valueFor(of) }),
};

for (const language of languages.values()) {
  for (const kind of kinds.values()) {
    if (!kind.section) continue;
    for (const [state, fields] of [
      ['with nothing filled in', empty(kind)],
      ['with every field filled', filled(kind.fields)],
      ['with groups and lists whose parts are empty', hollow(kind.fields)],
    ] as const) {
      test(`a ${kind.id} ${state} is drawn in ${language.id}`, () => {
        const drawn = drawnOf(kind, language, fields);
        assert.doesNotMatch(drawn, /undefined|\bnull\b|\[object |\bNaN\b/);
        assert.deepEqual(kind.schemaType && vocabularyFaults(dataOf(kind, language, fields)), kind.schemaType && []);
      });
    }
  }
}

test('a kind is one file of under 150 lines', () => {
  const folder = join(import.meta.dirname, '../src/kinds');
  for (const name of readdirSync(folder)) {
    const id = name.replace(/\.ts$/, '');
    if (!kinds.has(id)) continue;
    const lines = readFileSync(join(folder, name), 'utf8').trimEnd().split('\n').length;
    assert.ok(lines < 150, `${name} has ${lines} lines`);
  }
});

function drawnOf(kind: Kind, language: Language, fields: Record<string, Json>): string {
  const it = shown(kind, language, fields);
  const section = { ...it, title: it.words.many, address: `${language.id}/${kind.section}/`, cards: () => html`` };
  const children: Child[] = [
    kind.eyebrow?.(it),
    kind.day?.(it),
    kind.above?.(it),
    kind.below?.(it),
    kind.list?.([it], section),
    ...Object.values(kind.pages ?? {}).map((page) => page(it)?.main),
    JSON.stringify(kind.schemaOrg?.(it) ?? {}).replace(/:null/g, ':"left out"'),
  ];
  for (const file of Object.values(kind.files ?? {})) file(it);
  return html`${children}`.value;
}

function dataOf(kind: Kind, language: Language, fields: Record<string, Json>): Node {
  return { '@type': kind.schemaType, ...kind.schemaOrg?.(shown(kind, language, fields)) };
}

function shown(kind: Kind, language: Language, fields: Record<string, Json>): Shown {
  const number = `${kind.letters}-2024-0001`;
  const path = `${language.id}/${kind.section}/one/`;
  const body = '<p>Words</p>';
  const release = {
    ...{ number, path, body, fields, kind: kind.id, language: language.id, version: 1, event: 'publish', title: 'One' },
    ...{ summary: '', dateline: null, posted: '2024-05-04', released: '2024-05-04T10:00:00Z', issuers: [], people: [] },
    ...{ places: [], tags: [], translates: null, media: [], aliases: [], legacy: null, note: '', previous: null },
  } as unknown as Release;
  const medium = { sha256, role: 'file' as const, alt: '', caption: '', credit: '', sizes: [] };
  return {
    ...{ release, words: kindWords(kind, language), here: settingAt(path, language, 'ascii'), withdrawn: false },
    medium: (sha) =>
      sha ? { ...medium, address: 'media/a.bin', type: 'text/plain', bytes: () => new Uint8Array() } : null,
    picture: () => null,
    absolute: (address) => `https://roshanghat.example/${address}`,
    organisation: 'Citizens’ League',
    body: () => body,
    other: () => null,
    drawnBy: () => [],
    compare: () => [],
  };
}

/** As the desk keeps what was only opened. */
function empty({ fields }: Kind): Record<string, Json> {
  return Object.fromEntries(Object.keys(fields).map((id) => [id, null]));
}

function filled(fields: Record<string, Field>): Record<string, Json> {
  const open = Object.entries(fields).filter(([, field]) => !field.private);
  return Object.fromEntries(open.map(([id, field]) => [id, valueFor(field)]));
}

function valueFor(field: Field): Json {
  return VALUES[field.type](field as never);
}

function hollow(fields: Record<string, Field>): Record<string, Json> {
  return Object.fromEntries(Object.entries(fields).map(([id, field]) => [id, hollowOf(field)]));
}

function hollowOf(field: Field): Json {
  if (field.type === 'group') return hollow(field.of);
  if (field.type === 'list') return [hollowOf(field.of)];
  if (field.type === 'byId') return { one: hollowOf(field.of) };
  return null;
}

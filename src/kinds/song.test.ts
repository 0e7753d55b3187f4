import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../base/html.ts';
import { languages } from '../languages/index.ts';
import type { Json } from '../record/release.ts';
import { settingAt } from '../theme/setting.ts';
import { kindWords, type Passage, type Shown } from './kind.ts';
import { series } from './series.ts';
import { song } from './song.ts';

type Fields = Record<string, Json>;
const TYPES: Record<string, string> = { mp3: 'audio/mpeg', m4a: 'audio/mp4', ogg: 'audio/ogg', wav: 'audio/wav', vtt: 'text/vtt' }; // biome-ignore format: one line
const files = (...names: string[]): Fields => ({ files: names.map((file) => ({ file })) });
const SINGER = { number: 'PE-2017-0001', name: 'Gul Bano Mallah' };
const CHOIR = { number: 'BO-2017-0001', name: 'The choir' };

const FAULTS: [what: string, fields: Fields, faults: string[]][] = [
  ['a file of ours', files('mp3'), []],
  ['an address elsewhere alone', { address: 'https://songs.example/1' }, []],
  ['nothing to hear', { performers: [SINGER] }, ['fields.files NO_RECORDING']],
  ['a translator, and no words', { ...files('mp3'), translator: SINGER }, []],
  ['a length', { ...files('mp3'), duration: '4:05' }, []],
  ['a length that is none', { ...files('mp3'), duration: '4 min' }, ['fields.duration BAD_DURATION']],
];

for (const [what, fields, expected] of FAULTS) {
  test(`faults: a song with ${what}`, () => {
    const faults = song.check!({ title: '', body: '', event: 'publish', fields, media: [] });
    assert.deepEqual(
      faults.map(({ field, code }) => `${field} ${code}`),
      expected,
    );
  });
}

const EPISODES: [what: string, names: string[], file: string | null, others: string[]][] = [
  ['one format', ['mp3'], 'mp3', []],
  ['the best format first', ['m4a', 'mp3'], 'm4a', ['mp3']],
  ['a format that only some apps play', ['ogg', 'mp3'], 'mp3', ['ogg']],
  ['formats that no directory takes', ['wav', 'ogg'], null, []],
  ['no file', [], null, []],
];

for (const [what, names, file, others] of EPISODES) {
  test(`podcast: ${what}`, () => {
    const found = song.podcast!.episodes(shown(song, { ...files(...names), performers: [SINGER], duration: '4:05' }));
    assert.equal(found[0]?.file.sha256 ?? null, file);
    assert.deepEqual(found[0]?.others.map(({ sha256 }) => sha256) ?? [], others);
    if (file) assert.deepEqual([found[0]!.by, found[0]!.seconds, found[0]!.part], [['Gul Bano Mallah'], 245, '']);
  });
}

test('podcast: each recorded session is an episode, of its own day and known by its recording', () => {
  const sessions: Fields[] = [
    { title: 'Unrecorded', date: '2024-10-11' },
    { title: 'Oars', date: '2024-10-25', recording: 'mp3', captions: 'vtt', speaker: SINGER, about: 'Who rowed whom.' },
    { title: 'Later', date: '2024-11', recording: 'm4a' },
  ];
  const found = series.podcast!.episodes(shown(series, { type: 'talks', sessions }));
  assert.deepEqual(
    found.map(({ part, title, day, by, summary }) => [part, title, day, by, summary]),
    [
      ['mp3', 'Oars', '2024-10-25', ['Gul Bano Mallah'], 'Ply the pole: Who rowed whom.'],
      ['m4a', 'Later', '2024-11-09', [], 'Ply the pole'],
    ],
  );
  assert.equal((found[0]!.transcript as { type: string }).type, 'text/vtt');
});

test('a translation tells schema.org in which language it is sung, and whose the words are', () => {
  const fields = { ...files('mp3'), performers: [SINGER, CHOIR], writers: [{ name: 'Traditional' }], duration: '0:19' };
  const data = song.schemaOrg!({ ...shown(song, fields), other: () => original() }) as Record<string, Fields>;
  assert.deepEqual(data.byArtist, [
    { '@type': 'Person', name: 'Gul Bano Mallah' },
    { '@type': 'MusicGroup', name: 'The choir' },
  ]);
  assert.deepEqual([data.inLanguage, data.duration], ['sd', 'PT19S']);
  const { name, inLanguage, lyricist, lyrics } = data.recordingOf!;
  assert.deepEqual([name, inLanguage, lyricist], ['ونجهه هڻو ڙي', 'sd', [{ '@type': 'Person', name: 'Traditional' }]]);
  assert.deepEqual(lyrics, {
    '@type': 'CreativeWork',
    inLanguage: 'en',
    url: 'https://roshanghat.example/en/songs/1/',
    translationOfWork: {
      '@type': 'CreativeWork',
      inLanguage: 'sd',
      url: 'https://roshanghat.example/sd/songs/1/',
    },
  });
});

test('over the words stands who sings, and beside a translation its original', () => {
  const fields = { ...files('mp3'), performers: [SINGER, CHOIR], translator: { name: 'Mehtab Qazi' } };
  const it = { ...shown(song, fields), other: () => original() };
  assert.match(
    html`${song.above!(it)}`.value,
    /<p class="poem free"><b><a [^>]*>Gul Bano Mallah<\/a> and <a [^>]*>The choir<\/a><\/b> · translated by Mehtab Qazi/,
  );
  assert.match(html`${song.below!(it)}`.value, /lang="sd" dir="rtl"><p class="verse">ونجهه/);
});

function shown(kind: typeof song, fields: Fields): Shown {
  const language = languages.get('en')!;
  const release = {
    ...{ number: 'SO-2024-0001', path: 'en/songs/1/', fields, language: 'en', title: 'Ply the pole', summary: '' },
    ...{ posted: '2024-11-09', released: '2024-11-09T10:00:00Z', translates: { language: 'sd', sha256: 's' } },
  } as unknown as Shown['release'];
  return {
    ...{ release, words: kindWords(kind, language), here: settingAt(release.path, language, 'ascii') },
    medium: (name: Json | undefined) =>
      TYPES[String(name)] ? { sha256: name, address: `media/a.${name}`, type: TYPES[String(name)] } : null,
    absolute: (address: string) => `https://roshanghat.example/${address}`,
    other: () => null,
  } as unknown as Shown;
}

function original(): Passage {
  return {
    release: { title: 'ونجهه هڻو ڙي', path: 'sd/songs/1/' },
    language: languages.get('sd')!,
    markup: () => html`<p class="verse">ونجهه هڻو ڙي</p>`,
  } as unknown as Passage;
}

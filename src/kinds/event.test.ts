import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages } from '../languages/index.ts';
import type { Json } from '../record/release.ts';
import { settingAt } from '../theme/setting.ts';
import { event } from './event.ts';
import { calendar } from './event-calendar.ts';
import { type Checked, kindWords, type Shown } from './kind.ts';

const HALL = { name: 'League House', address: '12 Old Quay\nRoshan Ghat', latitude: 24.72, longitude: 66.88 };
const EVENING = { start: '2026-11-14T18:30:00+05:00', end: '2026-11-14T20:00:00+05:00', place: HALL };

const CHECKS: [fields: Record<string, Json>, faults: string[]][] = [
  [EVENING, []],
  [{ start: EVENING.start }, []],
  [{ ...EVENING, end: '2026-11-14T13:29:00Z' }, ['fields.end ENDS_BEFORE_START']],
  [{ ...EVENING, end: '2026-11-14T18:30:00Z' }, []], // five hours later, by the clock of another zone
  [{ ...EVENING, end: EVENING.start }, ['fields.end ENDS_BEFORE_START']],
  [{ ...EVENING, place: { latitude: 24.72 } }, ['fields.place.longitude BAD_PLACE']],
  [{ ...EVENING, place: { latitude: 91, longitude: 0 } }, ['fields.place.latitude BAD_PLACE']],
  [{ ...EVENING, elsewhere: [{ city: 'London', offset: 'GMT' }] }, ['fields.elsewhere.0.offset BAD_OFFSET']],
  [{ ...EVENING, recordings: [{ what: 'Recording' }] }, ['fields.recordings.0 NO_RECORDING']],
];

for (const [fields, expected] of CHECKS) {
  test(`an event: ${JSON.stringify(fields)}: ${expected.join(', ') || 'nothing wrong'}`, () => {
    const faults = event.check!({ fields, media: [] } as unknown as Checked);
    assert.deepEqual(
      faults.map(({ field, code }) => `${field} ${code}`),
      expected,
    );
  });
}

test('what is half filled is drawn as far as it goes', () => {
  const half: Record<string, Json>[] = [
    {},
    { start: '2026-11', end: null, place: null },
    { start: 'soon', elsewhere: [{ city: null, offset: null }], recordings: [{ what: null }], programme: [{}] },
    {
      ...EVENING,
      online: 'video',
      registration: 'javascript:alert(1)',
      speakers: [{ who: null }],
      place: { latitude: 1 },
    },
  ];
  for (const fields of half) {
    const it = shown(fields);
    const drawn = `${[event.above!(it), event.below!(it)].flat().map(String)}`;
    assert.doesNotMatch(drawn, /undefined|NaN|javascript:/);
    event.schemaOrg!(it);
    event.eyebrow!(it);
  }
});

test('readers see the whole day, in its own zone and in the others that are named', () => {
  const it = shown({ ...EVENING, elsewhere: [{ city: 'Toronto', offset: '-05:00' }] });
  const text = String([event.above!(it)].flat().join('')).replace(/<[^>]*>|[\u2066-\u2069]/g, '');
  assert.match(text, /Saturday, 14 November 2026, 18:30–20:00 \(UTC\+5\)/);
  assert.match(text, /Toronto: Saturday, 14 November 2026, 08:30–10:00 \(UTC-5\)/);
});

test('the calendar is one that programs read: RFC 5545', () => {
  const urdu = shown(EVENING, {
    title: 'کھلا بجٹ، بلند آواز میں؛ سب کے لیے، '.repeat(4),
    language: 'ur',
    number: 'EV-2026-0002',
  });
  const all = [
    shown(EVENING, { summary: 'Tea, and questions; \\ notes\nfor all' }),
    urdu,
    shown({ ...EVENING, status: 'cancelled' }),
  ];
  const file = calendar(all, urdu, 'Events');
  assert.equal(file, calendar(all, urdu, 'Events'));
  assert.ok(file.endsWith('END:VCALENDAR\r\n'));
  assert.equal(file.replaceAll('\r\n', '').match(/[\r\n]/), null);
  for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  const lines = file.replaceAll('\r\n ', '').trim().split('\r\n');
  for (const line of lines) assert.match(line, /^[A-Z-]+(;[A-Z-]+=[^:;]+)*:/);
  for (const needed of [
    'VERSION:2.0',
    'PRODID:-//Daftar//Events//EN',
    'DTSTART:20261114T133000Z',
    'DTEND:20261114T150000Z',
  ])
    assert.ok(lines.includes(needed), needed);
  assert.ok(lines.includes('UID:EV-2026-0001@news.roshanghat.example'));
  assert.ok(lines.includes('DTSTAMP:20261001T080000Z'));
  assert.ok(
    lines.some((line) => line.startsWith('DESCRIPTION:Tea\\, and questions\\; \\\\ notes\\nfor all\\n\\nhttps://')),
  );
  assert.ok(lines.some((line) => line.includes('کھلا بجٹ، بلند آواز میں؛ سب کے لیے، کھلا')));
  assert.deepEqual(
    lines.filter((line) => line.startsWith('STATUS')),
    ['STATUS:CONFIRMED', 'STATUS:CONFIRMED', 'STATUS:CANCELLED'],
  );
});

test('schema.org is told when, where and in which way', () => {
  const both = event.schemaOrg!(shown({ ...EVENING, online: 'https://video.example/a', status: 'postponed' }));
  assert.equal(both.eventAttendanceMode, 'https://schema.org/MixedEventAttendanceMode');
  assert.equal(both.eventStatus, 'https://schema.org/EventPostponed');
  assert.deepEqual([both.startDate, both.endDate], [EVENING.start, EVENING.end]);
  assert.equal((both.location as Json[]).length, 2);
  const online = event.schemaOrg!(shown({ start: EVENING.start, online: 'https://video.example/a' }));
  assert.deepEqual(online.location, { '@type': 'VirtualLocation', url: 'https://video.example/a' });
});

function shown(fields: Record<string, Json>, parts: Record<string, Json> = {}): Shown {
  const language = languages.get(String(parts.language ?? 'en'))!;
  const release = {
    number: 'EV-2026-0001',
    kind: 'event',
    language: language.id,
    version: 1,
    title: 'An evening',
    summary: '',
    released: '2026-10-01T08:00:00Z',
    issuers: [],
    media: [],
    path: `${language.id}/events/2026/an-evening/`,
    fields,
    ...parts,
  };
  return {
    release,
    words: kindWords(event, language),
    here: settingAt(release.path, language, 'ascii'),
    medium: () => null,
    picture: () => null,
    absolute: (address: string) => `https://news.roshanghat.example/${address}`,
    organisation: 'The League',
  } as unknown as Shown;
}

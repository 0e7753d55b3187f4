import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { languages } from '../src/languages/index.ts';
import type { Release } from '../src/record/release.ts';
import { filledDemo } from './helpers/filled-demo.ts';
import { newestReleases } from './helpers/newsroom.ts';

/** Calendars of the demonstration, by RFC 5545. */
const HOST = 'news.roshanghat.example';
/** In UTC: without the letter a time would float, and be another one in every zone. */
const MOMENT = /^\d{8}T\d{6}Z$/;
/** Where a comma, a semicolon or a stroke stands for itself, it is escaped. */
const TEXT = /^(\\[\\;,nN]|[^\\;,])+$/;
/** What each event has once, the first eight, and what it may have once. */
const FORMS: Record<string, RegExp> = {
  UID: /^EV-\d{4}-\d{4,}@[a-z.]+$/,
  DTSTAMP: MOMENT,
  DTSTART: MOMENT,
  SUMMARY: TEXT,
  STATUS: /^(TENTATIVE|CONFIRMED|CANCELLED)$/,
  SEQUENCE: /^\d+$/,
  URL: /^https:\/\/\S+$/,
  'LAST-MODIFIED': MOMENT,
  DTEND: MOMENT,
  DESCRIPTION: TEXT,
  LOCATION: TEXT,
  GEO: /^-?\d{1,2}(\.\d+)?;-?\d{1,3}(\.\d+)?$/,
};
const REQUIRED = Object.keys(FORMS).slice(0, 8);
const SAME = ['UID', 'DTSTART', 'DTEND', 'STATUS', 'GEO'];

let site: string;
let events: Release[];
before(async () => {
  const dataDir = await filledDemo();
  site = join(dataDir, 'site');
  events = newestReleases(join(dataDir, 'record')).filter(
    ({ kind, event }) => kind === 'event' && event !== 'withdraw',
  );
});

for (const language of languages.keys()) {
  test(`${language}: the calendar of all events holds each one once`, () => {
    const numbers = events.filter((one) => one.language === language).map(({ number }) => `${number}@${HOST}`);
    const uids = eventsOf(`${language}/events/events.ics`).map(({ UID }) => UID);
    assert.deepEqual(uids.sort(), numbers.sort());
  });

  test(`${language}: the calendar of one event holds it as the calendar of all does`, () => {
    const whole = eventsOf(`${language}/events/events.ics`);
    const files = globSync(`${language}/events/*/*/event.ics`, { cwd: site });
    assert.equal(files.length, whole.length);
    for (const file of files) {
      const [event, ...others] = eventsOf(file);
      assert.deepEqual(others, []);
      assert.ok(event!.URL!.endsWith(file.replace('event.ics', '')), file);
      const same = whole.find(({ UID }) => UID === event!.UID);
      assert.deepEqual(event, same, file);
    }
  });
}

test('an event is at the same time, in the same place, in every language', () => {
  const [first, ...others] = [...languages.keys()].map((language) =>
    eventsOf(`${language}/events/events.ics`).map((event) => SAME.map((name) => event[name])),
  );
  for (const other of others) assert.deepEqual(other, first);
});

type Event = Record<string, string>;

/** Checks the file, line by line. */
function eventsOf(file: string): Event[] {
  const lines = linesOf(readFileSync(join(site, file)));
  const [begin, version, product, ...rest] = lines;
  assert.deepEqual([begin, version, lines.at(-1)], ['BEGIN:VCALENDAR', 'VERSION:2.0', 'END:VCALENDAR']);
  assert.match(product!, /^PRODID:./);
  const events: Event[] = [];
  let event: Event | null = null;
  for (const line of rest.slice(0, -1)) {
    if (line === 'BEGIN:VEVENT') event = {};
    else if (line === 'END:VEVENT') {
      events.push(checked(event!));
      event = null;
    } else {
      const [, name, value] = /^([A-Z-]+)(?:;[A-Z-]+=[^:;,"]+)*:(.*)$/.exec(line) ?? assert.fail(line);
      if (!event) assert.ok(['NAME', 'X-WR-CALNAME'].includes(name!), line);
      else {
        assert.ok(!(name! in event), `${name} twice`);
        event[name!] = value!;
      }
    }
  }
  return events;
}

/** Lines as they were before they were folded. */
function linesOf(bytes: Buffer): string[] {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  assert.ok(text.endsWith('\r\n'));
  assert.doesNotMatch(text.replaceAll('\r\n', ''), /[\r\n]/);
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line); // octets, and no letter cut
  return text.replaceAll('\r\n ', '').trimEnd().split('\r\n');
}

function checked(event: Event): Event {
  for (const name of REQUIRED) assert.ok(name in event, `${event.UID}: ${name}`);
  for (const [name, value] of Object.entries(event)) {
    assert.match(value, FORMS[name] ?? assert.fail(name), `${event.UID}: ${name}`);
  }
  assert.ok(!event.DTEND || event.DTEND > event.DTSTART!, `${event.UID} ends before it starts`);
  return event;
}

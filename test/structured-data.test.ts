import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { kinds } from '../src/kinds/index.ts';
import { languages } from '../src/languages/index.ts';
import type { Release } from '../src/record/release.ts';
import { filledDemo } from './helpers/filled-demo.ts';
import { newestReleases } from './helpers/newsroom.ts';
import { allNodes, isA, type Node, vocabularyFaults } from './helpers/schema-org.ts';

/** What pages of the demonstration tell search engines: JSON-LD in the words of https://schema.org. */
const BASE = 'https://news.roshanghat.example/';

/**
 * Without these, search engines make nothing of it: https://developers.google.com/search/docs/appearance/structured-data.
 * `location:Place` is a place that is a location.
 */
const REQUIRED: Record<string, string[]> = {
  Article: ['headline', 'datePublished', 'dateModified', 'author', 'publisher', 'mainEntityOfPage'],
  BroadcastEvent: ['name', 'startDate', 'endDate', 'isLiveBroadcast'],
  BroadcastService: ['name', 'broadcaster'],
  Clip: ['name', 'startOffset', 'url'],
  Course: ['name', 'description', 'provider'],
  CreativeWorkSeries: ['name'],
  Dataset: ['name', 'description', 'creator', 'distribution'],
  Event: ['name', 'startDate', 'location', 'eventStatus', 'eventAttendanceMode', 'organizer'],
  ImageGallery: ['name', 'associatedMedia'],
  LearningResource: ['name'],
  'location:Place': ['name', 'address'],
  MediaObject: ['contentUrl'],
  MusicRecording: ['name', 'byArtist', 'recordingOf'],
  Organization: ['name'],
  Person: ['name'],
  Place: ['name'],
  PodcastSeries: ['name', 'description', 'webFeed'],
  ProfilePage: ['name', 'mainEntity'],
  VideoObject: ['name', 'description', 'thumbnailUrl', 'uploadDate'],
  VirtualLocation: ['url'],
};

/** A film on another site has no file here, and an announced broadcast is an event without a place. */
const EXCEPTIONS = ['VideoObject contentUrl', ...REQUIRED.Event!.map((name) => `BroadcastEvent ${name}`)];

/** The data of a section's own page. */
const SECTIONS: Record<string, string> = { incident: 'Dataset', song: 'PodcastSeries', series: 'PodcastSeries' };

let site: string;
let editions: Release[];
before(async () => {
  const dataDir = await filledDemo();
  site = join(dataDir, 'site');
  editions = newestReleases(join(dataDir, 'record'));
});

for (const language of languages.keys()) {
  for (const kind of kinds.values()) {
    if (!kind.section) continue;
    test(`${language}: what the page of any ${kind.id} tells search engines`, () => {
      const some = editions.filter((one) => one.kind === kind.id && one.language === language);
      const faults = some.flatMap(({ path, event, number }) => {
        const data = dataOf(path);
        if (event === 'withdraw') return data.map(() => `${path}: tells of what was withdrawn`);
        assert.equal(data.length, 1, path);
        assert.equal(data[0]!['@context'], 'https://schema.org');
        assert.deepEqual([data[0]!.url, data[0]!.identifier], [BASE + path, number]);
        return faultsOf(data[0]!).map((fault) => `${path}: ${fault}`);
      });
      assert.deepEqual(faults, []);
      assert.ok(some.length > 0);
    });
  }

  test(`${language}: what the pages of sections tell search engines`, () => {
    for (const { id, section } of kinds.values()) {
      if (!section) continue;
      const data = dataOf(`${language}/${section}/`);
      assert.deepEqual(
        data.map((one) => one['@type']),
        [SECTIONS[id] ?? []].flat(),
        section,
      );
      assert.deepEqual(data.flatMap(faultsOf), [], section);
    }
    const [register] = dataOf(`${language}/incidents/`);
    const { length } = String(register!.description);
    assert.ok(
      length >= 50 && length <= 5000,
      'https://developers.google.com/search/docs/appearance/structured-data/dataset',
    );
    assert.match(String(register!.temporalCoverage), /^\d{4}-\d\d-\d\d\/\d{4}-\d\d-\d\d$/);
  });
}

function dataOf(path: string): Node[] {
  const page = readFileSync(join(site, path, 'index.html'), 'utf8');
  return [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/g)].map(([, json]) =>
    JSON.parse(json!),
  );
}

function faultsOf(data: Node): string[] {
  const nodes = allNodes(data);
  return [
    ...vocabularyFaults(data),
    ...nodes.flatMap(({ node, property }) => missing(node, property)),
    ...nodes.flatMap(({ node }) => languageFaults(node)),
    ...nodes.flatMap(({ node }) => deadLinks(node)),
  ];
}

function missing(node: Node, property: string): string[] {
  const type = String(node['@type']);
  return Object.entries(REQUIRED)
    .filter(([one]) => (one.includes(':') ? one === `${property}:${type}` : isA(type, one)))
    .flatMap(([, names]) => names)
    .filter((name) => !(name in node))
    .map((name) => `${type} ${name}`)
    .filter((fault) => !EXCEPTIONS.includes(fault))
    .map((fault) => `missing: ${fault}`);
}

function languageFaults({ inLanguage }: Node): string[] {
  if (inLanguage === undefined) return [];
  return Intl.getCanonicalLocales(String(inLanguage))[0] === inLanguage ? [] : [`no language: ${inLanguage}`];
}

/** What is said to stand on this site stands there. */
function deadLinks(node: Node): string[] {
  return Object.values(node)
    .flat()
    .filter((value) => typeof value === 'string' && value.startsWith(BASE))
    .map((value) => new URL(String(value)).pathname.replace(/\/$/, '/index.html'))
    .filter((file) => !existsSync(join(site, file)))
    .map((file) => `leads nowhere: ${file}`);
}

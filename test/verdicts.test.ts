import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { languages } from '../src/languages/index.ts';
import { canonicalBody } from '../src/record/body.ts';
import type { Release } from '../src/record/release.ts';
import { type Outcome, verify } from '../src/verify/verdict.ts';
import { testRecord, testRelease } from './helpers/opened-record.ts';

interface Vectors {
  masthead: Release['fields'];
  releases: (Partial<Omit<Release, 'dateline'>> & { id: string; dateline?: string; forged?: string })[];
  cases: {
    name: string;
    language: string;
    text: string;
    outcome: Outcome;
    release?: string;
    whole?: boolean;
    why?: string;
  }[];
}

const vectors: Vectors = JSON.parse(readFileSync(join(import.meta.dirname, 'vectors/verdicts.json'), 'utf8'));

const ids = vectors.releases.map(({ id }) => id);
const releases = vectors.releases.map(({ id, dateline, forged, ...given }) =>
  testRelease({
    ...given,
    dateline: dateline ? { text: dateline, place: null, date: null } : null,
    fields: forged ? { type: 'forgery-notice', forged } : { type: 'statement' },
  }),
);
const masthead = testRelease({
  number: 'MH-2024-0001',
  kind: 'masthead',
  language: 'mul',
  path: '',
  fields: vectors.masthead,
});
const record = testRecord([...releases, masthead]);

test('the texts of the table are canonical bodies', () => {
  for (const { body } of releases) assert.equal(canonicalBody(body).html, body);
});

for (const { name, language, text, outcome, release, whole, why } of vectors.cases) {
  test(`${language}: ${name}: ${outcome}`, async () => {
    const verdict = await verify({ text }, record, { languages });
    const shown = JSON.stringify({
      differences: verdict.differences,
      nearest: verdict.nearest.map((one) => one.number),
    });
    assert.equal(verdict.outcome, outcome, shown);
    if (release) assert.equal(ids[verdict.release!.index], release);
    if (whole !== undefined) assert.equal(verdict.whole, whole);
    if (why) assert.equal(verdict.why, why, shown);
    if (outcome === 'altered') assert.ok(verdict.differences.some(({ kind }) => kind !== 'same'));
  });
}

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutBoxes } from './pictographs.ts';

const CASES: [string, string][] = [
  ['A ferry 🚢 sails', 'A ferry sails'],
  ['🚢 sails', 'sails'],
  ['sails 🚢', 'sails '],
  ['sails🚢.', 'sails.'],
  ['ships 🚢 🚢🚢 sail', 'ships sail'],
  ['a family 👨‍👩‍👧, a flag 🇵🇰, a hand 👍🏽, a region 🏴󠁧󠁢󠁥󠁮󠁧󠁿.', 'a family , a flag , a hand , a region .'],
  ['a ❤️ heart', 'a heart'],
  ['© 2021', '© 2021'],
  ['©️ 2021 ®', '© 2021 ®'],
  ['No 1 #2 *3', 'No 1 #2 *3'],
  ['\\"🚢 sails\\" \\"🚢\\"', '\\"sails\\" \\"\\"'],
  ['میں\u200cنے کہا\u200d، ٻيڙي ☝🏼 هلي', 'میں\u200cنے کہا\u200d، ٻيڙي هلي'],
  ['→ नमस्ते ✓', '→ नमस्ते ✓'],
];

for (const [text, shown] of CASES) {
  test(`on paper: ${text}`, () =>
    assert.equal(
      withoutBoxes(text, (point) => point < 256),
      shown,
    ));
}

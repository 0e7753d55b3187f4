import type { Setting } from '../setting.ts';
import { releases } from './releases.ts';

export const examples = {
  'published and corrected': (setting: Setting) =>
    releases(
      [
        {
          version: 2,
          event: 'correct',
          released: '2021-05-05T09:00:00Z',
          note: setting.language.words.correction,
          sha256: '11'.repeat(32),
          position: 9,
          change: [
            { kind: 'same', text: `${setting.language.name} ` },
            { kind: 'left', text: '6' },
            { kind: 'added', text: '7' },
          ],
        },
        {
          version: 1,
          event: 'publish',
          released: '2021-05-04T09:00:00Z',
          note: '',
          sha256: '22'.repeat(32),
          position: 4,
          receipt: 'record/receipts/example.tlog-proof',
        },
      ],
      setting,
    ),
  'erased, and signed with a key that was revoked': (setting: Setting) =>
    releases(
      [
        {
          version: 1,
          event: 'publish',
          released: '2021-05-04T09:00:00Z',
          note: '',
          sha256: '33'.repeat(32),
          position: 4,
          erased: { grounds: setting.language.words.reason, time: '2021-06-01T09:00:00Z' },
          revokedAt: 12,
        },
      ],
      setting,
    ),
};

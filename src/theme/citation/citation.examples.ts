import type { Setting } from '../setting.ts';
import { citation } from './citation.ts';

export const examples = {
  'with downloads': (setting: Setting) =>
    citation(
      {
        number: 'ST-2021-0004',
        position: 17,
        version: 2,
        sha256: '00'.repeat(32),
        receipt: 'record/receipts/example.tlog-proof',
        downloads: [
          { title: setting.language.words.pdf, address: 'example.pdf' },
          { title: setting.language.words.plainText, address: 'text.txt' },
        ],
      },
      setting,
    ),
};

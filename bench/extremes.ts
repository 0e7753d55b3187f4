/**
 * What the largest and the oddest input costs: `node bench/extremes.ts`. Prints one JSON object, milliseconds as median and
 * worst; results are kept in bench/results/.
 */
import { availableParallelism } from 'node:os';
import { cleanPaste } from '../src/desk/typing/paste.ts';
import { languages } from '../src/languages/index.ts';
import { exampleLetter, exampleRelease } from '../src/press/sheet/examples.ts';
import { sheetsFor } from '../src/press/sheet/sheet.ts';
import { compareWith } from '../src/verify/compare.ts';
import { Asked, findRun } from '../src/verify/match.ts';
import { fromPdf } from '../src/verify/pdf.ts';
import { plainSurface } from '../src/verify/surface.ts';
import { verify } from '../src/verify/verdict.ts';
import { testRecord, testRelease } from '../test/helpers/opened-record.ts';
import { type Timing, timingOf } from './desk/timing.ts';

const LTR = { direction: 'ltr' } as const;
const RUNS = 5;
const DAMAGED = 200;

const record = testRecord([testRelease({ body: '<p>The fare stays at ten rupees for a single crossing.</p>' })]);
const words = (step: number, of: number) => Array.from({ length: 60_000 }, (_, n) => `w${(n * step) % of}`).join(' ');
const [one, other] = [words(7919, 5000), plainSurface(words(104729, 5003), 'en')];
const large = 'x'.repeat(100_000_000);
const long = 'word '.repeat(10_000_000);
const sheets = await sheetsFor([...languages.values()]);
const letter = sheets.pdf(exampleLetter('en', exampleRelease('en'), { attachments: [], position: 1, sha256: '' }));

console.log(
  JSON.stringify(
    {
      command: 'node bench/extremes.ts',
      machine: { cores: availableParallelism(), node: process.version },
      milliseconds: {
        'a paste of 100 MB is refused': await taken(() => cleanPaste({ html: `<p>${large}</p>`, text: large }, LTR)),
        'a paste 200,000 elements deep': await taken(() =>
          cleanPaste({ html: `${'<div><b>'.repeat(200_000)}x`, text: 'x' }, LTR),
        ),
        'a text of ten million words to verify is refused': await taken(() =>
          verify({ text: long }, record, { languages }).catch(() => {}),
        ),
        'two texts of 60,000 words that have nothing to do with each other': await taken(() => {
          findRun(new Asked(one), other);
          compareWith(new Asked(one), other);
        }),
        'a PDF with one byte changed is read or refused': await taken((run) => {
          const bytes = Buffer.from(letter);
          const at = (run * 7919) % bytes.length;
          bytes[at] = bytes[at]! ^ 0xff;
          return fromPdf(bytes).catch(() => {});
        }, DAMAGED),
      },
    },
    null,
    1,
  ),
);

async function taken(work: (run: number) => unknown, runs = RUNS): Promise<Timing> {
  const took: number[] = [];
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    await work(run);
    took.push(performance.now() - started);
  }
  return timingOf(took);
}

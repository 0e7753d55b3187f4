import type { Setting } from '../setting.ts';
import { difference, type Run } from './difference.ts';

const RUNS: Record<string, Run[]> = {
  en: [
    { kind: 'same', text: 'The ferry runs ' },
    { kind: 'left', text: 'six' },
    { kind: 'added', text: 'seven' },
    { kind: 'same', text: ' times a day.' },
  ],
  ur: [
    { kind: 'same', text: 'کشتی دن میں ' },
    { kind: 'left', text: 'چھ' },
    { kind: 'added', text: 'سات' },
    { kind: 'same', text: ' بار چلتی ہے۔' },
  ],
  sd: [
    { kind: 'same', text: 'ٻيڙي ڏينهن ۾ ' },
    { kind: 'left', text: 'ڇهه' },
    { kind: 'added', text: 'ست' },
    { kind: 'same', text: ' ڀيرا هلي ٿي.' },
  ],
};

export const examples = {
  'one word changed': ({ language }: Setting) => difference(RUNS[language.id] ?? RUNS.en!),
};

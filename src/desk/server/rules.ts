import { missingPoints } from './checklists.ts';
import type { Rules } from './review.ts';
import { readSettings, twoPersonOf } from './settings.ts';
import { missingSignOffs } from './sign-offs.ts';

/** What an administrator has set, and what people have ticked and signed so far. */
export const RULES: Rules = {
  twoPerson: async (db, kind) => twoPersonOf(await readSettings(db), kind),
  missingPoints,
  missingSignOffs,
};

import { missingPoints } from './checklists.ts';
import type { Desk } from './intake.ts';
import type { Rules } from './review.ts';
import { missingSignOffs } from './sign-offs.ts';

/** What an administrator has set, and what people have ticked and signed so far. */
export function rulesOf(desk: Desk): Rules {
  const { db } = desk;
  return {
    twoPerson: async (kind) => {
      const row = await db.selectFrom('settings').select('value').where('key', '=', 'twoPerson').executeTakeFirst();
      return (row ? JSON.parse(row.value)[kind] : undefined) ?? true;
    },
    missingPoints: (editionId, revisionId) => missingPoints(desk, editionId, revisionId),
    missingSignOffs: (editionId, revisionId) => missingSignOffs(desk, editionId, revisionId),
  };
}

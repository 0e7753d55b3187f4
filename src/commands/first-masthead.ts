import { type Draft, draftOf } from '../desk/draft.ts';
import { takeIn } from '../desk/server/intake.ts';
import { kinds } from '../kinds/index.ts';
import { BARE } from '../kinds/masthead.ts';
import { languages } from '../languages/index.ts';
import type { Newsroom } from '../newsroom.ts';

/** Pages need a masthead. A newsroom without one gets the plainest there can be, to be corrected by its own. */
export async function firstMasthead(newsroom: Newsroom): Promise<boolean> {
  const known = await newsroom.desk.db
    .selectFrom('items')
    .select('id')
    .where('kind', '=', 'masthead')
    .executeTakeFirst();
  if (known) return false;
  const { revisionId } = await takeIn(newsroom.desk, plainest(), () => true, newsroom.now());
  await newsroom.publish(revisionId);
  return true;
}

function plainest(): Draft {
  const all = [...languages.values()];
  const each = (text: (id: string) => string) => Object.fromEntries(all.map(({ id }) => [id, text(id)]));
  const sections = [...kinds.values()].filter(({ section }) => section !== null);
  return draftOf({
    key: 'first:masthead',
    kind: 'masthead',
    language: 'mul',
    title: languages.get('en')!.words.newsroom,
    fields: {
      ...BARE,
      base: 'http://localhost:4000/',
      languages: all.map(({ id }) => id),
      zone: { id: 'UTC', offset: '+00:00' },
      names: each((id) => languages.get(id)!.words.newsroom),
      sections: sections.map(({ id }) => ({ kind: id, titles: {} })),
    },
  });
}

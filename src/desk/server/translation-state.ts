import { type RawBuilder, sql } from 'kysely';
import type { State, TranslationState } from '../api-types.ts';

/**
 * How far an edition is as a translation: the same in lists, on the overview and beside the text. What `isOutdated` of
 * translation.ts says goes before everything else, for it is what the translator has to know first.
 *
 *     outdated     its source says something else than what it was made from
 *     in-work      being written, or sent back
 *     in-review    in review, approved or scheduled
 *     current      what readers have is what its source says
 *     missing      there is no such edition yet: an item has these, no edition
 */
export function translationStateOf(state: State, outdated: boolean): Exclude<TranslationState, 'missing'> {
  return outdated ? 'outdated' : BY_STATE[state];
}

const BY_STATE = {
  draft: 'in-work',
  'changes-requested': 'in-work',
  'in-review': 'in-review',
  approved: 'in-review',
  scheduled: 'in-review',
  published: 'current',
  withdrawn: 'current',
} as const satisfies Record<State, TranslationState>;

/** The same as a condition on the row of `editions` that the query calls `edition`. An original has none of these states. */
export function isInTranslationState(
  edition: string,
  wanted: Exclude<TranslationState, 'missing'>,
): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${edition}.${name}`);
  if (wanted === 'outdated') return sql`(${column('translates')} is not null and ${isOutdatedIn(edition)})`;
  const states = Object.entries(BY_STATE).flatMap(([state, translation]) => (translation === wanted ? [state] : []));
  return sql`(${column('translates')} is not null and ${column('state')} in (${sql.join(states)})
    and not ${isOutdatedIn(edition)})`;
}

/** `isOutdated` of translation.ts as SQL. */
export function isOutdatedIn(edition: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${edition}.${name}`);
  return sql`(${column('made_from_words')} is not null and exists (select 1 from editions as source
    where source.item_id = ${column('item_id')} and source.language = ${column('translates')}
      and source.reference_words <> ${column('made_from_words')}
      and source.reference_id > coalesce(${column('made_from_id')}, 0)))`;
}

/** That the item of an original, which the query calls `edition`, has no edition yet in one of these languages. */
export function isMissingIn(edition: string, languages: string[]): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${edition}.${name}`);
  const missing = languages.map(
    (language) => sql`(${column('language')} <> ${language} and not exists (select 1 from editions as other
      where other.item_id = ${column('item_id')} and other.language = ${language}))`,
  );
  return sql`(${column('translates')} is null and (${sql.join(missing, sql` or `)}))`;
}

import { useTranslation } from 'react-i18next';
import type { State, TranslationState } from '../../api-types.ts';
import type { ListedItem } from '../../list-types.ts';
import { BareLink } from '../link.tsx';
import { useDeclared } from './declared.ts';
import './lists.css';

/** Every language of an item with how far it is; each leads to where it is written. */
export function LanguageStates({ item }: { item: ListedItem }) {
  const { t } = useTranslation();
  const { language, languages } = useDeclared();
  const order = languages.map(({ id }) => id);
  const editions = item.editions.map(({ language: id, state, translation }) => ({
    id,
    tone: translation === 'outdated' ? translation : state,
    // A translation that is out says whether it still says what its source says.
    text: t(translation && state === 'published' ? `lists.translation.${translation}` : `lists.state.${state}`),
    also: translation === 'outdated' && state !== 'published' ? t('lists.translation.outdated') : null,
  }));
  const missing = item.missing.map((id) => ({
    id,
    tone: 'missing' as const,
    text: t('lists.translation.missing'),
    also: null,
  }));
  return (
    <ul className="state-chips">
      {inOrder([...editions, ...missing], order).map(({ id, tone, text, also }) => (
        <li key={id}>
          <BareLink to={`/items/${item.id}/${id}`} className="state-chip" data-tone={tone}>
            <bdi lang={id}>{language(id).name}</bdi> <span>{[text, also].filter(Boolean).join(' · ')}</span>
          </BareLink>
        </li>
      ))}
    </ul>
  );
}

/** As the organisation names its languages, so that each has its place in every row. */
function inOrder<One extends { id: string }>(some: One[], order: string[]): One[] {
  return some.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

/** The state of one edition, in words and in colour. */
export function StateMark({ state, translation }: { state: State; translation?: TranslationState | null }) {
  const { t } = useTranslation();
  const tone = translation === 'outdated' || translation === 'missing' ? translation : state;
  return (
    <span className="state-chip" data-tone={tone}>
      {t(tone === translation ? `lists.translation.${translation}` : `lists.state.${state}`)}
    </span>
  );
}

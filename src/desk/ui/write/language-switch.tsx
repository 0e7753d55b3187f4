import { useTranslation } from 'react-i18next';
import type { EditionSummary, ItemView, TranslationState } from '../../api-types.ts';
import { Link } from '../link.tsx';
import type { WritingLanguage } from './calls.ts';

/** Every language of the organisation, and how far the item is in each. */
export function LanguageSwitch({
  item,
  languages,
  current,
}: {
  item: ItemView;
  languages: WritingLanguage[];
  current: string;
}) {
  const { t } = useTranslation();
  return (
    <nav className="write-languages" aria-label={t('write.languages')}>
      {languages.map(({ id, name, direction }) => {
        const edition = item.editions.find((one) => one.language === id);
        const state = stateOf(edition);
        return (
          <Link
            key={id}
            to={`/items/${item.id}/${id}`}
            className="write-language"
            aria-current={id === current ? 'page' : undefined}
            data-state={state}
          >
            <bdi lang={id} dir={direction} className="write-language-name">
              {name}
            </bdi>
            <span className="write-language-state">{t(`write.state.${state}`)}</span>
          </Link>
        );
      })}
    </nav>
  );
}

type Shown = EditionSummary['state'] | TranslationState;

/** An original is in the state of its review; a translation first of all outdated or not. */
export function stateOf(edition: EditionSummary | undefined): Shown {
  if (!edition) return 'missing';
  if (edition.outdated) return 'outdated';
  if (edition.translates === null) return edition.state;
  return TRANSLATED[edition.state];
}

const TRANSLATED: Record<EditionSummary['state'], Shown> = {
  draft: 'in-work',
  'changes-requested': 'changes-requested',
  'in-review': 'in-review',
  approved: 'approved',
  scheduled: 'scheduled',
  published: 'current',
  withdrawn: 'withdrawn',
};

import { useTranslation } from 'react-i18next';
import type { RevisionSummary } from '../../api-types.ts';
import { useFormat } from '../format.ts';

/** A revision in one line: its name, when it was saved and by whom. */
export function useRevisionName(): (revision: RevisionSummary) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ name, saved, author }) =>
    [name, format.time(saved), author?.name ?? t('revisions.imported')].filter(Boolean).join(' · ');
}

import { useTranslation } from 'react-i18next';
import type { Grant } from '../../admin-types.ts';
import { INTERFACE, useLanguage } from '../words/index.ts';

/** `Editor, translator (Urdu)` in the interface's language. */
export function useRoleNames(): (grants: Grant[]) => string {
  const { t } = useTranslation();
  const { list } = useLanguage();
  return (grants) =>
    list(
      grants.map(({ role, language }) =>
        language === null
          ? t(`access.role.${role}`)
          : `${t(`access.role.${role}`)} (${INTERFACE[language]?.name ?? language})`,
      ),
    );
}

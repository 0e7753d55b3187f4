import { useTranslation } from 'react-i18next';
import { INTERFACE, useLanguage } from '../words/index.ts';

export interface Grant {
  role: string;
  /** Null: in every language. */
  language: string | null;
}

export const ROLES = ['administrator', 'approver', 'editor', 'writer', 'translator', 'viewer'] as const;

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

import { useTranslation } from 'react-i18next';
import { useDesk } from '../me.ts';

/** The organisation's name in the interface's language, else in one that it has. */
export function useDeskName(): string {
  const { i18n, t } = useTranslation();
  const names = useDesk()?.names ?? {};
  return names[i18n.language] ?? names.en ?? Object.values(names)[0] ?? t('shell.desk');
}

import type { i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import { ApiError } from './api.ts';

/** What to say of an error, in the interface's language where it has words for it; null of none. */
export function useProblem(error: unknown): string | null {
  const { i18n } = useTranslation();
  return error ? problemIn(i18n, error) : null;
}

export function problemIn({ t, exists }: i18n, error: unknown): string {
  if (!(error instanceof ApiError)) return t('error.UNEXPECTED');
  const key = `error.${error.code}`;
  const { message, hint } = error;
  return exists(key) ? t(key, { message, hint }) : `${message} ${hint}`.trim();
}

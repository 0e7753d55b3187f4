import { useTranslation } from 'react-i18next';
import type { Content, Finding } from '../../api-types.ts';
import type { KindDeclaration } from './calls.ts';

interface Found {
  kind: KindDeclaration;
  content: Content;
  findings: Finding[];
}

/**
 * What is wrong, for the field that it belongs to. A part that is not written yet is no mistake in an edition that is only
 * begun: it is said once there is a title, and the server says the rest after each save.
 */
export function useFindings({ kind, content, findings }: Found): (path: string) => string | undefined {
  const { t, i18n } = useTranslation();
  const missing = missingParts(kind, content);
  const known = new Map(findings.flatMap((finding) => (finding.field ? [[finding.field, finding] as const] : [])));
  return (path) => {
    if (missing.includes(path)) return t('write.needed');
    const finding = known.get(path);
    // What the server said of the last save may have been mended since.
    if (!finding) return undefined;
    if (isEmptyAt(content, path)) return t('write.needed');
    if (finding.code === 'INCOMPLETE') return undefined;
    const key = `write.finding.${finding.code}`;
    return i18n.exists(key) ? t(key) : `${finding.message} ${finding.hint}`;
  };
}

export function missingParts(kind: KindDeclaration, content: Content): string[] {
  const isBegun = content.title.trim() !== '' || content.body.trim() !== '' || content.summary.trim() !== '';
  if (!isBegun) return [];
  const needed = ['title', ...(content.event === 'withdraw' ? [] : kind.requires)];
  const notes = content.event === 'publish' ? [] : ['note'];
  return [...needed, ...notes].filter((path) => isEmptyAt(content, path));
}

function isEmptyAt(content: Content, path: string): boolean {
  const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], content);
  return (
    value === null || value === undefined || (typeof value === 'string' && value.replace(/<[^>]*>/g, '').trim() === '')
  );
}

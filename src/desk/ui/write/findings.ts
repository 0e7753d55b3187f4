import { useTranslation } from 'react-i18next';
import type { Content, Finding } from '../../api-types.ts';
import type { KindDeclaration } from './calls.ts';

interface Found {
  kind: KindDeclaration;
  content: Content;
  /** As the server has it: its findings are of this. */
  saved: Content;
  findings: Finding[];
  /** Nobody reviews it yet. */
  isDraft: boolean;
}

export interface Said {
  /** What is wrong there. */
  errorAt(path: string): string | undefined;
  /** What is still to be written there: no mistake in a draft, only not ready. */
  hintAt(path: string): string | undefined;
}

/** What is said beside each field: of the words in it now, and what the server found in those that it has. */
export function useFindings({ kind, content, saved, findings, isDraft }: Found): Said {
  const { t, i18n } = useTranslation();
  const missing = missingParts(kind, content);
  const known = new Map(findings.flatMap((finding) => (finding.field ? [[finding.field, finding] as const] : [])));
  const isMissing = (path: string) => missing.includes(path) || (known.has(path) && isEmptyAt(content, path));
  return {
    hintAt: (path) => (isDraft && isMissing(path) ? t('write.needed') : undefined),
    errorAt: (path) => {
      if (isMissing(path)) return isDraft ? undefined : t('write.needed');
      const finding = known.get(path);
      // What the server said of the last save may have been mended since.
      if (!finding || finding.code === 'INCOMPLETE' || isChanged(content, saved, path)) return undefined;
      const key = `write.finding.${finding.code}`;
      return i18n.exists(key) ? t(key) : `${finding.message} ${finding.hint}`;
    },
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
  const value = valueAt(content, path);
  return (
    value === null || value === undefined || (typeof value === 'string' && value.replace(/<[^>]*>/g, '').trim() === '')
  );
}

function isChanged(content: Content, saved: Content, path: string): boolean {
  return JSON.stringify(valueAt(content, path)) !== JSON.stringify(valueAt(saved, path));
}

function valueAt(content: Content, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], content);
}

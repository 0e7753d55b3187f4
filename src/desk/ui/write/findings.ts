import type { i18n } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Content, Finding } from '../../api-types.ts';
import type { KindDeclaration } from './calls.ts';

interface Found {
  kind: KindDeclaration;
  content: Content;
  /** As the server has it: its findings are of this. */
  saved: Content;
  findings: Finding[];
  /** Nobody reviews it yet, and nobody has asked for that. */
  isDraft: boolean;
}

export interface Said {
  /** What is wrong there; of a field of a type that has a form of its own, with what that is. */
  errorAt(path: string, type?: string): string | undefined;
  /** What is still to be written there: no mistake in a draft, only not ready. */
  hintAt(path: string): string | undefined;
}

/** What is said beside each field: of the words in it now, and what the server found in those that it has. */
export function useFindings({ kind, content, saved, findings, isDraft }: Found): Said {
  const { t, i18n } = useTranslation();
  const missing = missingParts(kind, content);
  const known = new Map(findings.flatMap((finding) => (finding.field ? [[finding.field, finding] as const] : [])));
  /** Of what is not there: the check of the kind may know more than that. */
  const neededAt = (path: string) => {
    if (missing.includes(path)) return t('write.needed');
    const finding = known.get(path);
    if (!finding || !isEmptyAt(content, path)) return undefined;
    return SHAPELESS.has(finding.code) ? t('write.needed') : inWords(i18n, finding);
  };
  return {
    hintAt: (path) => (isDraft ? neededAt(path) : undefined),
    errorAt: (path, type) => {
      const needed = neededAt(path);
      if (needed) return isDraft ? undefined : needed;
      const finding = known.get(path);
      // What the server said of the last save may have been mended since.
      if (!finding || finding.code === 'INCOMPLETE' || isChanged(content, saved, path)) return undefined;
      return inWords(i18n, finding, type);
    },
  };
}

/** Codes that say of an empty field no more than that it is empty. */
const SHAPELESS = new Set(['INCOMPLETE', 'INVALID_FIELDS']);

/** What is wrong, in the interface's language where it has words for it; of a field of this type, with its form. */
export function inWords({ t, exists }: i18n, { code, message, hint }: Finding, type = ''): string {
  if (code === 'INCOMPLETE') return t('write.needed');
  const wanted = [`write.wrong.${code}.${type}`, `write.finding.${code}`, `error.${code}`];
  const key = wanted.find((one) => exists(one));
  return key ? t(key, { message, hint }) : `${message} ${hint}`;
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
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value === 'object' && value !== null && 'item' in value && 'name' in value) return value.name === '';
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

import type { ReactNode } from 'react';
import { MarkedWords } from '../../revisions/marked.tsx';
import { useWriting } from './context.ts';

/** What the source of a translation says in this field, with what changed there since; null where there is none. */
export function useSourceWords(path: string): ReactNode {
  const { source } = useWriting();
  const changes = source?.fields[path.replace(/^fields\./, '')];
  if (!source || !changes) return null;
  const { from } = source;
  const isChanged = changes.some(({ kind }) => kind !== 'same');
  return (
    <span className="write-source" data-changed={isChanged || undefined}>
      <bdi>{from.name}</bdi>:{' '}
      <bdi lang={from.id} dir={from.direction}>
        <MarkedWords changes={changes} />
      </bdi>
    </span>
  );
}

import { useTranslation } from 'react-i18next';
import type { SourceView } from '../../api-types.ts';
import type { Suggestion } from '../../review-types.ts';
import { Marked } from '../revisions/marked.tsx';
import type { WritingLanguage } from '../write/calls.ts';
import { useWriting } from '../write/fields/context.ts';
import { Mark } from '../write/mark.tsx';
import { atRest } from './at-rest.ts';
import { Terms } from './terms.tsx';

interface SourceTextProps {
  paragraph: SourceView['paragraphs'][number];
  number: number;
  from: WritingLanguage;
  showsChanges: boolean;
  terms: Suggestion[];
  /** What stands for it in the translation. */
  target: string;
}

const TONES = { same: 'plain', changed: 'warn', added: 'good', removed: 'bad' } as const;

/** A paragraph of the source: as it is, or with what changed in it since the translation was made. */
export function SourceText({ paragraph, number, from, showsChanges, terms, target }: SourceTextProps) {
  const { t } = useTranslation();
  const { readOnly } = useWriting();
  const { kind, now, was, changes } = paragraph;
  const isMarked = kind !== 'same' && (showsChanges || now === null);
  return (
    <div className="translate-source" dir={from.direction} data-changed={kind !== 'same' || undefined}>
      <p className="translate-label">
        <bdi>{t('translate.paragraph', { n: number })}</bdi>{' '}
        {kind !== 'same' && <Mark tone={TONES[kind]}>{t(`translate.kind.${kind}`)}</Mark>}
      </p>
      {isMarked && changes.some((change) => change.kind !== 'same') ? (
        <Marked changes={changes} language={from.id} direction={from.direction} />
      ) : (
        <div
          className="translate-text"
          lang={from.id}
          dir={from.direction}
          dangerouslySetInnerHTML={{ __html: atRest(now ?? was ?? '') }}
        />
      )}
      <Terms terms={terms} source={now ?? ''} target={target} mayWrite={!readOnly} />
    </div>
  );
}

import type { Change } from '../../api-types.ts';

/** Two texts in one: what was taken out, what was put in. Paragraphs stand apart as in the text. */
export function Marked({
  changes,
  language,
  direction,
}: {
  changes: Change[];
  language?: string;
  direction?: 'ltr' | 'rtl';
}) {
  return (
    <div className="revisions-text" lang={language} dir={direction ?? 'auto'}>
      <MarkedWords changes={changes} />
    </div>
  );
}

/** The same within a line. */
export function MarkedWords({ changes }: { changes: Change[] }) {
  return changes.map(({ kind, text }, index) => {
    if (kind === 'added') return <ins key={index}>{text}</ins>;
    if (kind === 'removed') return <del key={index}>{text}</del>;
    return <span key={index}>{text}</span>;
  });
}

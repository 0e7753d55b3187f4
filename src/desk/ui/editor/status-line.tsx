import type { Editor } from '@tiptap/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Size, sizeOf } from '../../typing/count.ts';
import type { BodyEditorProps } from './types.ts';

const SETTLED_MS = 300;

/** How long the text is, and who else writes in it. */
export function StatusLine({
  editor,
  language,
  collaborators = [],
}: { editor: Editor; language: string } & Pick<BodyEditorProps, 'collaborators'>) {
  const { t } = useTranslation();
  const { words, characters, minutes } = useSize(editor, language);
  const writing = collaborators.filter(({ typing }) => typing).map(({ name }) => name);
  return (
    <div className="editor-status">
      <span>{t('editor.words', { count: words })}</span>
      <span>{t('editor.characters', { count: characters })}</span>
      {minutes > 0 && <span>{t('editor.minutes', { count: minutes })}</span>}
      <span role="status" className="editor-others">
        {writing.length > 0 && t('editor.writing', { names: writing.join(' · ') })}
      </span>
    </div>
  );
}

/** Counted once hands rest: a long text must not be counted at every key. */
function useSize(editor: Editor, language: string): Size {
  const count = () => sizeOf(editor.state.doc.textBetween(0, editor.state.doc.content.size, '\n', ' '), language);
  const [size, setSize] = useState(count);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = ({ transaction }: { transaction: { docChanged: boolean } }) => {
      if (!transaction.docChanged) return;
      clearTimeout(timer);
      timer = setTimeout(() => setSize(count()), SETTLED_MS);
    };
    editor.on('transaction', later);
    return () => {
      clearTimeout(timer);
      editor.off('transaction', later);
    };
  }, [editor, language]);
  return size;
}

import { Input } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import '@mantine/tiptap/styles.css';
import { type Editor, useEditor } from '@tiptap/react';
import type { TFunction } from 'i18next';
import { useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canonicalBody } from '../../../record/body.ts';
import { ContextBar } from './context-bar.tsx';
import { bodyToDoc, docToBody, noteKeys } from './document.ts';
import './editor.css';
import { editorExtensions } from './extensions.ts';
import { FindBar } from './find-bar.tsx';
import { held } from './hold.ts';
import { KeyboardMap } from './keyboard-map.tsx';
import { LinkBar } from './link-bar.tsx';
import { markHighlights, rangeOf, selectedPassage } from './marked.ts';
import { PasteAlert } from './paste-alert.tsx';
import type { PasteNews } from './pasting.ts';
import { Repairs } from './repairs-bar.tsx';
import { EditorBoundary, SourceView } from './source-view.tsx';
import { StatusLine } from './status-line.tsx';
import { type Panel, Toolbar } from './toolbar.tsx';
import type { BodyEditorProps } from './types.ts';
import { isKeyboardOn, toggleKeyboard, useKeyboard } from './use-keyboard.ts';
import { useTypography } from './use-typography.ts';

export type { BodyEditorHandle, BodyEditorProps, EditorLanguage, LinkedItem } from './types.ts';

/**
 * Where the body of an edition is written: exactly what a body can hold (specs/body.md). A body that this cannot give back
 * as it was is shown as its source, read-only.
 */
export function BodyEditor(props: BodyEditorProps) {
  const { i18n } = useTranslation();
  const source = <SourceView label={props.label} html={props.value} />;
  // Asked once: what the editor itself writes it can hold.
  const [first] = useState(() => held(props.value));
  if (!first) return source;
  return (
    <EditorBoundary instead={source}>
      {/* Some words are part of what the editor is made of: in another language it is made anew. */}
      <OpenEditor key={i18n.language} {...props} />
    </EditorBoundary>
  );
}

const SETTLED_MS = 400;

function OpenEditor(props: BodyEditorProps) {
  const { language, label, error, required, readOnly = false } = props;
  const { t } = useTranslation();
  const id = useId();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [news, setNews] = useState<PasteNews | null>(null);
  const keyboard = useKeyboard(language.id);
  const typography = useTypography();
  const now = useLatest({ ...props, typography: typography.isOn, setNews });
  const [extensions] = useState(() => editorExtensions(optionsFrom(now, t)));
  const written = useWritten(now);

  const editor = useEditor(
    {
      extensions,
      content: startingWith(props),
      editable: !readOnly,
      injectCSS: false,
      enableContentCheck: false,
      immediatelyRender: true,
      shouldRerenderOnTransaction: false,
      editorProps: {
        attributes: {
          id,
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
          lang: language.id,
          dir: language.direction,
          ...(required ? { 'aria-required': 'true' } : {}),
        },
      },
      onUpdate: ({ editor: { state } }) => written.later(() => docToBody(state.doc.toJSON())),
      onBlur: () => written.flush(),
      onSelectionUpdate: ({ editor: { state } }) => {
        const passage = now.current.onSelection && selectedPassage(state);
        if (passage !== undefined) now.current.onSelection?.(passage && { ...passage, field: 'body' });
      },
    },
    [],
  );
  useValue(editor, props.value, written);
  useHighlights(editor, props.highlights);
  useEffect(() => void editor.setEditable(!readOnly, false), [editor, readOnly]);
  useHandle(editor, props, written);
  const close = () => {
    setPanel(null);
    editor.commands.focus();
  };

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      error={error}
      required={required}
      withAsterisk={required}
      onKeyDown={(event) => {
        if ((event.ctrlKey || event.metaKey) && event.code === 'KeyF') {
          event.preventDefault();
          setPanel('find');
        } else if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
          event.preventDefault();
          setPanel('link');
        } else if (event.altKey && event.key === 'F10') {
          event.preventDefault();
          event.currentTarget.querySelector<HTMLElement>('.editor-toolbar [tabindex="0"]')?.focus();
        }
      }}
    >
      <RichTextEditor
        editor={editor}
        withTypographyStyles={false}
        withCodeHighlightStyles={false}
        className="body-editor"
        data-invalid={error ? true : undefined}
      >
        {!readOnly && (
          <div className="editor-top">
            <Toolbar
              editor={editor}
              language={language}
              languages={props.languages}
              panel={panel}
              setPanel={setPanel}
              keyboard={keyboard}
              typography={typography}
              onPickMedia={props.onPickMedia}
            />
            {panel === 'link' && <LinkBar editor={editor} onPickItem={props.onPickItem} onClose={close} />}
            {panel === 'repairs' && <Repairs editor={editor} language={language.id} onClose={close} />}
            <ContextBar editor={editor} onEditLink={() => setPanel('link')} />
            {panel === 'find' && <FindBar editor={editor} onClose={close} />}
          </div>
        )}
        {readOnly && panel === 'find' && <FindBar editor={editor} onClose={close} />}
        <PasteAlert news={news} onClose={() => setNews(null)} />
        <RichTextEditor.Content className="editor-content" />
        {panel === 'keys' && keyboard.keyboard && (
          <KeyboardMap editor={editor} keyboard={keyboard.keyboard} language={language} />
        )}
        <StatusLine editor={editor} language={language.id} collaborators={props.collaborators} />
      </RichTextEditor>
    </Input.Wrapper>
  );
}

type Now = BodyEditorProps & { typography: boolean; setNews(news: PasteNews | null): void };

/** Always the newest, for what is made once and asks later. */
function useLatest<T>(value: T): { current: T } {
  const ref = useRef(value);
  ref.current = value;
  return ref;
}

function optionsFrom(now: { current: Now }, t: TFunction) {
  return {
    words: {
      placeholder: t('editor.placeholder'),
      noAlt: t('editor.noAlt'),
      caption: t('editor.caption'),
      note: (number: string) => t('editor.noteLabel', { number }),
    },
    mediaUrl: (sha256: string) => now.current.mediaUrl?.(sha256) ?? `/api/media/${sha256}/file?width=960`,
    settings: () => ({
      language: now.current.language.id,
      keyboard: isKeyboardOn(),
      typography: now.current.typography,
    }),
    toggleKeyboard,
    direction: () => now.current.language.direction,
    onNews: (news: PasteNews) => now.current.setNews(news),
    onFiles: (files: File[]) => {
      if (now.current.onFiles) now.current.onFiles(files);
      else now.current.setNews({ type: 'done', pasted: { html: '', lost: [['image', files.length]], plain: false } });
    },
    onHighlight: (id: string) => now.current.onHighlight?.(id),
  };
}

/** An empty poem begins with a stanza. */
function startingWith({ value, kind }: BodyEditorProps) {
  const doc = bodyToDoc(value);
  if (kind === 'poem' && value.trim() === '') doc.content = [{ type: 'verse' }];
  return doc;
}

interface Written {
  later(write: () => string): void;
  flush(): void;
  /** What was given out last. */
  last: string | null;
  isWaiting: boolean;
}

/** Gives out what is typed once hands rest, when the field is left, and when the page is. */
function useWritten(now: { current: Now }): Written {
  const [written] = useState((): Written => {
    let waiting: (() => string) | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      clearTimeout(timer);
      if (!waiting) return;
      const html = waiting();
      waiting = null;
      made.isWaiting = false;
      if (html === made.last) return;
      made.last = html;
      now.current.onChange(html);
    };
    const made: Written = {
      last: null,
      isWaiting: false,
      flush,
      later(write) {
        waiting = write;
        made.isWaiting = true;
        clearTimeout(timer);
        timer = setTimeout(flush, SETTLED_MS);
      },
    };
    return made;
  });
  useEffect(() => {
    const flush = () => written.flush();
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      flush();
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, [written]);
  return written;
}

/** A text from elsewhere takes the place of this one, where it says something else; the cursor stays where it can. */
function useValue(editor: Editor, value: string, written: Written): void {
  const seen = useRef(value);
  useEffect(() => {
    if (value === seen.current) return;
    seen.current = value;
    if (value === written.last || written.isWaiting) return;
    const { doc, schema } = editor.state;
    if (canonicalBody(value).html === canonicalBody(docToBody(doc.toJSON())).html) return;
    if (!held(value)) return;
    const next = schema.nodeFromJSON(bodyToDoc(value, noteKeys(doc.toJSON())));
    const start = doc.content.findDiffStart(next.content);
    const end = doc.content.findDiffEnd(next.content);
    if (start === null || !end) return;
    const overlap = start - Math.min(end.a, end.b);
    const [a, b] = overlap > 0 ? [end.a + overlap, end.b + overlap] : [end.a, end.b];
    const tr = editor.state.tr.replace(start, a, next.slice(start, b)).setMeta('addToHistory', false);
    editor.view.dispatch(tr.setMeta('preventUpdate', true));
    written.last = value;
  }, [editor, value, written]);
}

function useHighlights(editor: Editor, highlights: BodyEditorProps['highlights']): void {
  useEffect(() => {
    editor.view.dispatch(markHighlights(editor.state, highlights ?? []));
  }, [editor, highlights]);
}

function useHandle(editor: Editor, { ref }: BodyEditorProps, written: Written): void {
  useImperativeHandle(
    ref,
    () => ({
      // On a slow machine the first editor is taken away before it is shown, and another one takes its place.
      focus: () => !editor.isDestroyed && editor.commands.focus(),
      flush: () => written.flush(),
      show(passage) {
        const range = rangeOf(editor.state.doc, passage);
        return Boolean(range && editor.chain().focus().setTextSelection(range).scrollIntoView().run());
      },
    }),
    [editor, written],
  );
}

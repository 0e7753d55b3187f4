import { NativeSelect } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import {
  type Icon, IconArrowBackUp, IconArrowForwardUp, IconAsterisk, IconBlockquote, IconBold, IconDots, IconExclamationMark, IconIndentDecrease, IconIndentIncrease,
  IconItalic, IconKeyboard, IconKeyboardShow, IconLayersSubtract, IconLineDashed, IconLink, IconList, IconListNumbers,
  IconPhoto, IconQuotes, IconSearch, IconSubscript, IconSuperscript, IconTable, IconTextWrap, IconWand,
} from '@tabler/icons-react'; // biome-ignore format: a list
import { type Editor, useEditorState } from '@tiptap/react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { insertFigure, insertTable, setTongue, type Tongue, toggleIsolate, toggleVerse, tongueAt } from './commands.ts';
import { noteAround } from './notes.ts';
import { useRoving } from './roving.ts';
import type { BodyEditorProps, EditorLanguage } from './types.ts';
import type { KeyboardUse } from './use-keyboard.ts';
import type { Typography } from './use-typography.ts';

/** What can stand open below the toolbar. */
export type Panel = 'link' | 'find' | 'repairs' | 'keys';

interface ToolbarProps extends Pick<BodyEditorProps, 'onPickMedia'> {
  editor: Editor;
  language: EditorLanguage;
  languages: readonly EditorLanguage[];
  panel: Panel | null;
  setPanel(panel: Panel | null): void;
  keyboard: KeyboardUse;
  typography: Typography;
}

/** One row, one stop of the Tab key; Alt+F10 comes here from the text, Escape goes back. */
export function Toolbar(props: ToolbarProps) {
  const { editor, panel, setPanel, keyboard, typography } = props;
  const { t } = useTranslation();
  const row = useRef<HTMLDivElement>(null);
  const [isMore, setMore] = useState(false);
  const rove = useRoving(row);
  const state = useToolbarState(editor);
  const chain = () => editor.chain().focus();
  const turn = (one: Panel) => setPanel(panel === one ? null : one);
  return (
    <RichTextEditor.Toolbar
      ref={row}
      className="editor-toolbar"
      role="toolbar"
      aria-label={t('editor.toolbar')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') editor.commands.focus();
        rove(event);
      }}
    >
      <StyleSelect editor={editor} style={state.style} />
      <Group>
        <Tool icon={IconBold} name="bold" active={state.bold} onClick={() => chain().toggleBold().run()} />
        <Tool
          icon={props.language.direction === 'rtl' ? IconExclamationMark : IconItalic}
          name="emphasis"
          active={state.italic}
          onClick={() => chain().toggleItalic().run()}
        />
        <Tool icon={IconLink} name="link" active={state.link || panel === 'link'} onClick={() => turn('link')} />
        <Tool icon={IconAsterisk} name="note" disabled={state.inNote} onClick={() => chain().insertNote().run()} />
      </Group>
      <Group>
        <Tool
          icon={IconList}
          name="bullets"
          flip
          active={state.bullets}
          onClick={() => chain().toggleBulletList().run()}
        />
        <Tool
          icon={IconListNumbers}
          name="numbers"
          flip
          active={state.numbers}
          onClick={() => chain().toggleOrderedList().run()}
        />
        {(state.bullets || state.numbers) && (
          <>
            <Tool
              icon={IconIndentIncrease}
              name="indent"
              flip
              disabled={!state.canIndent}
              onClick={() => chain().sinkListItem('listItem').run()}
            />
            <Tool
              icon={IconIndentDecrease}
              name="outdent"
              flip
              onClick={() => chain().liftListItem('listItem').run()}
            />
          </>
        )}
        <Tool
          icon={IconBlockquote}
          name="quote"
          flip
          active={state.quote}
          onClick={() => chain().toggleBlockquote().run()}
        />
        <Tool
          icon={IconTextWrap}
          name="style.verse"
          flip
          active={state.style === 'verse'}
          onClick={() => toggleVerse(editor)}
        />
      </Group>
      <Group>
        <Tool icon={IconPhoto} name="picture" onClick={() => void pickPicture(props)} />
        <Tool icon={IconTable} name="table" disabled={state.inTable} onClick={() => insertTable(editor, 3, 3)} />
      </Group>
      <TongueSelect {...props} />
      <Group>
        <Tool icon={IconArrowBackUp} name="undo" flip disabled={!state.canUndo} onClick={() => chain().undo().run()} />
        <Tool
          icon={IconArrowForwardUp}
          name="redo"
          flip
          disabled={!state.canRedo}
          onClick={() => chain().redo().run()}
        />
        <Tool icon={IconSearch} name="find" active={panel === 'find'} onClick={() => turn('find')} />
        <Tool icon={IconWand} name="repairs" active={panel === 'repairs'} onClick={() => turn('repairs')} />
      </Group>
      {keyboard.keyboard && (
        <Group>
          <Tool
            icon={IconKeyboard}
            name="keyboard"
            label={t('editor.keyboard', { name: keyboard.keyboard.name })}
            active={keyboard.isOn}
            onClick={() => {
              keyboard.toggle();
              editor.commands.focus();
            }}
          />
          <Tool icon={IconKeyboardShow} name="keyboardMap" active={panel === 'keys'} onClick={() => turn('keys')} />
        </Group>
      )}
      <Group>
        {isMore && <Seldom editor={editor} state={state} typography={typography} />}
        <Tool icon={IconDots} name="more" expanded={isMore} onClick={() => setMore(!isMore)} />
      </Group>
    </RichTextEditor.Toolbar>
  );
}

interface SeldomProps extends Pick<ToolbarProps, 'editor' | 'typography'> {
  state: ToolbarState;
}

/** What few texts need. */
function Seldom({ editor, state, typography }: SeldomProps) {
  const chain = () => editor.chain().focus();
  return (
    <>
      <Tool icon={IconLineDashed} name="rule" onClick={() => chain().setHorizontalRule().run()} />
      <Tool
        icon={IconSuperscript}
        name="superscript"
        active={state.superscript}
        onClick={() => chain().toggleMark('superscript').run()}
      />
      <Tool
        icon={IconSubscript}
        name="subscript"
        active={state.subscript}
        onClick={() => chain().toggleMark('subscript').run()}
      />
      <Tool icon={IconLayersSubtract} name="isolate" active={state.isolate} onClick={() => toggleIsolate(editor)} />
      <Tool icon={IconQuotes} name="marks" active={typography.isOn} onClick={typography.toggle} />
    </>
  );
}

function Group({ children }: { children: ReactNode }) {
  return <RichTextEditor.ControlsGroup>{children}</RichTextEditor.ControlsGroup>;
}

interface ToolProps {
  name: string;
  icon?: Icon;
  label?: string;
  active?: boolean;
  disabled?: boolean;
  /** Drawn for reading from left to right. */
  flip?: boolean;
  /** Of what it opens. */
  expanded?: boolean;
  onClick(): void;
  children?: ReactNode;
}

export function Tool({ name, icon: Sign, label, active, disabled, flip, expanded, onClick, children }: ToolProps) {
  const { t } = useTranslation();
  const words = label ?? t(`editor.${name}`);
  return (
    <RichTextEditor.Control
      aria-label={words}
      title={words}
      active={active}
      disabled={disabled}
      aria-pressed={active}
      aria-expanded={expanded}
      data-tool={name}
      className="editor-tool"
      onClick={onClick}
    >
      {Sign ? <Sign size={18} stroke={1.7} aria-hidden className={flip ? 'editor-flip' : undefined} /> : children}
    </RichTextEditor.Control>
  );
}

const STYLES = ['paragraph', 'h2', 'h3', 'h4', 'verse'] as const;

function StyleSelect({ editor, style }: { editor: Editor; style: string }) {
  const { t } = useTranslation();
  const isFixed = !STYLES.includes(style as (typeof STYLES)[number]);
  return (
    <NativeSelect
      aria-label={t('editor.style')}
      className="editor-select"
      value={style}
      disabled={isFixed}
      data={(isFixed ? [style] : STYLES).map((value) => ({ value, label: t(`editor.style.${value}`) }))}
      onChange={(event) => {
        const value = event.currentTarget.value;
        if (value === 'verse') toggleVerse(editor);
        else if (value === 'paragraph') editor.chain().focus().setNode('paragraph').run();
        else
          editor
            .chain()
            .focus()
            .setNode('heading', { level: Number(value[1]) })
            .run();
      }}
    />
  );
}

/** Languages by their names in themselves, each with its direction; and the bare directions. */
function TongueSelect({ editor, language, languages }: ToolbarProps) {
  const { t } = useTranslation();
  const base: Tongue = { lang: language.id, dir: language.direction };
  const { lang, dir } = useEditorState({ editor, selector: () => tongueAt(editor.state, base) });
  const known = languages.some(({ id }) => id === lang)
    ? languages
    : [...languages, { id: lang!, name: lang!, direction: dir! }];
  const native = known.find(({ id }) => id === lang)?.direction;
  return (
    <NativeSelect
      aria-label={t('editor.tongue')}
      className="editor-select"
      value={native === dir ? lang! : dir!}
      data={[
        ...known.map(({ id, name }) => ({ value: id, label: name })),
        { value: 'ltr', label: t('editor.tongue.ltr') },
        { value: 'rtl', label: t('editor.tongue.rtl') },
      ]}
      onChange={(event) => {
        const value = event.currentTarget.value;
        const chosen = languages.find(({ id }) => id === value);
        if (chosen) setTongue(editor, { lang: chosen.id, dir: chosen.direction }, base);
        else if (value === 'ltr' || value === 'rtl') setTongue(editor, { lang, dir: value }, base);
      }}
    />
  );
}

async function pickPicture({ editor, onPickMedia }: ToolbarProps): Promise<void> {
  const picture = await onPickMedia();
  if (picture) insertFigure(editor, picture.sha256, picture.alt);
  else editor.commands.focus();
}

type ToolbarState = ReturnType<typeof useToolbarState>;

function useToolbarState(editor: Editor) {
  return useEditorState({
    editor,
    selector: () => ({
      bold: editor.isActive('bold'),
      italic: editor.isActive('italic'),
      superscript: editor.isActive('superscript'),
      subscript: editor.isActive('subscript'),
      isolate: editor.isActive('bdi'),
      link: editor.isActive('link'),
      bullets: editor.isActive('bulletList'),
      numbers: editor.isActive('orderedList'),
      quote: editor.isActive('blockquote'),
      inTable: editor.isActive('table'),
      inNote: noteAround(editor.state) !== null,
      canIndent: editor.can().sinkListItem('listItem'),
      canUndo: editor.can().undo(),
      canRedo: editor.can().redo(),
      style: styleAt(editor),
    }),
  });
}

function styleAt({ state }: Editor): string {
  const { parent } = state.selection.$from;
  if (parent.type.name === 'heading') return `h${parent.attrs.level}`;
  return ['verse', 'figure', 'tableCaption'].find((name) => name === parent.type.name) ?? 'paragraph';
}

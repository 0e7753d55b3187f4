import { TextInput } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import {
  IconArrowBarToDown, IconArrowDown,
  IconArrowsJoin, IconArrowUp, IconColumnInsertLeft, IconColumnInsertRight, IconColumnRemove, IconLinkOff, IconPencil,
  IconRowInsertBottom, IconRowInsertTop, IconRowRemove, IconTableMinus, IconTableRow, IconTextCaption, IconTrash,
} from '@tabler/icons-react'; // biome-ignore format: a list
import { type Editor, useEditorState } from '@tiptap/react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  leaveBlock, linkAround, nodeAround, removeLink, removeNode, setAttributes, toggleCaption, toggleHead,
} from './commands.ts'; // biome-ignore format: a list
import { noteAround, noteReferred } from './notes.ts';
import { useRoving } from './roving.ts';
import { Tool } from './toolbar.tsx';

/** What can be done with the thing that the cursor is in: a table, a picture, a link, a footnote, verse. */
export function ContextBar({ editor, onEditLink }: { editor: Editor; onEditLink(): void }) {
  const { t } = useTranslation();
  const place = useEditorState({
    editor,
    selector: () => ({
      table: editor.isActive('table') || editor.isActive('tableCaption'),
      figure: nodeAround(editor.state, 'figure')?.pos ?? null,
      verse: editor.isActive('verse'),
      link: linkAround(editor.state)?.href ?? null,
      note: noteAround(editor.state),
      reference: noteReferred(editor.state),
    }),
  });
  return (
    <>
      {place.table && <TableTools editor={editor} />}
      {place.figure !== null && <FigureTools key={place.figure} editor={editor} />}
      {place.verse && <VerseTools editor={editor} />}
      {place.link && !place.link.startsWith('#') && (
        <Row label={t('editor.link')}>
          <a className="editor-address" dir="ltr" href={opened(place.link)} target="_blank" rel="noreferrer">
            {place.link.replace(/^item:/, '')}
          </a>
          <Tool icon={IconPencil} name="link" onClick={onEditLink} />
          <Tool icon={IconLinkOff} name="linkRemove" onClick={() => removeLink(editor)} />
        </Row>
      )}
      {(place.note ?? place.reference) && (
        <NoteTools editor={editor} noteKey={(place.note ?? place.reference)!} inNote={place.note !== null} />
      )}
    </>
  );
}

function opened(href: string): string | undefined {
  return /^https?:/.test(href) ? href : undefined;
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);
  const onKeyDown = useRoving(row);
  return (
    <div ref={row} role="toolbar" aria-label={label} className="editor-context" onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

function Group({ children }: { children: ReactNode }) {
  return <RichTextEditor.ControlsGroup>{children}</RichTextEditor.ControlsGroup>;
}

function TableTools({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const { head, caption } = useEditorState({
    editor,
    selector: () => ({
      head: Boolean(nodeAround(editor.state, 'table')?.node.firstChild?.attrs.head),
      caption: nodeAround(editor.state, 'tableBlock')?.node.firstChild?.type.name === 'tableCaption',
    }),
  });
  const chain = () => editor.chain().focus();
  return (
    <Row label={t('editor.table')}>
      <Group>
        <Tool icon={IconRowInsertTop} name="tableRowBefore" onClick={() => chain().addRowBefore().run()} />
        <Tool icon={IconRowInsertBottom} name="tableRowAfter" onClick={() => chain().addRowAfter().run()} />
        <Tool icon={IconRowRemove} name="tableRowDelete" onClick={() => chain().deleteRow().run()} />
      </Group>
      <Group>
        <Tool
          icon={IconColumnInsertLeft}
          name="tableColumnBefore"
          flip
          onClick={() => chain().addColumnBefore().run()}
        />
        <Tool
          icon={IconColumnInsertRight}
          name="tableColumnAfter"
          flip
          onClick={() => chain().addColumnAfter().run()}
        />
        <Tool icon={IconColumnRemove} name="tableColumnDelete" flip onClick={() => chain().deleteColumn().run()} />
      </Group>
      <Group>
        <Tool icon={IconTableRow} name="tableHead" active={head} onClick={() => toggleHead(editor)} />
        <Tool icon={IconTextCaption} name="tableCaption" active={caption} onClick={() => toggleCaption(editor)} />
        <Tool icon={IconArrowsJoin} name="tableMerge" onClick={() => chain().mergeOrSplit().run()} />
      </Group>
      <Group>
        <Tool icon={IconArrowBarToDown} name="leave" onClick={() => leaveBlock(editor)} />
        <Tool icon={IconTableMinus} name="tableDelete" onClick={() => removeNode(editor, 'tableBlock')} />
      </Group>
    </Row>
  );
}

function FigureTools({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const stored = String(nodeAround(editor.state, 'figure')?.node.attrs.alt ?? '');
  const [alt, setAlt] = useState(stored);
  useEffect(() => setAlt(stored), [stored]);
  return (
    <Row label={t('editor.picture')}>
      <TextInput
        className="editor-grow"
        aria-label={t('editor.pictureAlt')}
        placeholder={t('editor.pictureAlt')}
        value={alt}
        dir="auto"
        onChange={(event) => {
          setAlt(event.currentTarget.value);
          setAttributes(editor, 'figure', { alt: event.currentTarget.value });
        }}
      />
      <Group>
        <Tool icon={IconArrowBarToDown} name="leave" onClick={() => leaveBlock(editor)} />
        <Tool icon={IconTrash} name="pictureRemove" onClick={() => removeNode(editor, 'figure')} />
      </Group>
    </Row>
  );
}

/** Signs of poets that few keyboards have. */
const VERSE_MARKS = [
  ['poet', '\u0614'],
  ['line', '\u060f'],
  ['verse', '\u060e'],
] as const;

function VerseTools({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  return (
    <Row label={t('editor.style.verse')}>
      <Group>
        {VERSE_MARKS.map(([name, sign]) => (
          <Tool
            key={name}
            name={`verseMark.${name}`}
            onClick={() =>
              editor
                .chain()
                .focus()
                .command(({ tr }) => Boolean(tr.insertText(sign)))
                .run()
            }
          >
            <span className="editor-sign" data-sign={name === 'poet' ? `\u0640${sign}` : sign} aria-hidden />
          </Tool>
        ))}
      </Group>
      <Group>
        <Tool icon={IconArrowBarToDown} name="leave" onClick={() => leaveBlock(editor)} />
      </Group>
    </Row>
  );
}

function NoteTools({ editor, noteKey, inNote }: { editor: Editor; noteKey: string; inNote: boolean }) {
  const { t } = useTranslation();
  return (
    <Row label={t('editor.note')}>
      <Group>
        <Tool
          icon={inNote ? IconArrowUp : IconArrowDown}
          name={inNote ? 'noteToText' : 'noteToNote'}
          onClick={() => editor.chain().focus().goToOtherEnd(noteKey).run()}
        />
        <Tool icon={IconTrash} name="noteDelete" onClick={() => editor.chain().focus().removeNote(noteKey).run()} />
      </Group>
    </Row>
  );
}

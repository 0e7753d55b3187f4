import { ActionIcon, Text, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { markFound, type Range, rangesOf } from './marked.ts';

/** Finds words in the text, written with whatever keyboard. */
export function FindBar({ editor, onClose }: { editor: Editor; onClose(): void }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState(() => selectedWords(editor));
  const [{ ranges, current }, setFound] = useState<{ ranges: Range[]; current: number }>({ ranges: [], current: 0 });
  const search = (words: string) => {
    setQuery(words);
    const found = rangesOf(editor.state.doc, words);
    const { from } = editor.state.selection;
    const next = found.findIndex((range) => range.from >= from);
    setFound({ ranges: found, current: Math.max(0, next) });
  };
  const go = (step: number) => {
    // The text may have changed since: positions are asked for anew.
    const found = rangesOf(editor.state.doc, query);
    setFound({ ranges: found, current: found.length === 0 ? 0 : (current + step + found.length) % found.length });
  };
  useEffect(() => search(query), []);
  useEffect(() => {
    editor.view.dispatch(markFound(editor.state, ranges, current));
    showRange(editor, ranges[current]);
  }, [editor, ranges, current]);
  useEffect(
    () => () => {
      if (!editor.isDestroyed) editor.view.dispatch(markFound(editor.state, [], 0));
    },
    [editor],
  );
  const close = () => {
    const range = ranges[current];
    if (range && range.to <= editor.state.doc.content.size) editor.commands.setTextSelection(range);
    onClose();
  };
  return (
    <search className="editor-panel editor-find">
      <TextInput
        aria-label={t('editor.findWords')}
        placeholder={t('editor.findWords')}
        value={query}
        dir="auto"
        data-autofocus
        autoFocus
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
          if (event.key === 'Escape') close();
          if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault();
        }}
      />
      <Text size="sm" role="status">
        {query.trim() !== '' &&
          (ranges.length === 0
            ? t('editor.findNone')
            : t('editor.findCount', { at: current + 1, count: ranges.length }))}
      </Text>
      <ActionIcon variant="default" aria-label={t('editor.findPrevious')} onClick={() => go(-1)}>
        <IconArrowUp size={18} />
      </ActionIcon>
      <ActionIcon variant="default" aria-label={t('editor.findNext')} onClick={() => go(1)}>
        <IconArrowDown size={18} />
      </ActionIcon>
      <ActionIcon variant="subtle" color="gray" aria-label={t('editor.close')} onClick={close}>
        <IconX size={18} />
      </ActionIcon>
    </search>
  );
}

function selectedWords({ state: { doc, selection } }: Editor): string {
  const words = doc.textBetween(selection.from, selection.to, '\n');
  return words.includes('\n') || words.length > 100 ? '' : words;
}

function showRange(editor: Editor, range: Range | undefined): void {
  if (!range) return;
  const { node } = editor.view.domAtPos(range.from);
  (node instanceof Element ? node : node.parentElement)?.scrollIntoView({ block: 'center' });
}

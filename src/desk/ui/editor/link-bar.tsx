import { ActionIcon, Button, Loader, TextInput, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkAround, linkTarget, removeLink, setLink } from './commands.ts';
import type { BodyEditorProps, LinkedItem } from './types.ts';

interface LinkBarProps extends Pick<BodyEditorProps, 'onPickItem'> {
  editor: Editor;
  onClose(): void;
}

/** One field for every link: an address, a citation number, or words of an item. */
export function LinkBar({ editor, onPickItem, onClose }: LinkBarProps) {
  const { t } = useTranslation();
  const [address, setAddress] = useState(() => (linkAround(editor.state)?.href ?? '').replace(/^item:/, ''));
  const [error, setError] = useState<string | null>(null);
  const { items, isSearching } = useItems(address, onPickItem);
  const results = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const link = (href: string, words: string) => {
    setLink(editor, href, words);
    onClose();
  };
  const submit = () => {
    const href = linkTarget(address);
    if (href) link(href, address.trim());
    else setError(t(items?.length === 0 ? 'editor.linkNone' : 'editor.linkBad'));
  };
  return (
    <form
      className="editor-panel editor-link"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        submit();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <TextInput
        ref={field}
        className="editor-grow"
        label={t('editor.linkTo')}
        description={t('editor.linkHelp')}
        value={address}
        dir="auto"
        error={error}
        autoCapitalize="off"
        spellCheck={false}
        aria-controls={results}
        rightSection={isSearching ? <Loader size="xs" /> : null}
        onChange={(event) => {
          setAddress(event.currentTarget.value);
          setError(null);
        }}
      />
      <Button type="submit">{t('editor.linkSet')}</Button>
      {linkAround(editor.state) && (
        <Button
          variant="default"
          onClick={() => {
            removeLink(editor);
            onClose();
          }}
        >
          {t('editor.linkRemove')}
        </Button>
      )}
      <ActionIcon variant="subtle" color="gray" aria-label={t('editor.close')} onClick={onClose}>
        <IconX size={18} />
      </ActionIcon>
      <div id={results} role="status" className="editor-results">
        {items && items.length > 0 && (
          <ul aria-label={t('editor.linkResults')}>
            {items.map((item) => (
              <li key={item.number ?? item.title}>
                <ItemButton item={item} onPick={() => link(`item:${item.number}`, item.title)} />
              </li>
            ))}
          </ul>
        )}
        {items?.length === 0 && !linkTarget(address) && t('editor.linkNone')}
      </div>
    </form>
  );
}

function ItemButton({ item, onPick }: { item: LinkedItem; onPick(): void }) {
  const { t } = useTranslation();
  return (
    <UnstyledButton className="editor-result" disabled={item.number === null} onClick={onPick}>
      <bdi>{item.title}</bdi>
      <small>{item.number ?? t('editor.linkUnnumbered')}</small>
      {item.kind && <small>{item.kind}</small>}
    </UnstyledButton>
  );
}

const SETTLED_MS = 250;

/** Items with these words; null where nothing was asked for. */
function useItems(query: string, onPickItem: LinkBarProps['onPickItem']) {
  const [items, setItems] = useState<LinkedItem[] | null>(null);
  const [isSearching, setSearching] = useState(false);
  const pick = useRef(onPickItem);
  pick.current = onPickItem;
  useEffect(() => {
    const words = query.trim();
    if (words.length < 2 || /^[a-z]+:|^#/i.test(words)) {
      setItems(null);
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(async () => {
      setSearching(true);
      const found = await pick.current(words).catch(() => []);
      if (!isCurrent) return;
      setItems(found.slice(0, 8));
      setSearching(false);
    }, SETTLED_MS);
    return () => {
      isCurrent = false;
      setSearching(false);
      clearTimeout(timer);
    };
  }, [query]);
  return { items, isSearching };
}

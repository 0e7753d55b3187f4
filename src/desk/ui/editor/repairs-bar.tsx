import { ActionIcon, Button, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Editor } from '@tiptap/react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Repair } from '../../typing/typography.ts';
import { type Offer, offersFor, repair } from './repairs.ts';

/** What could be repaired, sort by sort, with the first of each as an example. */
export function Repairs({ editor, language, onClose }: { editor: Editor; language: string; onClose(): void }) {
  const { t } = useTranslation();
  const offers = useOffers(editor, language);
  const sorts = Map.groupBy(offers, (offer) => offer.repair);
  const take = (taken: Offer[]) => editor.view.dispatch(repair(editor.state, taken).scrollIntoView());
  return (
    <section className="editor-panel editor-repairs" aria-label={t('editor.repairs')}>
      <Text size="sm">{t(sorts.size === 0 ? 'editor.repairsNone' : 'editor.repairsHelp')}</Text>
      <ActionIcon variant="subtle" color="gray" aria-label={t('editor.close')} onClick={onClose}>
        <IconX size={18} />
      </ActionIcon>
      <ul>
        {[...sorts].map(([sort, found]) => (
          <li key={sort}>
            <span>{t(`editor.repair.${sort}`, { count: found.length })}</span>
            <Example offer={found[0]!} editor={editor} language={language} />
            <span className="editor-buttons">
              <Button size="compact-sm" variant="default" onClick={() => show(editor, found[0]!)}>
                {t('editor.repairShow')}
              </Button>
              {found.length > 1 && (
                <Button size="compact-sm" variant="default" onClick={() => take(found.slice(0, 1))}>
                  {t('editor.repairOne')}
                </Button>
              )}
              <Button size="compact-sm" onClick={() => take(found)}>
                {t(found.length > 1 ? 'editor.repairAll' : 'editor.repairOne')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const AROUND = 12;

/** The place as it is and as it would be, with a few letters around. */
function Example({ offer, editor, language }: { offer: Offer; editor: Editor; language: string }) {
  const { doc } = editor.state;
  const $from = doc.resolve(offer.from);
  const before = doc.textBetween(Math.max($from.start(), offer.from - AROUND), offer.from, '', ' ');
  const after = doc.textBetween(offer.to, Math.min($from.end(), offer.to + AROUND), '', ' ');
  return (
    <bdi className="editor-example" lang={language}>
      {before}
      <del>{shown(offer.now, offer.repair)}</del>
      <ins>{shown(offer.text, offer.repair)}</ins>
      {after}
    </bdi>
  );
}

function shown(text: string, sort: Repair): string {
  return sort.startsWith('space') ? text.replace(/[ \u00a0]/g, '␣') : text;
}

function show(editor: Editor, { from, to }: Offer): void {
  editor.chain().focus().setTextSelection({ from, to }).scrollIntoView().run();
}

const SETTLED_MS = 300;

function useOffers(editor: Editor, language: string): Offer[] {
  const [offers, setOffers] = useState(() => offersFor(editor.state.doc, language));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      // At once empty: places that have moved must not be offered.
      setOffers([]);
      timer = setTimeout(() => setOffers(offersFor(editor.state.doc, language)), SETTLED_MS);
    };
    editor.on('update', later);
    return () => {
      clearTimeout(timer);
      editor.off('update', later);
    };
  }, [editor, language]);
  return offers;
}

import { Kbd, Modal, Stack, Switch, Table } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../link.tsx';

/** Keys by their place on the keyboard: on an Urdu or Sindhi one the same place has another letter. */
const GO: Record<string, { to: string; key: string; words: string }> = {
  KeyH: { to: '/', key: 'h', words: 'shell.overview' },
  KeyI: { to: '/items', key: 'i', words: 'shell.items' },
  KeyC: { to: '/calendar', key: 'c', words: 'shell.calendar' },
  KeyM: { to: '/media', key: 'm', words: 'shell.media' },
  KeyL: { to: '/glossary', key: 'l', words: 'shell.glossary' },
};

const OFF = 'daftar-no-shortcuts';

interface Does {
  help(): void;
  search(): void;
  /** Missing where somebody may write nothing. */
  newItem?(): void;
}

/** One key does something, unless somebody is typing, or has turned it off. */
export function useShortcuts(does: Does): void {
  const go = useGo();
  const latest = useRef({ does, go });
  latest.current = { does, go };
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isOff())
        return;
      const place = performance.now() - wentAt < 1500 ? GO[event.code] : undefined;
      wentAt = event.code === 'KeyG' ? performance.now() : Number.NEGATIVE_INFINITY;
      const action = place ? () => latest.current.go(place.to) : actionOf(event, latest.current.does);
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, []);
}

function actionOf({ key, code, shiftKey }: KeyboardEvent, does: Does): (() => void) | undefined {
  if (key === '?' || key === '؟') return does.help;
  if (key === '/' || (code === 'Slash' && !shiftKey)) return does.search;
  return code === 'KeyN' && !shiftKey ? does.newItem : undefined;
}

function isTyping({ target }: KeyboardEvent): boolean {
  const element = target as HTMLElement;
  const isField = element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  return isField || element.closest('[role=dialog], [role=menu], [role=listbox]') !== null;
}

function isOff(): boolean {
  return localStorage.getItem(OFF) !== null;
}

export function ShortcutHelp({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTranslation();
  const [off, setOff] = useState(isOff);
  const turn = (isOn: boolean) => {
    if (isOn) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, '1');
    setOff(!isOn);
  };
  const rows: [string[], string][] = [
    [['?'], t('shell.shortcuts')],
    [['/'], t('shell.search')],
    [['n'], t('shell.newItem')],
    ...Object.values(GO).map(({ key, words }): [string[], string] => [['g', key], t(words)]),
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={t('shell.shortcuts')}>
      <Stack>
        <Table>
          <Table.Tbody>
            {rows.map(([keys, what]) => (
              <Table.Tr key={what}>
                <Table.Th scope="row" fw="normal">
                  {what}
                </Table.Th>
                <Table.Td dir="ltr">
                  {keys.map((key) => (
                    <Kbd key={key} me={4}>
                      {key}
                    </Kbd>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Switch
          checked={!off}
          onChange={(event) => turn(event.currentTarget.checked)}
          label={t('shell.shortcutsOn')}
          description={t('shell.shortcutsText')}
        />
      </Stack>
    </Modal>
  );
}

import { Kbd, Modal, Stack, Switch, Table, Title } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useGo } from '../link.tsx';
import { useMay } from '../me.ts';

/** Keys by their place on the keyboard: on an Urdu or Sindhi one the same place has another letter. */
const GO: Record<string, { to: string; key: string; words: string; right?: string }> = {
  KeyH: { to: '/', key: 'h', words: 'shell.overview' },
  KeyI: { to: '/items', key: 'i', words: 'shell.items' },
  KeyC: { to: '/calendar', key: 'c', words: 'shell.calendar' },
  KeyM: { to: '/media', key: 'm', words: 'shell.media' },
  KeyL: { to: '/glossary', key: 'l', words: 'shell.glossary' },
  KeyP: { to: '/admin/staff', key: 'p', words: 'shell.staff', right: 'staff' },
  KeyS: { to: '/admin/settings', key: 's', words: 'shell.settings', right: 'settings' },
  KeyA: { to: '/admin/audit', key: 'a', words: 'shell.audit', right: 'audit' },
  KeyT: { to: '/tokens', key: 't', words: 'shell.tokens' },
  KeyU: { to: '/account', key: 'u', words: 'shell.account' },
};

/** Keys that one page alone knows: that page listens for them. */
const ON_PAGES: [keys: string[], words: string][] = [
  [['Ctrl', 'S'], 'shell.keys.save'],
  [['Ctrl', 'K'], 'shell.keys.link'],
  [['Ctrl', 'F'], 'shell.keys.find'],
  [['Ctrl', 'Enter'], 'shell.keys.leave'],
  [['Ctrl', 'Space'], 'shell.keys.keyboard'],
  [['Page Up', 'Page Down'], 'shell.keys.month'],
  [['←', '↑', '→', '↓'], 'shell.keys.focus'],
];

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
  const may = useMay();
  const latest = useRef({ does, go, may });
  latest.current = { does, go, may };
  useEffect(() => {
    let wentAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event) || isOff())
        return;
      const named = performance.now() - wentAt < 1500 ? GO[event.code] : undefined;
      const place = named?.right && !latest.current.may(named.right) ? undefined : named;
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
  const may = useMay();
  const everywhere: [string[], string][] = [
    [['?'], 'shell.shortcuts'],
    [['/'], 'shell.search'],
    ...(may('write') ? ([[['n'], 'shell.newItem']] as [string[], string][]) : []),
    ...Object.values(GO)
      .filter(({ right }) => !right || may(right))
      .map(({ key, words }): [string[], string] => [['g', key], words]),
  ];
  return (
    <Modal opened={opened} onClose={onClose} title={t('shell.shortcuts')}>
      <Stack>
        <Keys rows={everywhere} />
        <Title order={3} size="h4">
          {t('shell.keys.onPages')}
        </Title>
        <Keys rows={ON_PAGES} />
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

function Keys({ rows }: { rows: [keys: string[], words: string][] }) {
  const { t } = useTranslation();
  return (
    <Table>
      <Table.Tbody>
        {rows.map(([keys, words]) => (
          <Table.Tr key={words}>
            <Table.Th scope="row" fw="normal">
              {t(words)}
            </Table.Th>
            <Table.Td dir="ltr" className="desk-keys">
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
  );
}

import { Button, Menu } from '@mantine/core';
import { IconCheck, IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { INTERFACE, speak } from '../words/index.ts';

interface Props {
  onChoose?(id: string): void;
}

/** The interface's language. */
export function LanguageMenu({ onChoose }: Props) {
  const { t, i18n } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" c="inherit" px="xs" leftSection={<IconLanguage size={18} aria-hidden />}>
          <span aria-hidden>{INTERFACE[i18n.language]?.name}</span>
          <span className="desk-hidden">{t('shell.language')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <LanguageItems onChoose={onChoose} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Each is called by its own name. */
export function LanguageItems({ onChoose }: Props) {
  const { i18n } = useTranslation();
  const choose = (id: string) => {
    onChoose?.(id);
    speak(id);
  };
  return Object.entries(INTERFACE).map(([id, { name }]) => {
    const isChosen = id === i18n.language;
    return (
      <Menu.Item
        key={id}
        aria-current={isChosen || undefined}
        leftSection={<IconCheck size={16} aria-hidden visibility={isChosen ? 'visible' : 'hidden'} />}
        onClick={() => choose(id)}
      >
        <bdi lang={id}>{name}</bdi>
      </Menu.Item>
    );
  });
}

import { Button, Menu } from '@mantine/core';
import { IconLanguage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { INTERFACE, speak } from '../words/index.ts';

/** The interface's language. Each is called by its own name. */
export function LanguageMenu({ onChoose }: { onChoose?(id: string): void }) {
  const { t, i18n } = useTranslation();
  const choose = (id: string) => {
    onChoose?.(id);
    speak(id);
  };
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" c="inherit" px="xs" leftSection={<IconLanguage size={18} aria-hidden />}>
          <span aria-hidden>{INTERFACE[i18n.language]?.name}</span>
          <span className="desk-hidden">{t('shell.language')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(INTERFACE).map(([id, { name }]) => (
          <Menu.Item key={id} lang={id} dir="auto" aria-current={id === i18n.language} onClick={() => choose(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

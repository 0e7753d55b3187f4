import { ActionIcon, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Light or dark; until somebody chooses, as the machine is set. */
export function SchemeButton() {
  const { label, icon, turn } = useScheme();
  return (
    <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" aria-label={label} title={label} onClick={turn}>
      {icon}
    </ActionIcon>
  );
}

/** The same within a menu. */
export function SchemeItem() {
  const { label, icon, turn } = useScheme();
  return (
    <Menu.Item leftSection={icon} onClick={turn}>
      {label}
    </Menu.Item>
  );
}

function useScheme() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme() === 'dark';
  const Icon = isDark ? IconSun : IconMoon;
  return {
    label: t(isDark ? 'shell.light' : 'shell.dark'),
    icon: <Icon size={18} aria-hidden />,
    turn: () => setColorScheme(isDark ? 'light' : 'dark'),
  };
}

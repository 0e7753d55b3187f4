import { ActionIcon, Alert, AppShell, Burger, Button, Group, Menu, NavLink, ScrollArea } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconKeyboard, IconLogout, IconPlus, IconUser } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { api, useOnline } from '../api.ts';
import { BareLink, Link } from '../link.tsx';
import { QuickSearch } from '../lists/quick-search.tsx';
import { ME, type Me, useMay } from '../me.ts';
import { useDeskName } from './desk-name.ts';
import { LanguageItems, LanguageMenu } from './language-menu.tsx';
import { NewItem } from './new-item.tsx';
import { PLACES } from './places.tsx';
import { SchemeButton, SchemeItem } from './scheme-button.tsx';
import { ShortcutHelp, useShortcuts } from './shortcuts.tsx';

/** The desk around a page: where one can go, who one is, and whether the desk can be reached. */
export function Layout({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useTranslation();
  const [isMenuOpen, menu] = useDisclosure();
  const [isHelpOpen, help] = useDisclosure();
  const [isNewOpen, newItem] = useDisclosure();
  const name = useDeskName();
  const may = useMay();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const main = useFocusOnArrival(path);
  const search = useRef<HTMLInputElement>(null);
  const mayWrite = may('write');
  useShortcuts({
    help: help.open,
    search: () => search.current?.focus(),
    newItem: mayWrite ? newItem.open : undefined,
  });
  useEffect(menu.close, [path]);
  return (
    <AppShell
      header={{ height: 'var(--desk-header)' }}
      navbar={{ width: 230, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <a href="#main" className="desk-skip">
        {t('shell.skip')}
      </a>
      <AppShell.Header>
        <div className="desk-header">
          <Burger opened={isMenuOpen} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t('shell.menu')} />
          <Link to="/" className="desk-name">
            {name}
          </Link>
          <QuickSearch ref={search} />
          {mayWrite && (
            <Button onClick={newItem.open} leftSection={<IconPlus size={18} aria-hidden />} className="desk-new">
              <span>{t('shell.new')}</span>
            </Button>
          )}
          <PersonMenu me={me} onHelp={help.open} />
        </div>
      </AppShell.Header>
      <AppShell.Navbar aria-label={t('shell.places')} component="nav">
        <AppShell.Section grow component={ScrollArea} p="xs">
          <Places path={path} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main>
        <Offline />
        <div id="main" ref={main} tabIndex={-1} className="desk-main">
          {children}
        </div>
      </AppShell.Main>
      <ShortcutHelp opened={isHelpOpen} onClose={help.close} />
      <NewItem opened={isNewOpen} onClose={newItem.close} />
    </AppShell>
  );
}

function Places({ path }: { path: string }) {
  const { t } = useTranslation();
  const may = useMay();
  return PLACES.filter(({ right }) => !right || may(right)).map(({ to, words, icon: Icon }) => {
    const isHere = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
    return (
      <NavLink
        key={to}
        renderRoot={(props) => <BareLink to={to} {...props} />}
        label={t(words)}
        leftSection={<Icon size={18} aria-hidden />}
        active={isHere}
        aria-current={isHere ? 'page' : undefined}
      />
    );
  });
}

function PersonMenu({ me, onHelp }: { me: Me; onHelp(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const isNarrow = useMediaQuery('(max-width: 48em)');
  const speakAlways = async (language: string) => {
    queries.setQueryData(ME, { ...me, language });
    queries.setQueryData(ME, await api.patch<Me>('/api/me', { language }));
  };
  return (
    <span className="desk-person">
      <Group gap={0} wrap="nowrap" visibleFrom="sm">
        <LanguageMenu onChoose={speakAlways} />
        <SchemeButton />
      </Group>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="inherit"
            size="lg"
            aria-label={t('shell.person', { name: me.name })}
          >
            <IconUser size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <bdi>{me.name}</bdi>
          </Menu.Label>
          <Menu.Item
            leftSection={<IconUser size={18} aria-hidden />}
            renderRoot={(props) => <BareLink to="/account" {...props} />}
          >
            {t('shell.account')}
          </Menu.Item>
          <Menu.Item onClick={onHelp} leftSection={<IconKeyboard size={18} aria-hidden />}>
            {t('shell.shortcuts')}
          </Menu.Item>
          {isNarrow && (
            <>
              <SchemeItem />
              <Menu.Divider />
              <Menu.Label>{t('shell.language')}</Menu.Label>
              <LanguageItems onChoose={speakAlways} />
            </>
          )}
          <Menu.Divider />
          <Menu.Item onClick={signOut} leftSection={<IconLogout size={18} aria-hidden className="desk-turned" />}>
            {t('access.signOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}

/** Everything of the one who goes is left behind with the page. */
async function signOut(): Promise<void> {
  await api.post('/api/auth/sign-out').catch(() => {});
  location.assign('/');
}

function Offline() {
  const { t } = useTranslation();
  const isOnline = useOnline();
  return (
    <div role="status">
      {!isOnline && (
        <Alert color="yellow" mb="md" title={t('shell.offline')}>
          {t('shell.offlineText')}
        </Alert>
      )}
    </div>
  );
}

/** Whoever goes to another page with the keyboard, or listens to it, arrives there and not at the top of the menu. */
function useFocusOnArrival(path: string) {
  const main = useRef<HTMLDivElement>(null);
  const before = useRef(path);
  useEffect(() => {
    if (before.current !== path) main.current?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
  return main;
}

import { Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useDeskName } from './desk-name.ts';

interface PageProps {
  title: string;
  /** Beside the title: what can be done on this page. */
  actions?: ReactNode;
  /** As wide as the window: lists and tables. */
  wide?: boolean;
  children: ReactNode;
}

/** A page with its title, which the window has too. */
export function Page({ title, actions, wide, children }: PageProps) {
  useWindowTitle(title);
  return (
    <Stack className="desk-page" data-wide={wide || undefined}>
      <Group justify="space-between">
        <Title order={1}>{title}</Title>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}

export function useWindowTitle(title: string): void {
  const name = useDeskName();
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
}

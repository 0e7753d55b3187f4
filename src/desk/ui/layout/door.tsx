import { Paper } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDeskName } from './desk-name.ts';
import { LanguageMenu } from './language-menu.tsx';
import { SchemeButton } from './scheme-button.tsx';

/** Around whatever is asked of somebody who is not signed in. */
export function Door({ children }: { children: ReactNode }) {
  const name = useDeskName();
  return (
    <div className="desk-door">
      <header className="desk-door-top">
        <span className="desk-name">{name}</span>
        <span>
          <LanguageMenu />
          <SchemeButton />
        </span>
      </header>
      <main>
        <Paper withBorder p="lg">
          {children}
        </Paper>
      </main>
    </div>
  );
}

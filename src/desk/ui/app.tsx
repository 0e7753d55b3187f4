import { DirectionProvider, MantineProvider, useDirection } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newQueryClient } from './query.ts';
import { newRouter } from './routes.tsx';
import { themeWith, variables } from './theme.ts';
import { useLanguage } from './words/index.ts';

/** Everything that pages find around them. */
export function App({ nonce }: { nonce: string }) {
  const [queries] = useState(newQueryClient);
  const [router] = useState(newRouter);
  const { t } = useTranslation();
  const close = t('shell.close');
  const theme = useMemo(() => themeWith(close), [close]);
  return (
    <DirectionProvider>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <DirectionOfLanguage>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
          <Notifications position="bottom-center" />
        </DirectionOfLanguage>
      </MantineProvider>
    </DirectionProvider>
  );
}

function DirectionOfLanguage({ children }: { children: ReactNode }) {
  const { direction } = useLanguage();
  const { setDirection } = useDirection();
  useEffect(() => setDirection(direction), [direction]);
  return children;
}

import { Stack, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useWindowTitle } from '../layout/page.tsx';
import { ME } from '../me.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Stands at whatever address somebody came for: once they are signed in, they are there. */
export function SignInPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  useWindowTitle(t('access.signIn'));
  return (
    <Stack>
      <Title order={1}>{t('access.signIn')}</Title>
      <SignInForm onDone={() => queries.invalidateQueries({ queryKey: ME })} />
    </Stack>
  );
}

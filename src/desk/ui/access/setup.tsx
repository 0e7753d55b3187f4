import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useWindowTitle } from '../layout/page.tsx';
import { NotLoaded, Waiting } from '../layout/trouble.tsx';
import { Link } from '../link.tsx';
import { AccountForm } from './account-form.tsx';

/** The link that Daftar printed at its first start: whoever opens it becomes the first administrator. */
export default function SetupPage() {
  const { t } = useTranslation();
  const { token = '' } = useSearch({ strict: false }) as { token?: string };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['setup', token],
    queryFn: () => api.get<{ open: boolean }>(`/api/setup?${new URLSearchParams({ token })}`, { atDoor: true }),
    enabled: token !== '',
  });
  useWindowTitle(t('access.setupTitle'));
  return (
    <Stack>
      <Title order={1}>{t('access.setupTitle')}</Title>
      {error && <NotLoaded error={error} again={refetch} />}
      {isPending && token && <Waiting />}
      {data?.open && (
        <>
          <Text>{t('access.setupText')}</Text>
          <AccountForm to="/api/setup" token={token} button={t('access.setupButton')} />
        </>
      )}
      {(data?.open === false || !token) && (
        <>
          <Text>{t('error.SETUP_DONE')}</Text>
          <Link to="/">{t('access.toSignIn')}</Link>
        </>
      )}
    </Stack>
  );
}

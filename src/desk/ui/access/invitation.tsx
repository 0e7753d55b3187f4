import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../admin-types.ts';
import { ApiError, api } from '../api.ts';
import { useFormat } from '../format.ts';
import { useDeskName } from '../layout/desk-name.ts';
import { useWindowTitle } from '../layout/page.tsx';
import { NotLoaded, Waiting } from '../layout/trouble.tsx';
import { Link } from '../link.tsx';
import { AccountForm } from './account-form.tsx';
import { useRoleNames } from './roles.ts';

interface Invited {
  name: string;
  email: string | null;
  grants: Grant[];
  expires: string;
}

/** What an invitation offers, and the form that takes it. */
export default function InvitationPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const desk = useDeskName();
  const roleNames = useRoleNames();
  const { token = '' } = useSearch({ strict: false }) as { token?: string };
  const { data, error, refetch } = useQuery({
    queryKey: ['invitation', token],
    queryFn: () =>
      api.get<Invited>(`/api/invitations/accept?${new URLSearchParams({ token: token || '-' })}`, { atDoor: true }),
  });
  useWindowTitle(t('access.invitationTitle'));
  return (
    <Stack>
      <Title order={1}>{t('access.invitationTitle')}</Title>
      {error ? (
        isEnded(error) ? (
          <>
            <Text>{t('error.INVITATION_ENDED')}</Text>
            <Link to="/">{t('access.toSignIn')}</Link>
          </>
        ) : (
          <NotLoaded error={error} again={refetch} />
        )
      ) : data ? (
        <>
          <Text>
            {t('access.invitationText', { desk, roles: roleNames(data.grants), until: format.day(data.expires) })}
          </Text>
          <AccountForm
            to="/api/invitations/accept"
            token={token}
            name={data.name}
            email={data.email}
            button={t('access.invitationButton')}
          />
        </>
      ) : (
        <Waiting />
      )}
    </Stack>
  );
}

function isEnded(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'INVITATION_ENDED';
}

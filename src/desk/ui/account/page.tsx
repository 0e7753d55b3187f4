import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Page } from '../layout/page.tsx';
import { useMe } from '../me.ts';
import { PasswordSection } from './password.tsx';
import { ProfileSection } from './profile.tsx';
import { SessionsSection } from './sessions.tsx';
import { TwoFactorSection } from './two-factor.tsx';

/** What is one's own: the name, the language, the ways of signing in, and where one is signed in. */
export default function AccountPage() {
  const { t } = useTranslation();
  const me = useMe();
  if (!me) return null;
  return (
    <Page title={t('shell.account')}>
      {me.needsTwoFactor && (
        <Alert color="yellow" title={t('account.neededTitle')} role="status">
          {t('account.neededText')}
        </Alert>
      )}
      {me.needsTwoFactor && <TwoFactorSection me={me} />}
      <ProfileSection me={me} />
      <PasswordSection />
      {!me.needsTwoFactor && <TwoFactorSection me={me} />}
      <SessionsSection />
    </Page>
  );
}

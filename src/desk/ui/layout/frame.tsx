import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { SignInPage } from '../access/sign-in.tsx';
import { useWhoever } from '../me.ts';
import { part } from '../part.ts';
import { INTERFACE, speak } from '../words/index.ts';
import { Door } from './door.tsx';
import { Layout } from './layout.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { NotLoaded, Waiting } from './trouble.tsx';

const AccountPage = part(() => import('../account/page.tsx'));

/** What is around every page: the door for whoever is not signed in, the desk for whoever is. */
export function Frame({ doors }: { doors: string[] }) {
  const path = useRouterState({ select: ({ location }) => location.pathname });
  if (!doors.includes(path)) return <Inside path={path} />;
  return (
    <Door>
      <Outlet />
    </Door>
  );
}

function Inside({ path }: { path: string }) {
  const { data: me, error, isPending, refetch } = useWhoever();
  const { i18n } = useTranslation();
  const language = me?.language;
  useEffect(() => {
    if (language && INTERFACE[language] && language !== i18n.language) speak(language);
  }, [language, i18n]);
  if (me) {
    const isLocked = me.needsTwoFactor && path !== '/account';
    return (
      <>
        <Layout me={me}>{isLocked ? <Locked /> : <Outlet />}</Layout>
        <SignInAgain me={me} />
      </>
    );
  }
  return <Door>{isPending ? <Waiting /> : error ? <NotLoaded error={error} again={refetch} /> : <SignInPage />}</Door>;
}

function Locked() {
  return (
    <Suspense fallback={<Waiting />}>
      <AccountPage />
    </Suspense>
  );
}

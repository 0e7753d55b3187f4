import { Alert, Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api.ts';
import { Link } from '../link.tsx';
import { useProblem } from '../problem.ts';

/** A page broke. What is typed in forms of writing is kept in the browser. */
export function Trouble({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const said = useProblem(error);
  // A newer version of the desk has other files than the page that is still open.
  const isOutdated = /dynamically imported module|Importing a module/i.test(String(error));
  return (
    <Alert color="red" title={t('shell.trouble')} role="alert" m="md">
      <Stack align="start">
        <Text>{isOutdated ? t('shell.outdatedPage') : error instanceof ApiError ? said : t('shell.troubleText')}</Text>
        <Button onClick={() => location.reload()}>{t('shell.reload')}</Button>
      </Stack>
    </Alert>
  );
}

/** Where something could not be loaded: what was wrong, and another try. */
export function NotLoaded({ error, again }: { error: unknown; again?(): void }) {
  const { t } = useTranslation();
  const said = useProblem(error);
  return (
    <Alert color="red" title={t('shell.notLoaded')} role="alert">
      <Stack align="start">
        <Text>{said}</Text>
        {again && (
          <Button variant="default" onClick={again}>
            {t('shell.tryAgain')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

export function Missing() {
  const { t } = useTranslation();
  return (
    <Stack align="start" p="md">
      <Title order={1}>{t('shell.missing')}</Title>
      <Text>{t('shell.missingText')}</Text>
      <Link to="/">{t('shell.toOverview')}</Link>
    </Stack>
  );
}

export function Waiting() {
  const { t } = useTranslation();
  return (
    <Center p="xl">
      <Loader aria-label={t('shell.loading')} />
    </Center>
  );
}

import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EditionView } from '../../api-types.ts';
import { Problem } from '../layout/problem.tsx';
import { useSending } from '../sending.ts';
import { liftRestriction } from './calls.ts';

/** What is kept back, why, and the way on for whoever may read it and let it go. */
export function Restricted({ edition, onLifted }: { edition: EditionView; onLifted(view: EditionView): void }) {
  const { t } = useTranslation();
  const { send, isSending, problem } = useSending(async () => onLifted(await liftRestriction(edition.id)));
  if (!edition.restricted) return null;
  return (
    <Alert color="orange" title={t('write.restricted')}>
      <Stack gap="xs" align="start">
        <Text size="sm">{t(`write.restrictedKind.${edition.kind}`, edition.restricted)}</Text>
        {edition.allowed.includes('lift-restriction') && (
          <Button variant="default" size="xs" loading={isSending} onClick={() => void send()}>
            {t('write.lift')}
          </Button>
        )}
        <Problem says={problem} />
      </Stack>
    </Alert>
  );
}

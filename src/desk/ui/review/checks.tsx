import { Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EditionView } from '../../api-types.ts';
import { ChecklistPanel } from './checklist.tsx';
import { SignOffsPanel, useSignOffs } from './sign-offs.tsx';

/** What an approval and a joint statement wait for. */
export function ChecksPanel({ edition }: { edition: EditionView }) {
  const { t } = useTranslation();
  const isJoint = (useSignOffs(edition).data?.parties.length ?? 0) > 0;
  if (!isJoint) return <ChecklistPanel edition={edition} />;
  return (
    <Stack gap="lg">
      <section>
        <Title order={2} size="h5" mb="xs">
          {t('write.panel.checklist')}
        </Title>
        <ChecklistPanel edition={edition} />
      </section>
      <section>
        <Title order={2} size="h5" mb="xs">
          {t('write.panel.signOffs')}
        </Title>
        <SignOffsPanel edition={edition} />
      </section>
    </Stack>
  );
}

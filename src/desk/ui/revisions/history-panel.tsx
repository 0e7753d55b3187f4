import { Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EditionView } from '../../api-types.ts';
import type { Keeper } from '../../keeping/keeper.ts';
import { Steps } from '../review/history.tsx';
import { RevisionsPanel } from './panel.tsx';

interface PanelProps {
  edition: EditionView;
  keeper: Keeper;
  onChange(view: EditionView): void;
}

/** What was written, and what was done with it. */
export function HistoryPanel({ edition, keeper, onChange }: PanelProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="lg">
      <section>
        <Title order={2} size="h5" mb="xs">
          {t('write.panel.revisions')}
        </Title>
        <RevisionsPanel edition={edition} keeper={keeper} onChange={onChange} />
      </section>
      <section>
        <Title order={2} size="h5" mb="xs">
          {t('write.panel.steps')}
        </Title>
        <Steps edition={edition} />
      </section>
    </Stack>
  );
}

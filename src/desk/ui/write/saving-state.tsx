import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCloudOff, IconLoader2, IconPencil } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Keeper, Snapshot } from '../../keeping/keeper.ts';

const ICONS = {
  offered: IconAlertTriangle,
  saved: IconCheck,
  unsaved: IconPencil,
  saving: IconLoader2,
  waiting: IconCloudOff,
  conflict: IconAlertTriangle,
  refused: IconAlertTriangle,
};

/** One line that says where the words are. Read out when it changes from good to bad and back, not at each keystroke. */
export function SavingState({ snapshot }: { snapshot: Snapshot }) {
  const { t } = useTranslation();
  const { phase } = snapshot;
  const Icon = ICONS[phase];
  const isTrouble = phase === 'waiting' || phase === 'conflict' || phase === 'refused';
  return (
    <Group gap={6} wrap="nowrap" className="write-state" data-phase={phase}>
      <Icon size={16} aria-hidden />
      <Text size="sm" span role="status" aria-live={isTrouble ? 'assertive' : 'off'}>
        {t(`write.phase.${phase}`)}
      </Text>
    </Group>
  );
}

/** What stands in the way of saving, in full, with what can be done. */
export function SavingTrouble({
  keeper,
  snapshot,
  onCompare,
}: {
  keeper: Keeper;
  snapshot: Snapshot;
  onCompare(): void;
}) {
  const { t, i18n } = useTranslation();
  const { phase, problem, isShelfBroken, theirs, tries } = snapshot;
  const isLost = phase === 'waiting' || (phase === 'saving' && tries > 0);
  return (
    <>
      {isLost && (
        <Alert color="yellow" icon={<IconCloudOff />} title={t(`write.lost.${snapshot.lostBy}`)}>
          <p>{t(`write.lostText.${snapshot.lostBy}`)}</p>
          <Button size="xs" variant="default" onClick={() => keeper.happened({ type: 'due' })}>
            {t('write.tryNow')}
          </Button>
        </Alert>
      )}
      {phase === 'refused' && problem && (
        <Alert color="red" icon={<IconAlertTriangle />} title={t('write.refusedTitle')} role="alert">
          <p>
            {i18n.exists(`error.${problem.code}`) ? t(`error.${problem.code}`) : `${problem.message} ${problem.hint}`}
          </p>
          <p>{t('write.refusedText')}</p>
          <Button size="xs" variant="default" onClick={() => keeper.happened({ type: 'due' })}>
            {t('write.tryNow')}
          </Button>
        </Alert>
      )}
      {phase === 'conflict' && theirs && (
        <Alert color="orange" icon={<IconAlertTriangle />} title={t('write.conflictTitle')} role="alert">
          <p>{t('write.conflictText', { name: theirs.author ?? t('write.somebody') })}</p>
          <Button size="xs" onClick={onCompare}>
            {t('write.conflictOpen')}
          </Button>
        </Alert>
      )}
      {isShelfBroken && (
        <Alert color="yellow" icon={<IconAlertTriangle />} title={t('write.shelfTitle')}>
          {t('write.shelfText')}
        </Alert>
      )}
    </>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Keeper, Snapshot } from '../../keeping/keeper.ts';
import { changedFields } from '../../keeping/merge.ts';
import { useFormat } from '../format.ts';
import type { KindDeclaration } from './calls.ts';
import { Dialog } from './dialog.tsx';
import { nameOfField } from './name-of-field.ts';

/** Words of an earlier visit that the server never got: taken, left, or looked at beside what there is now. */
export function Offered({
  keeper,
  snapshot,
  kind,
  onCompare,
}: {
  keeper: Keeper;
  snapshot: Snapshot;
  kind: KindDeclaration;
  onCompare(): void;
}) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const { offered, theirs, phase } = snapshot;
  if (!offered || !theirs || phase !== 'offered') return null;
  const words = kind.words[i18n.language] ?? kind.words.en!;
  const changed = changedFields(theirs.content, offered.content).map((field) => nameOfField(field, t, words));
  const isOlder = theirs.head !== offered.base;
  return (
    <Dialog title={t('write.keptTitle')}>
      <Text>{t('write.keptText', { when: format.time(new Date(offered.at).toISOString()) })}</Text>
      <Text mt="sm">
        {t('write.keptFields')} {changed.join(i18n.dir() === 'rtl' ? '، ' : ', ')}
      </Text>
      {isOlder && <Text mt="sm">{t('write.keptOlder', { name: theirs.author ?? t('write.somebody') })}</Text>}
      <Group mt="lg">
        {!isOlder && (
          <Button data-autofocus onClick={() => keeper.happened({ type: 'take-kept' })}>
            {t('write.keptTake')}
          </Button>
        )}
        <Button
          variant={isOlder ? 'filled' : 'default'}
          onClick={() => {
            keeper.happened({ type: 'compare-kept' });
            onCompare();
          }}
        >
          {t('write.keptSee')}
        </Button>
        {isOlder && (
          <Button variant="default" onClick={() => keeper.happened({ type: 'take-kept' })}>
            {t('write.keptTakeOver')}
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={() => keeper.happened({ type: 'drop-kept' })}>
          {t('write.keptDrop')}
        </Button>
      </Group>
    </Dialog>
  );
}

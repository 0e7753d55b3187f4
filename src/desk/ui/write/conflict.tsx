import { Button, Group, Radio, Stack, Text, Textarea, Title } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wordDifferences } from '../../../verify/differences.ts';
import type { Keeper, Snapshot } from '../../keeping/keeper.ts';
import { type Disagreement, disagreements, merged } from '../../keeping/merge.ts';
import { readable } from '../../keeping/readable.ts';
import { BodyField } from './body-field.tsx';
import type { KindDeclaration } from './calls.ts';
import { Dialog } from './dialog.tsx';
import { useWriting } from './fields/context.ts';
import { nameOfField } from './name-of-field.ts';

interface ConflictProps {
  keeper: Keeper;
  snapshot: Snapshot;
  kind: KindDeclaration;
  onClose(): void;
}

type Choice = 'mine' | 'theirs' | 'both' | 'own';

/** Mine and theirs side by side, part by part. Nothing is saved before each part that both changed has been decided. */
export function Conflict({ keeper, snapshot, kind, onClose }: ConflictProps) {
  const { t } = useTranslation();
  const { theirs } = snapshot;
  const isKept = snapshot.offered !== null;
  const name = theirs?.author ?? t('write.somebody');
  return (
    <Dialog
      title={t(isKept ? 'write.keptCompare' : 'write.conflictHeading')}
      onClose={onClose}
      closeLabel={t('write.later')}
      fullScreen
    >
      <Text>{isKept ? t('write.keptCompareText') : t('write.conflictHelp', { name })}</Text>
      {theirs && <Choices {...{ keeper, snapshot, kind, onClose, name }} />}
    </Dialog>
  );
}

type ChoicesProps = ConflictProps & { name: string };

function Choices({ keeper, snapshot, kind, onClose, name }: ChoicesProps) {
  const { t } = useTranslation();
  const all = disagreements(snapshot);
  const [chosen, setChosen] = useState<Record<string, Choice | null>>(() =>
    Object.fromEntries(all.map(({ field, suggested }) => [field, suggested])),
  );
  const [own, setOwn] = useState<Record<string, unknown>>({});
  const [isTried, setIsTried] = useState(false);
  const undecided = all.filter(({ field }) => !chosen[field]);
  const save = () => {
    setIsTried(true);
    if (undecided.length > 0) return;
    const values = Object.fromEntries(all.map((one) => [one.field, valueFor(one, chosen[one.field]!, own)]));
    keeper.happened({ type: 'resolved', content: merged(snapshot.theirs!.content, values) });
    onClose();
  };
  return (
    <Stack gap="xl" className="write-conflict">
      {all.map((one) => (
        <Part
          key={one.field}
          {...{ one, kind, name }}
          choice={chosen[one.field] ?? null}
          own={own[one.field]}
          isMissing={isTried && !chosen[one.field]}
          onChoice={(choice) => setChosen({ ...chosen, [one.field]: choice })}
          onOwn={(value) => setOwn({ ...own, [one.field]: value })}
        />
      ))}
      {all.length === 0 && <Text>{t('write.conflictNone')}</Text>}
      <Group className="write-conflict-buttons">
        <Button onClick={save}>{t('write.conflictSave')}</Button>
        <Button variant="default" onClick={onClose}>
          {t('write.later')}
        </Button>
        {isTried && undecided.length > 0 && (
          <Text c="red" role="alert">
            {t('write.conflictUndecided', { count: undecided.length })}
          </Text>
        )}
      </Group>
    </Stack>
  );
}

interface PartProps {
  one: Disagreement;
  kind: KindDeclaration;
  name: string;
  choice: Choice | null;
  own: unknown;
  isMissing: boolean;
  onChoice(choice: Choice): void;
  onOwn(value: unknown): void;
}

function Part({ one, kind, name, choice, own, isMissing, onChoice, onOwn }: PartProps) {
  const { t, i18n } = useTranslation();
  const { language } = useWriting();
  const { field, mine, theirs, both } = one;
  const words = kind.words[i18n.language] ?? kind.words.en!;
  const textOf = (value: unknown) => readable(field, value, words.choices);
  const [mineText, theirText] = [textOf(mine), textOf(theirs)];
  const isText = typeof mine === 'string' || typeof theirs === 'string';
  const label = nameOfField(field, t, words);
  const choose = (next: string) => {
    if (next === 'own' && own === undefined) onOwn(both ?? mine ?? '');
    onChoice(next as Choice);
  };
  return (
    <section className="write-part" aria-label={label}>
      <Title order={3} size="h4">
        {label}
      </Title>
      <div className="write-columns" lang={language.id} dir={language.direction}>
        <Version title={t('write.mine')} older={theirText} newer={mineText} isChosen={choice === 'mine'} />
        <Version
          title={t('write.theirs', { name })}
          older={mineText}
          newer={theirText}
          isChosen={choice === 'theirs'}
        />
      </div>
      <Radio.Group
        label={t('write.conflictChoose', { label })}
        value={choice}
        onChange={choose}
        error={isMissing ? t('write.conflictMissing') : undefined}
      >
        <Group mt={4}>
          <Radio value="mine" label={t('write.takeMine')} />
          <Radio value="theirs" label={t('write.takeTheirs')} />
          {both !== null && <Radio value="both" label={t('write.takeBoth')} />}
          {isText && <Radio value="own" label={t('write.takeOwn')} />}
        </Group>
      </Radio.Group>
      {choice === 'both' && (
        <div className="write-version" lang={language.id} dir={language.direction}>
          <Marked older={theirText} newer={textOf(both)} />
        </div>
      )}
      {choice === 'own' &&
        (field === 'body' ? (
          <Suspense fallback={<p>{t('write.loading')}</p>}>
            <BodyField label={label} value={String(own ?? '')} onChange={onOwn} />
          </Suspense>
        ) : (
          <Textarea
            aria-label={label}
            value={String(own ?? '')}
            onChange={(event) => onOwn(event.currentTarget.value)}
            autosize
            lang={language.id}
            dir={language.direction}
            classNames={{ input: 'write-words' }}
          />
        ))}
    </section>
  );
}

function Version({
  title,
  older,
  newer,
  isChosen,
}: {
  title: string;
  older: string;
  newer: string;
  isChosen: boolean;
}) {
  const { t, i18n } = useTranslation();
  return (
    <div className="write-version" data-chosen={isChosen || undefined}>
      <p className="write-version-title" lang={i18n.language} dir={i18n.dir()}>
        {title}
      </p>
      {newer ? (
        <Marked older={older} newer={newer} />
      ) : (
        <p className="write-empty" lang={i18n.language} dir={i18n.dir()}>
          {t('write.nothing')}
        </p>
      )}
    </div>
  );
}

/** Words that only this side has are marked. */
function Marked({ older, newer }: { older: string; newer: string }) {
  const runs = wordDifferences(older, newer).filter(({ kind }) => kind !== 'left');
  return (
    <p className="write-version-text">
      {runs.map(({ kind, text }, index) =>
        kind === 'added' ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
      )}
    </p>
  );
}

function valueFor({ field, mine, theirs, both }: Disagreement, choice: Choice, own: Record<string, unknown>): unknown {
  return { mine, theirs, both, own: own[field] }[choice];
}

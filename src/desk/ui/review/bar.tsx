import { Alert, Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditionView } from '../../api-types.ts';
import { useFormat } from '../format.ts';
import { Problem } from '../layout/problem.tsx';
import { StateMark } from '../lists/state-chip.tsx';
import { part } from '../part.ts';
import { useProblem } from '../problem.ts';
import { getEdition, keys } from '../write/calls.ts';
import { type Action, act } from './calls.ts';
import { useHistory } from './history.tsx';
import './review.css';

const PublishDialog = part(() => import('./publish-dialog.tsx'));
const WithdrawDialog = part(() => import('./withdraw-dialog.tsx'));
const ApproveDialog = part(() => import('./approve-dialog.tsx'));
const ChangesDialog = part(() => import('./changes-dialog.tsx'));

interface BarProps {
  edition: EditionView;
  /** Saves what is in the form; false where that did not go through, and nothing is done then. */
  save(): Promise<boolean>;
  onChange(view: EditionView): void;
  /** Something stands in the way, which the form says where it is. */
  onRefused(): void;
}

/** What every dialog of the bar is given: the edition as it is saved. */
export interface DialogProps {
  edition: EditionView;
  onDone(view: EditionView): void;
  onClose(): void;
}

type Opened = { what: 'publish' | 'withdraw' | 'approve' | 'request-changes'; edition: EditionView };

const DIALOGS = {
  publish: PublishDialog,
  withdraw: WithdrawDialog,
  approve: ApproveDialog,
  'request-changes': ChangesDialog,
};

/** In the order in which they are offered; the first that is allowed is the one that is most likely next. */
const OFFERED = ['approve', 'publish', 'submit', 'request-changes', 'unschedule', 'reopen', 'withdraw'] as const;

/** How far an edition is on its way to readers, and what somebody may do next. */
export function ReviewBar({ edition, save, onChange, onRefused }: BarProps) {
  const { t } = useTranslation();
  const { run, running, error } = useRunning(onRefused);
  const fresh = useFresh(edition.id, save, onChange);
  const [opened, setOpened] = useState<Opened | null>(null);
  const problem = useProblem(error);
  const offered = OFFERED.filter((action) => edition.allowed.includes(action) && isUseful(action, edition));
  const start = (action: (typeof OFFERED)[number]) =>
    run(action, async () => {
      const now = await fresh();
      if (!now) return;
      if (action in DIALOGS) setOpened({ what: action as Opened['what'], edition: now });
      else onChange(await act(edition.id, action as Action, now.head));
    });
  const Dialog = opened && DIALOGS[opened.what];
  return (
    <section className="review-bar" aria-label={t('review.bar')}>
      <Says edition={edition} />
      <Group gap="xs">
        {offered.map((action, index) => (
          <Button
            key={action}
            size="sm"
            variant={index === 0 && action !== 'withdraw' && action !== 'reopen' ? 'filled' : 'default'}
            loading={running === action}
            onClick={() => start(action)}
          >
            {t(`review.do.${action}`)}
          </Button>
        ))}
      </Group>
      {edition.state === 'changes-requested' && <Asked edition={edition} />}
      {edition.publishFailure && (
        <Alert color="red" title={t('review.failed')} role="alert" w="100%">
          {edition.publishFailure}
        </Alert>
      )}
      <Problem says={problem} />
      {Dialog && (
        <Suspense>
          <Dialog
            edition={opened.edition}
            onClose={() => setOpened(null)}
            onDone={(view) => {
              setOpened(null);
              onChange(view);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

/** What is to be changed is open to its writer as it is. */
function isUseful(action: (typeof OFFERED)[number], { state, allowed }: EditionView): boolean {
  return action !== 'reopen' || state !== 'changes-requested' || !allowed.includes('save');
}

function Says({ edition }: { edition: EditionView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, publishAt, allowed } = edition;
  const own = publishAt && format.ownTime(publishAt);
  const when = publishAt ? format.time(publishAt) : '';
  const waits = state === 'in-review' && !allowed.includes('approve') ? 'in-review-waits' : state;
  const isChanged = edition.releasedEvent !== null && edition.hasChanges && state === 'draft';
  return (
    <div className="review-says">
      <Group gap="xs">
        <StateMark state={state} />
        <Text size="sm">{t(`review.says.${isChanged ? 'draft-changed' : waits}`, { when })}</Text>
      </Group>
      {own && (
        <Text size="sm" c="dimmed">
          {t('review.yourClock', { time: own })}
        </Text>
      )}
    </div>
  );
}

/** What somebody wants changed, where the one who changes it sees it at once. */
function Asked({ edition }: { edition: EditionView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data = [] } = useHistory(edition);
  const asked = data.find(({ action }) => action === 'request-changes');
  if (!asked) return null;
  const title = t('review.asks', { name: asked.who?.name ?? t('write.somebody'), when: format.ago(asked.at) });
  return (
    <Alert color="orange" title={title} w="100%">
      <p dir="auto" className="review-note">
        {asked.note}
      </p>
    </Alert>
  );
}

/** Saves what is typed, and has the edition as it is then. */
function useFresh(id: number, save: BarProps['save'], onChange: BarProps['onChange']) {
  const queries = useQueryClient();
  return async (): Promise<EditionView | null> => {
    if (!(await save())) return null;
    const view = await queries.fetchQuery({ queryKey: keys.edition(id), queryFn: () => getEdition(id), staleTime: 0 });
    onChange(view);
    return view;
  };
}

function useRunning(onRefused: () => void) {
  const [running, setRunning] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = async (action: string, work: () => Promise<void>) => {
    setRunning(action);
    setError(null);
    try {
      await work();
    } catch (wrong) {
      setError(wrong);
      onRefused();
    } finally {
      setRunning(null);
    }
  };
  return { run, running, error };
}

import { ActionIcon, Button, Group, Loader, Text, TextInput } from '@mantine/core';
import { IconArrowsDiff, IconHistory, IconTag } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditionView, RevisionSummary } from '../../api-types.ts';
import type { Keeper } from '../../keeping/keeper.ts';
import { useFormat } from '../format.ts';
import { Problem } from '../layout/problem.tsx';
import { useProblem } from '../problem.ts';
import { getRevisions, keys, nameRevision, restoreRevision } from '../write/calls.ts';
import { Dialog } from '../write/dialog.tsx';
import { Mark } from '../write/mark.tsx';
import { notSaved } from '../write/not-saved.ts';
import { Compare } from './compare.tsx';
import './revisions.css';

interface PanelProps {
  edition: EditionView;
  keeper: Keeper;
  onChange(view: EditionView): void;
}

type Doing = { what: 'compare'; from: number; to: number } | { what: 'restore' | 'name'; revision: RevisionSummary };

/** Every saved state of an edition, newest first. */
export function RevisionsPanel({ edition, keeper, onChange }: PanelProps) {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<Doing | null>(null);
  const revisions = useQuery({ queryKey: keys.revisions(edition.id), queryFn: () => getRevisions(edition.id) });
  const problem = useProblem(revisions.error);
  const close = () => setDoing(null);
  if (problem) return <Text c="red">{problem}</Text>;
  if (!revisions.data) return <Loader aria-label={t('revisions.loading')} />;
  const [head, ...older] = revisions.data;
  return (
    <div className="revisions">
      {older.length > 0 && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowsDiff size={16} aria-hidden />}
          onClick={() => setDoing({ what: 'compare', from: older[0]!.id, to: head!.id })}
        >
          {t('revisions.compareTwo')}
        </Button>
      )}
      <ol className="revisions-list">
        {revisions.data.map((revision, index) => (
          <Revision
            key={revision.id}
            revision={revision}
            isHead={index === 0}
            before={revisions.data[index + 1]}
            mayRestore={edition.allowed.includes('save')}
            mayName={edition.allowed.includes('comment')}
            onDo={setDoing}
          />
        ))}
      </ol>
      {doing?.what === 'compare' && <Compare edition={edition} from={doing.from} to={doing.to} onClose={close} />}
      {doing?.what === 'name' && <Name edition={edition} revision={doing.revision} onClose={close} />}
      {doing?.what === 'restore' && (
        <Restore revision={doing.revision} keeper={keeper} onChange={onChange} onClose={close} />
      )}
    </div>
  );
}

interface RevisionProps {
  revision: RevisionSummary;
  isHead: boolean;
  before: RevisionSummary | undefined;
  mayRestore: boolean;
  mayName: boolean;
  onDo(doing: Doing): void;
}

function Revision({ revision, isHead, before, mayRestore, mayName, onDo }: RevisionProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, saved, author, auto, event } = revision;
  const when = format.time(saved);
  return (
    <li className="revisions-one">
      <div>
        {name && (
          <Text fw={600} size="sm">
            <bdi>{name}</bdi>
          </Text>
        )}
        <Text size="sm">
          <time dateTime={saved}>{when}</time>
        </Text>
        <Text size="xs" c="dimmed">
          <bdi>{author?.name ?? t('revisions.imported')}</bdi>
        </Text>
        <Group gap={4}>
          {isHead && <Mark tone="good">{t('revisions.newest')}</Mark>}
          {auto && <Mark tone="plain">{t('revisions.auto')}</Mark>}
          {event && <Mark tone={event === 'withdraw' ? 'bad' : 'good'}>{t(`revisions.event.${event}`)}</Mark>}
        </Group>
      </div>
      <Group gap={2} wrap="nowrap">
        {before && (
          <ActionIcon
            variant="subtle"
            aria-label={t('revisions.seeChanges', { when })}
            title={t('revisions.seeChanges', { when })}
            onClick={() => onDo({ what: 'compare', from: before.id, to: revision.id })}
          >
            <IconArrowsDiff size={18} />
          </ActionIcon>
        )}
        {mayName && (
          <ActionIcon
            variant="subtle"
            aria-label={t('revisions.nameIt', { when })}
            title={t('revisions.nameIt', { when })}
            onClick={() => onDo({ what: 'name', revision })}
          >
            <IconTag size={18} />
          </ActionIcon>
        )}
        {mayRestore && !isHead && (
          <ActionIcon
            variant="subtle"
            aria-label={t('revisions.restoreIt', { when })}
            title={t('revisions.restoreIt', { when })}
            onClick={() => onDo({ what: 'restore', revision })}
          >
            <IconHistory size={18} />
          </ActionIcon>
        )}
      </Group>
    </li>
  );
}

function Name({ edition, revision, onClose }: { edition: EditionView; revision: RevisionSummary; onClose(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState(revision.name ?? '');
  const naming = useMutation({
    mutationFn: () => nameRevision(revision.id, name.trim()),
    onSuccess: (revisions) => {
      queries.setQueryData(keys.revisions(edition.id), revisions);
      onClose();
    },
  });
  return (
    <Dialog title={t('revisions.nameTitle')} onClose={onClose} closeLabel={t('revisions.close')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          naming.mutate();
        }}
      >
        <TextInput
          label={t('revisions.name')}
          description={t('revisions.nameHelp')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={useProblem(naming.error)}
          maxLength={200}
          dir="auto"
          data-autofocus
        />
        <Group mt="md">
          <Button type="submit" loading={naming.isPending}>
            {t('revisions.nameSave')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('revisions.cancel')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

interface RestoreProps {
  revision: RevisionSummary;
  keeper: Keeper;
  onChange(view: EditionView): void;
  onClose(): void;
}

/** What is in the form is saved first: it stays among the revisions. */
function Restore({ revision, keeper, onChange, onClose }: RestoreProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const restoring = useMutation({
    mutationFn: async () => {
      if (!(await keeper.save())) throw notSaved(t('revisions.saveFirst'));
      return restoreRevision(revision.id, keeper.state.base);
    },
    onSuccess: (view) => {
      onChange(view);
      onClose();
    },
  });
  const problem = useProblem(restoring.error);
  return (
    <Dialog title={t('revisions.restoreTitle')} onClose={onClose} closeLabel={t('revisions.close')}>
      <Text>{t('revisions.restoreText', { when: format.time(revision.saved) })}</Text>
      <Problem says={problem} />
      <Group mt="md">
        <Button data-autofocus loading={restoring.isPending} onClick={() => restoring.mutate()}>
          {t('revisions.restore')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('revisions.cancel')}
        </Button>
      </Group>
    </Dialog>
  );
}

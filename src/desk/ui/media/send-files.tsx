import { ActionIcon, Alert, Button, FileButton, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconCamera, IconRefresh, IconUpload, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Family } from '../../media-types.ts';
import { FAMILIES } from '../../vocabulary.ts';
import { useFormat } from '../format.ts';
import { useGo } from '../link.tsx';
import { useMe } from '../me.ts';
import { mediaKeys } from './calls.ts';
import { type Sending, uploads, useTaken, useUploads } from './uploading.ts';

const ACCEPTED: Record<Family, string> = {
  picture: 'image/jpeg,image/png,image/webp,image/gif,image/tiff,image/avif',
  audio: 'audio/*',
  video: 'video/mp4,video/quicktime,video/webm',
  captions: '.vtt,text/vtt',
  pdf: 'application/pdf',
};

interface SendFilesProps {
  /** Only these are offered; others that are dropped still go into the library. */
  families?: readonly Family[];
  /** Smaller, within a dialog. */
  compact?: boolean;
  onTaken?(media: number): void;
  /** What is asked for of a file that has come in; by itself, its page. */
  onOpen?(media: number): void;
}

/** Where files are dropped, pasted, chosen or photographed, and how far each has come. */
export function SendFiles({ families = FAMILIES, compact = false, onTaken, onOpen: open }: SendFilesProps) {
  const go = useGo();
  const onOpen = open ?? ((media: number) => go(`/media?file=${media}`));
  const { t } = useTranslation();
  const [isOver, setOver] = useState(false);
  const queries = useQueryClient();
  const me = useMe();
  const brokenOff = useBrokenOff(me?.id ?? '');
  usePaste();
  useTaken(
    useCallback(
      (sending: Sending) => {
        void queries.invalidateQueries({ queryKey: mediaKeys.all });
        if (sending.media !== null) onTaken?.(sending.media);
      },
      [queries, onTaken],
    ),
  );
  const accept = families.map((family) => ACCEPTED[family]).join();
  return (
    <Stack gap="sm">
      <Paper
        withBorder
        p={compact ? 'sm' : 'lg'}
        className="media-drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event: DragEvent) => {
          event.preventDefault();
          setOver(false);
          uploads.add([...event.dataTransfer.files]);
        }}
      >
        <Group justify="center" gap="sm">
          <FileButton multiple accept={accept} onChange={(files) => uploads.add(files)}>
            {(button) => (
              <Button {...button} leftSection={<IconUpload size={18} aria-hidden />}>
                {t('media.choose')}
              </Button>
            )}
          </FileButton>
          {families.includes('picture') && (
            <FileButton accept="image/*" capture="environment" onChange={(file) => file && uploads.add([file])}>
              {(button) => (
                <Button
                  {...button}
                  variant="default"
                  className="media-camera"
                  leftSection={<IconCamera size={18} aria-hidden />}
                >
                  {t('media.photograph')}
                </Button>
              )}
            </FileButton>
          )}
        </Group>
        <Text size="sm" ta="center" mt="xs" className="media-drop-hint">
          {t('media.dropHint')}
        </Text>
      </Paper>
      {brokenOff.names.length > 0 && (
        <Alert color="orange" title={t('media.brokenOff', { count: brokenOff.names.length })}>
          <Text size="sm">{t('media.brokenOffText')}</Text>
          <ul className="media-names">
            {brokenOff.names.map((name) => (
              <li key={name}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
          <Button size="xs" variant="default" mt="xs" onClick={brokenOff.forget}>
            {t('media.brokenOffForget')}
          </Button>
        </Alert>
      )}
      <SendingList onOpen={onOpen} />
    </Stack>
  );
}

function SendingList({ onOpen }: { onOpen(media: number): void }) {
  const { t } = useTranslation();
  const list = useUploads();
  if (list.length === 0) return null;
  const isAllDone = list.every(({ state }) => state === 'taken' || state === 'refused');
  const taken = list.filter(({ state }) => state === 'taken').length;
  return (
    <section aria-label={t('media.sending')}>
      <Group justify="space-between" mb={4}>
        <Text size="sm" role="status">
          {t('media.sendingCount', { done: taken, all: list.length })}
        </Text>
        {isAllDone && (
          <Button size="xs" variant="subtle" onClick={() => uploads.clear()}>
            {t('media.clearList')}
          </Button>
        )}
      </Group>
      <ul className="media-sending">
        {list.map((sending) => (
          <SendingLine key={sending.key} sending={sending} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  );
}

function SendingLine({ sending, onOpen }: { sending: Sending; onOpen(media: number): void }) {
  const { t } = useTranslation();
  const { name, size, sent, state } = sending;
  const format = useFormat();
  const percent = size === 0 ? 0 : Math.round((sent / size) * 100);
  const isNew = !sending.duplicate;
  const isUnderWay = state === 'waiting' || state === 'sending' || state === 'broken';
  return (
    <li className="media-sending-line" data-state={state}>
      <div className="media-sending-words">
        <Text size="sm" component="span" className="media-name">
          <bdi>{name}</bdi>
        </Text>
        <Text size="xs" component="span" className="media-dim desk-whole">
          {format.bytes(size)}
        </Text>
        <Text size="xs" component="span" className="media-state" data-state={state}>
          {stateOf(sending, percent, t)}
        </Text>
        {sending.problem && <Problem problem={sending.problem} />}
        {isUnderWay && <Progress value={percent} size="sm" aria-label={t('media.progressOf', { name })} mt={4} />}
      </div>
      {sending.media !== null && (
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          onClick={() => onOpen(sending.media!)}
          aria-label={t(isNew ? 'media.describeNamed' : 'media.openNamed', { name })}
        >
          {t(isNew ? 'media.describeIt' : 'media.open')}
        </Button>
      )}
      {state === 'refused' && !sending.problem?.code.startsWith('UPLOAD_') && (
        <ActionIcon variant="subtle" onClick={() => uploads.retry(sending.key)} aria-label={t('media.retry', { name })}>
          <IconRefresh size={18} />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={() => uploads.cancel(sending.key)}
        aria-label={t(isUnderWay ? 'media.cancel' : 'media.putAway', { name })}
      >
        <IconX size={18} />
      </ActionIcon>
    </li>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];

function stateOf({ state, duplicate }: Sending, percent: number, t: Translate): string {
  if (state === 'taken') return t(duplicate ? 'media.state.duplicate' : 'media.state.taken');
  if (state === 'sending') return percent >= 100 ? t('media.state.checking') : t('media.state.sending', { percent });
  return t(`media.state.${state}`);
}

/** In the reader's language where there are words for the code, else as the server said it. */
function Problem({ problem: { code, message, hint } }: { problem: NonNullable<Sending['problem']> }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" component="p" className="media-problem">
      {t(`error.${code}`, { defaultValue: [message, hint].filter(Boolean).join(' ') || t('media.state.refused') })}
    </Text>
  );
}

function useBrokenOff(who: string): { names: string[]; forget(): void } {
  const [names, setNames] = useState<string[]>([]);
  const running = useUploads().length;
  useEffect(() => {
    uploads.setWho(who);
    let isCurrent = true;
    void uploads.brokenOff().then((found) => isCurrent && setNames(found));
    return () => {
      isCurrent = false;
    };
  }, [who, running]);
  return { names, forget: () => void uploads.forgetBrokenOff().then(() => setNames([])) };
}

/** A picture that somebody copied elsewhere. */
function usePaste(): void {
  useEffect(() => {
    const take = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      uploads.add(files);
    };
    document.addEventListener('paste', take);
    return () => document.removeEventListener('paste', take);
  }, []);
}

import { Alert, Button, Group, Loader, Stack, Tabs, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconDownload, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../../languages/index.ts';
import type { Language } from '../../../languages/language.ts';
import type { MediaChange, MediaDetail, MediaView } from '../../media-types.ts';
import type { Cut } from '../../regions.ts';
import { useFormat } from '../format.ts';
import { ProblemOf } from '../layout/problem.tsx';
import { Link } from '../link.tsx';
import { useDesk, useMay } from '../me.ts';
import { changeMedium, deleteMedium, fileUrl, getMedium, mediaKeys } from './calls.ts';
import { PictureFrame, RolePreviews } from './picture-frame.tsx';

/** One file of the library: what it shows, what is said of it, what was removed from it, and where it stands. */
export function Detail({ id, onGone }: { id: number; onGone(): void }) {
  const { t } = useTranslation();
  const { data, error } = useQuery({ queryKey: mediaKeys.one(id), queryFn: () => getMedium(id) });
  if (error) return <ProblemOf error={error} />;
  if (!data) return <Loader aria-label={t('media.loading')} />;
  return <Known key={data.id} media={data} onGone={onGone} />;
}

function Known({ media, onGone }: { media: MediaDetail; onGone(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => wordsOf(media));
  const readOnly = !useMay()('upload');
  const change = useMutation({
    mutationFn: (what: MediaChange) => changeMedium(media.id, what),
    onSuccess: (after) => {
      queries.setQueryData(mediaKeys.one(media.id), after);
      void queries.invalidateQueries({ queryKey: ['media', 'list'] });
    },
  });
  /** Saves by itself when a field is left. */
  const keep = () => {
    const what = changesOf(wordsOf(media), draft);
    if (what) change.mutate(what);
  };
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  useKeptOnLeaving(keep);
  const cut: Cut = { crop: draft.crop, focus: draft.focus };
  return (
    <Stack gap="md">
      <Preview media={media} cut={cut} readOnly={readOnly} onChange={set} onSettled={keep} />
      <TextInput
        label={t('media.name')}
        value={draft.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        onBlur={keep}
        dir="auto"
        readOnly={readOnly}
      />
      <WordsOf media={media} draft={draft} onChange={set} onSettled={keep} readOnly={readOnly} />
      <TextInput
        label={t('media.credit')}
        description={t('media.creditHelp')}
        value={draft.credit}
        onChange={(event) => set({ credit: event.currentTarget.value })}
        onBlur={keep}
        dir="auto"
        readOnly={readOnly}
      />
      <Textarea
        label={t('media.rights')}
        description={t('media.rightsHelp')}
        value={draft.rights}
        onChange={(event) => set({ rights: event.currentTarget.value })}
        onBlur={keep}
        autosize
        minRows={2}
        dir="auto"
        readOnly={readOnly}
      />
      <Text size="sm" role="status" className="media-dim">
        {change.isPending ? t('media.saving') : change.isSuccess ? t('media.saved') : ''}
      </Text>
      <ProblemOf error={change.error} />
      <About media={media} />
      <FindingsOf media={media} />
      <UsesOf media={media} />
      <Group>
        <Button
          component="a"
          href={fileUrl(media.id)}
          download={media.name}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t('media.download')}
        </Button>
        {media.mayDelete && <Delete media={media} onGone={onGone} />}
      </Group>
    </Stack>
  );
}

/** Who closes it with a key has left no field before. */
function useKeptOnLeaving(keep: () => void): void {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => () => latest.current(), []);
}

type Draft = Required<Pick<MediaView, 'name' | 'focus' | 'crop' | 'credit' | 'rights' | 'words'>>;

function wordsOf({ name, focus, crop, credit, rights, words }: MediaView): Draft {
  return { name, focus, crop, credit, rights, words };
}

/** What differs; null where nothing does. A name cannot be empty. */
function changesOf(before: Draft, after: Draft): MediaChange | null {
  const keys = (Object.keys(after) as (keyof Draft)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]) && !(key === 'name' && !after.name.trim()),
  );
  return keys.length > 0 ? Object.fromEntries(keys.map((key) => [key, after[key]])) : null;
}

interface PreviewProps {
  media: MediaDetail;
  cut: Cut;
  readOnly: boolean;
  onChange(part: Partial<Draft>): void;
  onSettled(): void;
}

function Preview({ media, cut, readOnly, onChange, onSettled }: PreviewProps) {
  const { t } = useTranslation();
  // The last step has reached the state only with the next drawing.
  const [isSettled, setSettled] = useState(0);
  const settle = useRef(onSettled);
  settle.current = onSettled;
  useEffect(() => {
    if (isSettled > 0) settle.current();
  }, [isSettled]);
  if (media.family === 'picture') {
    return (
      <>
        <PictureFrame
          picture={media}
          cut={cut}
          onChange={onChange}
          onSettled={() => setSettled((count) => count + 1)}
          readOnly={readOnly}
        />
        <RolePreviews picture={media} cut={cut} />
      </>
    );
  }
  if (media.family === 'pdf' || media.family === 'captions')
    return <Text className="media-dim">{t('media.paperHelp')}</Text>;
  const Player = media.family;
  return (
    <Player className="media-player" controls preload="metadata" src={fileUrl(media.id)} aria-label={media.name} />
  );
}

interface WordsProps {
  media: MediaDetail;
  draft: Draft;
  onChange(part: Partial<Draft>): void;
  onSettled(): void;
  readOnly: boolean;
}

const NOTHING = { alt: '', caption: '' };

function WordsOf({ draft, onChange, onSettled, readOnly }: WordsProps) {
  const { t, i18n } = useTranslation();
  const all = useLanguagesOfDesk();
  const first = all.find(({ id }) => id === i18n.language) ?? all[0];
  const set = (id: string, part: Partial<typeof NOTHING>) =>
    onChange({ words: { ...draft.words, [id]: { ...NOTHING, ...draft.words[id], ...part } } });
  return (
    <Tabs defaultValue={first?.id} keepMounted={false}>
      <Tabs.List aria-label={t('media.wordsIn')}>
        {all.map(({ id, name, direction }) => (
          <Tabs.Tab key={id} value={id}>
            <bdi lang={id} dir={direction}>
              {name}
            </bdi>
            {draft.words[id]?.alt && <IconCheck size={14} className="media-done" aria-label={t('media.described')} />}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {all.map(({ id, direction }) => (
        <Tabs.Panel key={id} value={id} pt="sm">
          <Stack gap="sm">
            {(['alt', 'caption'] as const).map((part) => (
              <Textarea
                key={part}
                label={t(`media.${part}`)}
                description={part === 'alt' ? t('media.altHelp') : undefined}
                value={draft.words[id]?.[part] ?? ''}
                onChange={(event) => set(id, { [part]: event.currentTarget.value })}
                onBlur={onSettled}
                autosize
                minRows={2}
                lang={id}
                dir={direction}
                readOnly={readOnly}
              />
            ))}
          </Stack>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** Of the organisation; before its masthead says so, all that there are. */
function useLanguagesOfDesk(): Language[] {
  const own = useDesk()?.languages ?? [];
  const known = own.flatMap((id) => languages.get(id) ?? []);
  return known.length > 0 ? known : [...languages.values()];
}

function About({ media }: { media: MediaDetail }) {
  const { t } = useTranslation();
  const format = useFormat();
  const parts = [
    t(`media.family.${media.family}`),
    media.width && media.height
      ? t('media.pixels', { width: String(media.width), height: String(media.height) })
      : null,
    format.bytes(media.bytes),
    t('media.uploadedBy', { who: media.who?.name ?? '', when: format.time(media.at) }),
  ];
  return (
    <ul className="media-about">
      {parts.filter(Boolean).map((part) => (
        <li key={part}>{part}</li>
      ))}
    </ul>
  );
}

const sign = { size: 16, 'aria-hidden': true, className: 'media-finding-icon' };

function FindingsOf({ media }: { media: MediaDetail }) {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={2} size="h5" mb={4}>
        {t('media.findings')}
      </Title>
      {media.findings.length === 0 && <Text size="sm">{t('media.findingsNone')}</Text>}
      <ul className="media-findings">
        {media.findings.map(({ code, removed, values, message }) => (
          <li key={code} data-removed={removed}>
            {removed ? <IconCheck {...sign} /> : <IconAlertTriangle {...sign} />}
            <span dir="auto">{t(`media.finding.${code}`, { defaultValue: message, ...values })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function UsesOf({ media }: { media: MediaDetail }) {
  const { t } = useTranslation();
  return (
    <section>
      <Title order={2} size="h5" mb={4}>
        {t('media.uses')}
      </Title>
      {media.uses.length === 0 && <Text size="sm">{t('media.usesNone')}</Text>}
      <ul className="media-uses">
        {media.uses.map(({ item, edition, language, title, number, in: where }) => (
          <li key={`${edition} ${where}`}>
            <Link to={`/items/${item}/${language}`} lang={language} dir="auto">
              {title || t('media.untitled')}
            </Link>{' '}
            <span className="media-dim">{[number, t(`media.in.${where}`)].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Delete({ media, onGone }: { media: MediaDetail; onGone(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => deleteMedium(media.id),
    onSuccess: () => {
      onGone();
      queries.removeQueries({ queryKey: mediaKeys.one(media.id) });
      void queries.invalidateQueries({ queryKey: ['media', 'list'] });
    },
  });
  if (!isAsking) {
    return (
      <Button
        variant="subtle"
        color="red"
        leftSection={<IconTrash size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('media.delete')}
      </Button>
    );
  }
  return (
    <Alert color="red" title={t('media.deleteSure')} w="100%">
      <Text size="sm">{t('media.deleteText')}</Text>
      <ProblemOf error={remove.error} />
      <Group mt="sm">
        <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()} data-autofocus>
          {t('media.delete')}
        </Button>
        <Button variant="default" onClick={() => setAsking(false)}>
          {t('media.keep')}
        </Button>
      </Group>
    </Alert>
  );
}

import { Alert, Button, Group, Loader, Modal, Stack, Textarea, TextInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../../languages/index.ts';
import type { Family, MediaDetail, MediaView, Medium } from '../../media-types.ts';
import { ProblemOf } from '../layout/problem.tsx';
import { useMay } from '../me.ts';
import { changeMedium, getMedium, type MediaFilter, mediaKeys, mediumOf } from './calls.ts';
import { Filters, NO_FILTER } from './filters.tsx';
import { RolePreviews } from './picture-frame.tsx';
import { SendFiles } from './send-files.tsx';
import { Shelf } from './shelf.tsx';
import './media.css';

export interface MediaPickerProps {
  opened: boolean;
  onClose(): void;
  /** Where the picture is to stand: its sizes are cut for that. */
  role: Medium['role'];
  /** What may be chosen; pictures where nothing is said. A picture that may be chosen as a `file` stands as a figure. */
  families?: readonly Family[];
  /** Of the edition: alternative text and caption are those of this language. */
  language: string;
  /**
   * The picture as it goes into `content.media`, complete: sizes, words, credit. For a figure in the text, the editor
   * names it by `medium.sha256`. The dialog has closed itself before.
   */
  onPick(medium: Medium, upload: MediaView): void;
}

/**
 * The dialog in which a picture is chosen or uploaded, and described in the edition's language, before it gets into a
 * draft: `<MediaPicker opened={…} onClose={…} role="lead" language="ur" onPick={(medium) => …} />`.
 */
export function MediaPicker({ opened, onClose, role, families = PICTURES, language, onPick }: MediaPickerProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number | null>(null);
  const close = () => {
    setChosen(null);
    onClose();
  };
  return (
    <Modal.Root opened={opened} onClose={close} size="xl">
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          {/* Mantine's own header would be a second banner of the page. */}
          <Group justify="space-between" mb="sm">
            <Modal.Title fw={700}>{t(titleOf(families, chosen))}</Modal.Title>
            <Modal.CloseButton aria-label={t('media.close')} />
          </Group>
          {chosen === null ? (
            <Choosing onChoose={setChosen} families={families} />
          ) : (
            <Describing
              key={chosen}
              id={chosen}
              role={role}
              families={families}
              language={language}
              onBack={() => setChosen(null)}
              onPick={(medium, upload) => {
                close();
                onPick(medium, upload);
              }}
            />
          )}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

const PICTURES: readonly Family[] = ['picture'];

function titleOf(families: readonly Family[], chosen: number | null): string {
  const isPicture = families.every((family) => family === 'picture');
  if (chosen === null) return isPicture ? 'media.pick' : 'media.pickFile';
  return isPicture ? 'media.describe' : 'media.describeFile';
}

function Choosing({ onChoose, families }: { onChoose(id: number): void; families: readonly Family[] }) {
  const may = useMay();
  const [filter, setFilter] = useState<MediaFilter>({ ...NO_FILTER, family: families[0]! });
  return (
    <Stack gap="md">
      {may('upload') && <SendFiles families={families} compact onOpen={onChoose} />}
      <Filters filter={filter} onChange={setFilter} families={families} />
      <Shelf filter={filter} view="grid" chosen={null} onChoose={({ id }) => onChoose(id)} />
    </Stack>
  );
}

interface DescribingProps extends Pick<MediaPickerProps, 'role' | 'language' | 'onPick'> {
  id: number;
  families: readonly Family[];
  onBack(): void;
}

function Describing({ id, ...rest }: DescribingProps) {
  const { t } = useTranslation();
  const { data, error } = useQuery({ queryKey: mediaKeys.one(id), queryFn: () => getMedium(id) });
  if (error) return <ProblemOf error={error} />;
  return data ? <Description media={data} {...rest} /> : <Loader aria-label={t('media.loading')} />;
}

type DescriptionProps = Omit<DescribingProps, 'id'> & { media: MediaDetail };

function Description({ media, role: wanted, families, language, onBack, onPick }: DescriptionProps) {
  const { t } = useTranslation();
  const isPicture = media.family === 'picture';
  const role = isPicture && wanted === 'file' ? 'figure' : wanted;
  const queries = useQueryClient();
  const { name = language, direction = 'ltr' } = languages.get(language) ?? {};
  const before = media.words[language] ?? { alt: '', caption: '' };
  const [words, setWords] = useState(before);
  const [credit, setCredit] = useState(media.credit);
  // What was dropped here, or came in just now, may be anything.
  const isFit = families.includes(media.family);
  const mayDescribe = useMay()('upload');
  const use = useMutation({
    mutationFn: async () => {
      const isChanged = words.alt !== before.alt || words.caption !== before.caption || credit !== media.credit;
      if (isChanged && mayDescribe) await changeMedium(media.id, { words: { [language]: words }, credit });
      return mediumOf(media.id, role, language);
    },
    onSuccess: (medium) => {
      void queries.invalidateQueries({ queryKey: mediaKeys.all });
      onPick(medium, media);
    },
  });
  const inLanguage = { lang: language, dir: direction, autosize: true, minRows: 2, readOnly: !mayDescribe };
  return (
    <Stack gap="md">
      {isPicture && role !== 'file' && <RolePreviews picture={media} cut={media} only={role} />}
      {isPicture && (
        <Textarea
          {...inLanguage}
          label={t('media.altIn', { language: name })}
          description={t('media.altHelp')}
          value={words.alt}
          onChange={(event) => setWords({ ...words, alt: event.currentTarget.value })}
          data-autofocus
        />
      )}
      <Textarea
        {...inLanguage}
        label={t(isPicture ? 'media.captionIn' : 'media.fileCaptionIn', { language: name })}
        value={words.caption}
        onChange={(event) => setWords({ ...words, caption: event.currentTarget.value })}
      />
      <TextInput
        label={t('media.credit')}
        description={isPicture && t('media.creditHelp')}
        value={credit}
        onChange={(event) => setCredit(event.currentTarget.value)}
        dir="auto"
        readOnly={!mayDescribe}
      />
      {!isFit && (
        <Alert color="orange">
          {t('media.unfit', { families: families.map((one) => t(`media.family.${one}`)).join(t('media.or')) })}
        </Alert>
      )}
      <ProblemOf error={use.error} />
      <Group justify="space-between">
        <Button
          variant="default"
          onClick={onBack}
          leftSection={<IconArrowLeft size={16} aria-hidden className="media-turned" />}
        >
          {t('media.back')}
        </Button>
        <Button loading={use.isPending} disabled={!isFit} onClick={() => use.mutate()}>
          {t(isPicture ? 'media.use' : 'media.useFile')}
        </Button>
      </Group>
    </Stack>
  );
}

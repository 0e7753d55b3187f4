import { ActionIcon, Button, Fieldset, Group, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPhotoPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content, EditionView } from '../../api-types.ts';
import { MediaPicker } from '../media/media-picker.tsx';
import { useWriting } from './fields/context.ts';
import { TextField } from './fields/text-field.tsx';
import { Wrong } from './fields/wrong.tsx';
import { pictureUrl } from './picture-url.ts';

type Medium = Content['media'][number];

interface MediaFieldProps {
  value: Medium[];
  onChange(media: Medium[]): void;
  edition: EditionView;
  description?: string;
  error?: string;
}

const ROLES = ['lead', 'portrait', 'figure', 'emblem'] as const;

/** The pictures of an edition, with what is said of them in its language. Those within the text are here too. */
export function MediaField({ value, onChange, edition, description, error }: MediaFieldProps) {
  const { t } = useTranslation();
  const { language, readOnly } = useWriting();
  const [isPicking, setIsPicking] = useState(false);
  const role = edition.kind === 'person' ? 'portrait' : edition.kind === 'masthead' ? 'emblem' : 'lead';
  return (
    <Fieldset legend={t('write.media')} className="write-list">
      {description && <p className="write-help">{description}</p>}
      {value.map((medium, index) => (
        <Picture
          key={`${medium.sha256} ${medium.role}`}
          medium={medium}
          n={index + 1}
          onChange={(changed) => onChange(value.with(index, changed))}
          onRemove={() => onChange(value.toSpliced(index, 1))}
          onUp={index > 0 ? () => onChange(swapped(value, index - 1)) : undefined}
          onDown={index < value.length - 1 ? () => onChange(swapped(value, index)) : undefined}
        />
      ))}
      <Wrong says={error} />
      {!readOnly && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPhotoPlus size={16} aria-hidden />}
          onClick={() => setIsPicking(true)}
        >
          {t('write.mediaAdd')}
        </Button>
      )}
      <MediaPicker
        opened={isPicking}
        onClose={() => setIsPicking(false)}
        role={role}
        language={language.id}
        onPick={(medium) => onChange([...value.filter(({ sha256 }) => sha256 !== medium.sha256), medium])}
      />
    </Fieldset>
  );
}

interface PictureProps {
  medium: Medium;
  n: number;
  onChange(medium: Medium): void;
  onRemove(): void;
  onUp?(): void;
  onDown?(): void;
}

function Picture({ medium, n, onChange, onRemove, onUp, onDown }: PictureProps) {
  const { t } = useTranslation();
  const { readOnly } = useWriting();
  const label = t('write.media');
  const isFile = medium.role === 'file';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no flexible box in every browser
    <div className="write-entry" role="group" aria-label={t('write.entry', { label, n })}>
      {isFile ? (
        <bdi className="write-picture write-file">{medium.sizes[0]?.type}</bdi>
      ) : (
        <img className="write-picture" src={pictureUrl(medium)} alt="" loading="lazy" />
      )}
      <div className="write-entry-fields write-parts">
        {!isFile && (
          <TextField
            label={t('write.mediaAlt')}
            description={t('write.mediaAltHelp')}
            value={medium.alt}
            onChange={(alt) => onChange({ ...medium, alt })}
            rows={1}
          />
        )}
        <TextField
          label={t('write.mediaCaption')}
          value={medium.caption}
          onChange={(caption) => onChange({ ...medium, caption })}
          rows={isFile ? undefined : 1}
        />
        <TextField
          label={t('write.mediaCredit')}
          value={medium.credit}
          onChange={(credit) => onChange({ ...medium, credit })}
        />
        {!isFile && (
          <Select
            label={t('write.mediaRole')}
            data={ROLES.map((role) => ({ value: role, label: t(`write.mediaRole.${role}`) }))}
            value={medium.role}
            onChange={(role) => role && onChange({ ...medium, role: role as Medium['role'] })}
            allowDeselect={false}
            readOnly={readOnly}
          />
        )}
      </div>
      {!readOnly && (
        <Group gap={4} className="write-entry-buttons">
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={!onUp}
            onClick={onUp}
            aria-label={t('write.entryUp', { label, n })}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={!onDown}
            onClick={onDown}
            aria-label={t('write.entryDown', { label, n })}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={onRemove}
            aria-label={t('write.entryRemove', { label, n })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      )}
    </div>
  );
}

function swapped(list: Medium[], index: number): Medium[] {
  return [...list.slice(0, index), list[index + 1]!, list[index]!, ...list.slice(index + 2)];
}

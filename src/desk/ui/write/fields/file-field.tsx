import { Button, Group, Input } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Family } from '../../../media-types.ts';
import { MediaPicker } from '../../media/media-picker.tsx';
import { pictureUrl } from '../picture-url.ts';
import { useWriting } from './context.ts';

interface FileFieldProps {
  label: string;
  /** SHA-256 of a medium of this edition; empty where none is chosen. */
  value: string;
  onChange(sha256: string | null): void;
  families: readonly Family[];
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
}

/** A file out of the library: a recording, its captions, a paper. It joins the media of the edition. */
export function FileField({ label, value, onChange, families, ...rest }: FileFieldProps) {
  const { t } = useTranslation();
  const { language, readOnly, media, addPicture } = useWriting();
  const [isPicking, setIsPicking] = useState(false);
  const chosen = media.find(({ sha256 }) => sha256 === value);
  const type = chosen?.sizes.at(-1)?.type;
  const role = families.every((family) => family === 'picture') ? 'figure' : 'file';
  return (
    <Input.Wrapper label={label} labelElement="div" {...rest}>
      <Group gap="xs">
        {value && (
          <>
            {type?.startsWith('image/') && (
              <img className="write-thumbnail" src={pictureUrl(chosen!)} alt="" loading="lazy" />
            )}
            <span>
              {chosen?.caption || chosen?.alt} <bdi>{type ?? t('write.fileGone')}</bdi>
            </span>
          </>
        )}
        {!readOnly && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPaperclip size={16} aria-hidden />}
            onClick={() => setIsPicking(true)}
            aria-label={`${label}: ${t('write.fileChoose')}`}
          >
            {t('write.fileChoose')}
          </Button>
        )}
        {!readOnly && value && (
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            onClick={() => onChange(null)}
            aria-label={`${label}: ${t('write.fileRemove')}`}
          >
            {t('write.fileRemove')}
          </Button>
        )}
      </Group>
      <MediaPicker
        opened={isPicking}
        onClose={() => setIsPicking(false)}
        role={role}
        families={families}
        language={language.id}
        onPick={(medium) => {
          addPicture(medium);
          onChange(medium.sha256);
        }}
      />
    </Input.Wrapper>
  );
}

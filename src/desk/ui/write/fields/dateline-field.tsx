import { Fieldset } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Content } from '../../../api-types.ts';
import { TextField } from './text-field.tsx';
import { WhenField } from './when-field.tsx';

type Dateline = Content['dateline'];

const NONE = { text: '', place: null, date: null };

/** Place and date over the text: as they are printed, and as they are read by machines. */
export function DatelineField({
  value,
  onChange,
  errorAt,
}: {
  value: Dateline;
  onChange(value: Dateline): void;
  errorAt(path: string): string | undefined;
}) {
  const { t } = useTranslation();
  const dateline = value ?? NONE;
  const set = (part: Partial<NonNullable<Dateline>>) => {
    const next = { ...dateline, ...part };
    onChange(next.text || next.place || next.date ? next : null);
  };
  return (
    <Fieldset legend={t('write.dateline')} className="write-group">
      <TextField
        label={t('write.datelineText')}
        description={t('write.datelineTextHelp')}
        value={dateline.text}
        onChange={(text) => set({ text })}
        error={errorAt('dateline.text')}
        name="dateline.text"
      />
      <div className="write-pair">
        <TextField
          label={t('write.datelinePlace')}
          value={dateline.place ?? ''}
          onChange={(place) => set({ place: place || null })}
          name="dateline.place"
        />
        <WhenField
          label={t('write.datelineDate')}
          value={dateline.date}
          onChange={(date) => set({ date })}
          withTime="never"
          error={errorAt('dateline.date')}
          name="dateline.date"
        />
      </div>
    </Fieldset>
  );
}

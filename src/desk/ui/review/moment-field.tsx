import { Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { fromZone, inZone } from '../../zone.ts';
import { useFormat } from '../format.ts';

interface MomentFieldProps {
  label: string;
  /** In UTC; null where there is none yet. */
  value: string | null;
  onChange(value: string | null): void;
  error?: string | null;
}

/** A moment by the organisation's clock, and what that is by the clock of whoever looks. */
export function MomentField({ label, value, onChange, error }: MomentFieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const own = value && format.ownTime(value);
  return (
    <div>
      <TextInput
        type="datetime-local"
        label={label}
        description={t('review.inZone', { zone: format.zone.id })}
        defaultValue={value ? inZone(value, format.zone).slice(0, 16) : ''}
        onChange={(event) => onChange(fromZone(event.currentTarget.value, format.zone))}
        dir="ltr"
        error={error}
      />
      {value && (
        <Text size="sm" mt={4} role="status">
          <bdi>{format.time(value)}</bdi>
          {own && (
            <>
              {' · '}
              {t('review.yourClock', { time: own })}
            </>
          )}
        </Text>
      )}
    </div>
  );
}

import { Fieldset, Text } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { fromZone, inZone, offsetAt } from '../../zone.ts';
import { useFormat } from '../format.ts';
import { part } from '../part.ts';

// The calendar is large, and lists have this field too.
const DateAndTime = part(() =>
  import('../write/fields/date-and-time.tsx').then((module) => ({ default: module.DateAndTime })),
);

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
    <Fieldset legend={label} variant="unstyled">
      <Suspense fallback={<Text>{t('shell.loading')}</Text>}>
        <DateAndTime
          label={t('write.datelineDate')}
          timeLabel={t('review.clock')}
          timeDescription={t('review.inZone', { zone: format.zone.id })}
          value={value && inZone(value, format.zone)}
          onChange={(when) => onChange(when && fromZone(when, format.zone))}
          withTime="always"
          zone={offsetAt(value ?? new Date().toISOString(), format.zone)}
          error={error ?? undefined}
        />
      </Suspense>
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
    </Fieldset>
  );
}

import { Group, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import 'dayjs/locale/sd';
import 'dayjs/locale/ur';
import { IconCalendar } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format.ts';
import { clockTimeOf, dateOf, partsOf, whenOf } from './when.ts';

export interface DateAndTimeProps {
  label: string;
  value: string | null;
  onChange(value: string | null): void;
  /** Whether a time of the day belongs to it: may, must, or never. */
  withTime?: 'may' | 'always' | 'never';
  description?: string;
  error?: string;
  /** Of the time of the day, where it is not `label`'s. */
  timeLabel?: string;
  timeDescription?: string;
  required?: boolean;
  readOnly?: boolean;
  name?: string;
  /** Of the zone in which a time is meant: `+05:00`. */
  zone: string;
}

/** A date, typed in whatever way or chosen in a calendar, and a time of the day in a zone. */
export function DateAndTime(props: DateAndTimeProps) {
  const {
    label,
    value,
    onChange,
    withTime = 'may',
    description,
    error,
    required,
    readOnly = false,
    name,
    zone,
  } = props;
  const { t, i18n } = useTranslation();
  const { date, time, offset } = partsOf(value);
  const format = useFormat();
  const changed = (day: string | null, clock: string | null) =>
    onChange(whenOf(day, clock ?? (withTime === 'always' && day ? '12:00' : null), offset ?? zone));
  return (
    <Group align="start" gap="xs" className="write-when">
      <DateInput
        label={label}
        name={name}
        description={value ? <bdi>{format.date(value)}</bdi> : description}
        value={date}
        onChange={(day) => changed(day, time)}
        dateParser={dateOf}
        valueFormat="YYYY-MM-DD"
        locale={i18n.language}
        dir="ltr"
        placeholder="2021-05-04"
        classNames={{ input: 'write-latin' }}
        leftSection={<IconCalendar size={16} aria-hidden />}
        leftSectionPointerEvents="none"
        clearable={!readOnly}
        clearButtonProps={{ 'aria-label': t('write.dateClear', { label }) }}
        ariaLabels={{
          nextMonth: t('write.monthNext'),
          previousMonth: t('write.monthPrevious'),
          nextYear: t('write.yearNext'),
          previousYear: t('write.yearPrevious'),
          nextDecade: t('write.yearsNext'),
          previousDecade: t('write.yearsPrevious'),
        }}
        fixOnBlur
        readOnly={readOnly}
        required={required}
        error={error}
      />
      {withTime !== 'never' && (
        <ClockField
          label={props.timeLabel ?? t('write.timeOf', { label })}
          description={props.timeDescription ?? t('write.timeZone', { offset: offset ?? zone })}
          value={time}
          disabled={!date}
          readOnly={readOnly}
          onChange={(clock) => changed(date, clock)}
        />
      )}
    </Group>
  );
}

interface ClockFieldProps {
  label: string;
  description: string;
  value: string | null;
  disabled: boolean;
  readOnly: boolean;
  onChange(value: string | null): void;
}

/** What was typed stays until it is left, then it is a time or it is said that it is none. */
function ClockField({ label, description, value, disabled, readOnly, onChange }: ClockFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(value ?? '');
  useEffect(() => setTyped(value ?? ''), [value]);
  const isWrong = typed.trim() !== '' && clockTimeOf(typed) === null;
  const leave = () => {
    const time = clockTimeOf(typed);
    if (time !== null || typed.trim() === '') onChange(time);
  };
  return (
    <TextInput
      label={label}
      description={description}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={leave}
      placeholder="18:30"
      dir="ltr"
      inputMode="numeric"
      classNames={{ input: 'write-latin', root: 'write-clock' }}
      disabled={disabled}
      readOnly={readOnly}
      error={isWrong ? t('write.timeWrong') : undefined}
    />
  );
}

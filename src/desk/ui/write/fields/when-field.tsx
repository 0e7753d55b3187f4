import { useWriting } from './context.ts';
import { DateAndTime, type DateAndTimeProps } from './date-and-time.tsx';

/** A date, and a time of the day in the organisation's zone, in the form of an edition. */
export function WhenField(props: Omit<DateAndTimeProps, 'zone' | 'readOnly'>) {
  const { readOnly, offset } = useWriting();
  return <DateAndTime {...props} readOnly={readOnly} zone={offset} />;
}

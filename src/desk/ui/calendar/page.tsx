import { Button, Group, Loader, Text } from '@mantine/core';
import { useHotkeys, useMediaQuery } from '@mantine/hooks';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Calendar, CalendarEntry } from '../../list-types.ts';
import { api } from '../api.ts';
import { useFormat } from '../format.ts';
import { Page } from '../layout/page.tsx';
import { Problem } from '../layout/problem.tsx';
import { BareLink, useGo } from '../link.tsx';
import { useDeclared } from '../lists/declared.ts';
import { useProblem } from '../problem.ts';
import { useLanguage } from '../words/index.ts';
import { monthAfter, weeksOf } from './month.ts';
import './calendar.css';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
/** Of one day: in the grid, and in the list of a phone. */
const SHOWN = 4;
const SHOWN_IN_LIST = 10;

/** `/calendar?month=2024-03`: what goes out and what went out, by the organisation's days. */
export default function CalendarPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const month = useMonth();
  const weeks = weeksOf(month);
  const range = { from: weeks[0]![0]!, to: weeks.at(-1)!.at(-1)! };
  const { data, error } = useQuery({
    queryKey: ['calendar', month],
    queryFn: ({ signal }) => api.get<Calendar>(`/api/calendar?${new URLSearchParams(range)}`, { signal }),
    placeholderData: keepPreviousData,
  });
  const problem = useProblem(error);
  const isWide = useMediaQuery('(min-width: 62em)', true);
  const byDay = Map.groupBy(data?.entries ?? [], ({ at }) => format.inZone(at).slice(0, 10));
  const isEmpty = data && ![...byDay.keys()].some((day) => day.startsWith(month));
  return (
    <Page title={t('shell.calendar')} wide actions={<Months month={month} />}>
      <Text component="h2" size="xl" fw={650} aria-live="polite" m={0}>
        {format.month(month)}
      </Text>
      <Problem says={problem} />
      {!data && !problem && <Loader aria-label={t('shell.loading')} />}
      {data && isWide && <Grid {...{ month, weeks, byDay }} />}
      {data && !isWide && <Days {...{ month, byDay }} />}
      {isEmpty && <Text c="dimmed">{t('overview.nothingInMonth')}</Text>}
      {data?.more && <Text>{t('overview.moreInMonth')}</Text>}
      <Text size="sm" c="dimmed">
        {t('overview.zone', { zone: format.zone.id })}
      </Text>
    </Page>
  );
}

/** The month in the page's address, else the one that it is now at the organisation. */
function useMonth(): string {
  const format = useFormat();
  const search = useRouterState({ select: ({ location }) => location.searchStr });
  const asked = new URLSearchParams(search).get('month') ?? '';
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : format.inZone(new Date().toISOString()).slice(0, 7);
}

/** Page Up and Page Down turn the pages as well. */
function Months({ month }: { month: string }) {
  const { t } = useTranslation();
  const go = useGo();
  const { direction } = useLanguage();
  const turn = (step: number) => go(`/calendar?month=${monthAfter(month, step)}`, { replace: true });
  useHotkeys([
    ['PageUp', () => turn(-1)],
    ['PageDown', () => turn(1)],
  ]);
  const [Back, On] = direction === 'rtl' ? [IconChevronRight, IconChevronLeft] : [IconChevronLeft, IconChevronRight];
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => turn(-1)} aria-label={t('overview.previous')}>
        <Back size={18} aria-hidden />
      </Button>
      <Button variant="default" onClick={() => go('/calendar', { replace: true })}>
        {t('overview.today')}
      </Button>
      <Button variant="default" onClick={() => turn(1)} aria-label={t('overview.following')}>
        <On size={18} aria-hidden />
      </Button>
    </Group>
  );
}

interface MonthProps {
  month: string;
  byDay: Map<string, CalendarEntry[]>;
}

function Grid({ month, weeks, byDay }: MonthProps & { weeks: string[][] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.inZone(new Date().toISOString()).slice(0, 10);
  return (
    <table className="month">
      <caption className="desk-hidden">{format.month(month)}</caption>
      <thead>
        <tr>
          {DAYS.map((day) => (
            <th key={day} scope="col">
              {t(`overview.${day}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <td
                key={day}
                data-other={!day.startsWith(month) || undefined}
                aria-current={day === today ? 'date' : undefined}
              >
                <time dateTime={day} className="month-day">
                  {format.number(Number(day.slice(8)))}
                </time>
                <DayEntries entries={byDay.get(day) ?? []} most={SHOWN} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayEntries({ entries, most }: { entries: CalendarEntry[]; most: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  if (entries.length === 0) return null;
  const shown = isWhole ? entries : entries.slice(0, most);
  const rest = entries.length - shown.length;
  return (
    <>
      <ul className="month-entries">
        {shown.map((entry) => (
          <li key={`${entry.what} ${entry.edition} ${entry.at}`}>
            <Entry entry={entry} />
          </li>
        ))}
      </ul>
      {rest > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
          {t('overview.moreInDay', { shown: format.number(rest) })}
        </Button>
      )}
    </>
  );
}

/** On a phone only the days on which there is something. */
function Days({ month, byDay }: MonthProps) {
  const format = useFormat();
  const days = [...byDay.keys()].filter((day) => day.startsWith(month)).sort();
  return days.map((day) => (
    <section key={day}>
      <Text component="h3" fw={650} m={0}>
        {format.date(day)}
      </Text>
      <DayEntries entries={byDay.get(day)!} most={SHOWN_IN_LIST} />
    </section>
  ));
}

function Entry({ entry: { what, at, item, language: id, title, number } }: { entry: CalendarEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = useDeclared();
  return (
    <BareLink to={`/items/${item}/${id}`} className="month-entry" data-what={what}>
      <span className="month-entry-head">
        <bdi>{format.clock(at)}</bdi> {t(`overview.what.${what}`)} · <bdi lang={id}>{language(id).name}</bdi>
      </span>
      <span className="month-entry-title">
        <bdi lang={title ? id : undefined}>{title || number || t('overview.noTitle')}</bdi>
      </span>
    </BareLink>
  );
}

import { Alert, Button, Loader, SimpleGrid, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TranslationState } from '../../api-types.ts';
import type { Line, Overview } from '../../list-types.ts';
import { api } from '../api.ts';
import { useFormat } from '../format.ts';
import { Page } from '../layout/page.tsx';
import { Link } from '../link.tsx';
import { useDeclared } from '../lists/declared.ts';
import { StateMark } from '../lists/state-chip.tsx';
import { useProblem } from '../problem.ts';
import './overview.css';

const MOST_COUNTED = 1000;

/** `/`: what waits for whoever opens the desk, what goes out next, and what went out. */
export default function OverviewPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ['overview'],
    queryFn: () => api.get<Overview>('/api/overview'),
    refetchInterval: 60_000,
  });
  const problem = useProblem(error);
  return (
    <Page title={t('shell.overview')} wide>
      {!data && !problem && <Loader aria-label={t('shell.loading')} />}
      {!data && problem && (
        <Alert color="red" role="alert" title={t('overview.notOpened')}>
          <Stack align="start">
            {problem}
            <Button onClick={() => refetch()}>{t('shell.tryAgain')}</Button>
          </Stack>
        </Alert>
      )}
      {data && (
        <>
          <Trouble overview={data} />
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" className="overview">
            <Stack gap="lg">
              <Waiting overview={data} />
              <Translations overview={data} />
            </Stack>
            <Stack gap="lg">
              <Next overview={data} />
              <Published overview={data} />
            </Stack>
          </SimpleGrid>
        </>
      )}
    </Page>
  );
}

/** What nobody would look for, and has to be seen. */
function Trouble({ overview: { failures, restricted } }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {failures.length > 0 && (
        <Alert color="red" title={t('overview.failures')} role="alert">
          <Text size="sm">{t('overview.failuresText')}</Text>
          <Lines lines={failures} more={({ failure }) => <bdi>{failure}</bdi>} />
        </Alert>
      )}
      {restricted > 0 && (
        <Alert color="orange">
          {t('overview.restricted', { count: restricted, shown: format.number(restricted) })}{' '}
          <Link to="/items?restricted=1">{t('overview.restrictedShow')}</Link>
        </Alert>
      )}
    </>
  );
}

function Waiting({ overview }: { overview: Overview }) {
  const { t } = useTranslation();
  const { toReview, toPublish, changesRequested, assigned, mentions, drafts } = overview;
  const isNothing = [toReview, toPublish, changesRequested, assigned, mentions].every(({ length }) => length === 0);
  return (
    <Section title={t('overview.waiting')}>
      {isNothing && (
        <Text c="dimmed">
          {t('overview.nothingWaits')}{' '}
          <Link to="/items" underline="always">
            {t('overview.seeItems')}
          </Link>
        </Text>
      )}
      <Part title={t('overview.changesRequested')} lines={changesRequested} all="/items?state=changes-requested" />
      <Part title={t('overview.toReview')} lines={toReview} all="/items?state=in-review&sort=saved" />
      <Part title={t('overview.toPublish')} lines={toPublish} all="/items?state=approved" />
      <Part
        title={t('overview.mentions')}
        lines={mentions}
        more={({ text, from }) => (
          <span dir="auto">
            {from?.name}: {text}
          </span>
        )}
      />
      <Part title={t('overview.assigned')} lines={assigned} all="/items?assignee=me" />
      <Part title={t('overview.drafts')} lines={drafts} all="/items?author=me&state=draft" />
    </Section>
  );
}

function Next({ overview: { scheduled, embargoed } }: { overview: Overview }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Section title={t('overview.next')} also={<Link to="/calendar">{t('overview.openCalendar')}</Link>}>
      {scheduled.length + embargoed.length === 0 && <Text c="dimmed">{t('overview.nothingNext')}</Text>}
      <Part title={t('overview.scheduled')} lines={scheduled} when={(at) => format.time(at)} />
      <Part
        title={t('overview.embargoed')}
        lines={embargoed}
        when={null}
        more={({ label, at }) => t('overview.embargoFor', { label, when: format.time(at!) })}
      />
    </Section>
  );
}

function Translations({ overview: { translations } }: { overview: Overview }) {
  const { t } = useTranslation();
  const { language } = useDeclared();
  const newest = translations.flatMap((one) => one.newest);
  if (translations.length === 0) return null;
  return (
    <Section title={t('overview.translations')}>
      <Table aria-label={t('overview.translations')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('overview.language')}</Table.Th>
            <Table.Th>{t('overview.missing')}</Table.Th>
            <Table.Th>{t('overview.inWork')}</Table.Th>
            <Table.Th>{t('overview.outdated')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {translations.map(({ language: id, missing, inWork, outdated }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row">
                <bdi lang={id}>{language(id).name}</bdi>
              </Table.Th>
              <Table.Td>
                <Count n={missing} to={`/items?language=${id}&translation=missing`} />
              </Table.Td>
              <Table.Td>
                <Count n={inWork} to={`/items?language=${id}&translation=in-work`} />
              </Table.Td>
              <Table.Td>
                <Count n={outdated} to={`/items?language=${id}&translation=outdated`} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {newest.length > 0 ? (
        <Part title={t('overview.newestOutdated')} lines={newest} translation="outdated" />
      ) : (
        <Text c="dimmed">{t('overview.noneLag')}</Text>
      )}
    </Section>
  );
}

function Count({ n, to }: { n: number; to: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (n === 0) return format.number(0);
  const isMore = n > MOST_COUNTED;
  const shown = format.number(isMore ? MOST_COUNTED : n);
  return <Link to={to}>{isMore ? t('overview.moreThan', { shown }) : shown}</Link>;
}

function Published({ overview: { published } }: { overview: Overview }) {
  const { t } = useTranslation();
  const all = <Link to="/items?state=published&sort=-date">{t('overview.all')}</Link>;
  return (
    <Section title={t('overview.published')} also={published.length > 0 && all}>
      {published.length === 0 && <Text c="dimmed">{t('overview.nothingPublished')}</Text>}
      <Lines lines={published} />
    </Section>
  );
}

function Section({ title, also, children }: { title: string; also?: ReactNode; children: ReactNode }) {
  return (
    <section className="overview-section">
      <div className="overview-head">
        <Title order={2} size="h3">
          {title}
        </Title>
        {also}
      </div>
      <Stack gap="md">{children}</Stack>
    </section>
  );
}

interface LinesProps<One extends Line> {
  lines: One[];
  /** How its time is said; null where it is not. */
  when?: ((at: string) => string) | null;
  more?(line: One): ReactNode;
  /** All of them are such translations. */
  translation?: TranslationState;
}

/** Nothing at all where there are none. */
function Part<One extends Line>({ title, all, ...rest }: LinesProps<One> & { title: string; all?: string }) {
  const { t } = useTranslation();
  if (rest.lines.length === 0) return null;
  return (
    <div>
      <div className="overview-head">
        <Title order={3} size="h5">
          {title}
        </Title>
        {all && (
          <Link to={all} size="sm" aria-label={`${t('overview.all')}: ${title}`}>
            {t('overview.all')}
          </Link>
        )}
      </div>
      <Lines {...rest} />
    </div>
  );
}

function Lines<One extends Line>({ lines, when, more, translation }: LinesProps<One>) {
  const { t } = useTranslation();
  const format = useFormat();
  const { kindName, language } = useDeclared();
  const say = when === undefined ? (at: string) => format.ago(at) : when;
  return (
    <ul className="overview-lines">
      {lines.map((line, index) => (
        <li key={`${line.edition} ${index}`}>
          <Link
            to={`/items/${line.item}/${line.language}`}
            className="list-title"
            display="block"
            lang={line.title ? line.language : undefined}
          >
            <bdi>{line.title || t('overview.noTitle')}</bdi>
          </Link>
          <div className="list-meta">
            <StateMark state={line.state} translation={translation} />
            <span>
              <bdi lang={line.language}>{language(line.language).name}</bdi>
            </span>
            <span>{kindName(line.kind)}</span>
            {line.number && (
              <span>
                <bdi>{line.number}</bdi>
              </span>
            )}
            {say && line.at && <span className="desk-whole">{say(line.at)}</span>}
            {line.author && (
              <span>
                <bdi>{line.author.name}</bdi>
              </span>
            )}
          </div>
          {more && <div className="overview-more">{more(line)}</div>}
        </li>
      ))}
    </ul>
  );
}

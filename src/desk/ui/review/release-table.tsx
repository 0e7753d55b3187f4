import { Loader, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditionView, Finding, WouldStand } from '../../api-types.ts';
import { useFormat } from '../format.ts';
import { useDeclared } from '../lists/declared.ts';
import { useProblem } from '../problem.ts';
import { inWords } from '../write/findings.ts';
import { getRelease, reviewKeys } from './calls.ts';

export function useRelease({ id, head }: EditionView) {
  return useQuery({ queryKey: reviewKeys.release(id, head), queryFn: () => getRelease(id), staleTime: 0 });
}

/** What would stand in the record for ever, were it published now. */
export function ReleaseTable({ edition }: { edition: EditionView }) {
  const { t } = useTranslation();
  const { data, error } = useRelease(edition);
  const problem = useProblem(error);
  if (problem) return <Text c="red">{problem}</Text>;
  if (!data) return <Loader aria-label={t('review.loading')} />;
  return (
    <>
      <Text size="sm" mb="sm">
        {t('review.recordText')}
      </Text>
      <Rows release={data.release} />
      <details>
        <summary className="review-more">{t('review.recordWhole')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
        <pre className="review-json" dir="ltr" tabIndex={0}>
          {JSON.stringify(data.release, null, 2)}
        </pre>
      </details>
    </>
  );
}

/** What is known of a release by everybody, in the order in which a reader would ask. */
function Rows({ release }: { release: WouldStand['release'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language, kindName } = useDeclared();
  const text = (key: string) => String(release[key] ?? '');
  const names = (key: string) => (release[key] as { name: string }[]).map(({ name }) => name).join(' · ');
  const lists = (key: string) => (release[key] as string[]).join(' · ');
  const source = release.translates as { language: string } | null;
  const dateline = release.dateline as { text: string } | null;
  const pictures = release.media as { alt: string; caption: string }[];
  const rows: [key: string, value: string, code?: 'code'][] = [
    ['number', text('number'), 'code'],
    ['event', t(`review.event.${text('event')}`)],
    ['version', text('version')],
    ['kind', kindName(text('kind'))],
    ['language', language(text('language')).name],
    ['title', text('title')],
    ['summary', text('summary')],
    ['note', text('note')],
    ['dateline', dateline?.text ?? ''],
    ['posted', release.posted ? format.date(text('posted')) : ''],
    ['released', format.time(text('released'))],
    ['issuers', names('issuers')],
    ['people', names('people')],
    ['places', lists('places')],
    ['tags', lists('tags')],
    ['media', pictures.map(({ alt, caption }) => caption || alt || '–').join(' · ')],
    ['translates', source ? language(source.language).name : ''],
    ['path', text('path'), 'code'],
    ['aliases', lists('aliases'), 'code'],
    ['previous', text('previous'), 'code'],
  ];
  return (
    <Table verticalSpacing={3} fz="sm" className="review-record">
      <Table.Tbody>
        {rows
          .filter(([, value]) => value !== '')
          .map(([key, value, code]) => (
            <Table.Tr key={key}>
              <Table.Th scope="row">{t(`review.record.${key}`)}</Table.Th>
              <Table.Td>{code ? <bdi className="write-latin">{value}</bdi> : <bdi>{value}</bdi>}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}

/** What stands in the way of publishing; nothing where nothing does. */
export function FindingsPart({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation();
  if (findings.length === 0) return null;
  return (
    <Part title={t('review.findings', { count: findings.length })}>
      <Findings findings={findings} />
    </Part>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

function Findings({ findings }: { findings: Finding[] }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="review-findings">
      {findings.map((finding) => {
        const { field, code } = finding;
        const label = field && i18n.exists(`write.${field}`) ? `${t(`write.${field}`)}: ` : '';
        return (
          <li key={`${field} ${code}`}>
            {label}
            {inWords(i18n, finding)}
          </li>
        );
      })}
    </ul>
  );
}

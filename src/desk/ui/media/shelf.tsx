import { Button, Center, Loader, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MediaView } from '../../media-types.ts';
import { useFormat } from '../format.ts';
import { ProblemOf } from '../layout/problem.tsx';
import { listMedia, type MediaFilter, mediaKeys } from './calls.ts';
import { Thumbnail } from './thumbnail.tsx';

interface ShelfProps {
  filter: MediaFilter;
  view: 'grid' | 'list';
  /** The one that is shown in full. */
  chosen: number | null;
  onChoose(media: MediaView): void;
}

/** What is in the library, the newest first, a page at a time. */
export function Shelf({ filter, view, chosen, onChoose }: ShelfProps) {
  const { t } = useTranslation();
  const [settled] = useDebouncedValue(filter, 250);
  const pages = useInfiniteQuery({
    queryKey: mediaKeys.list(settled),
    queryFn: ({ pageParam }) => listMedia(settled, pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  });
  if (pages.error) return <ProblemOf error={pages.error} />;
  if (!pages.data)
    return (
      <Center mih={160}>
        <Loader aria-label={t('media.loading')} />
      </Center>
    );
  const all = pages.data.pages.flatMap(({ media }) => media);
  if (all.length === 0) return <Empty isFiltered={Boolean(settled.q || settled.family || settled.used)} />;
  const Shown = view === 'grid' ? Grid : List;
  return (
    <>
      <Shown all={all} chosen={chosen} onChoose={onChoose} />
      {pages.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>
            {t('media.more')}
          </Button>
        </Center>
      )}
    </>
  );
}

function Empty({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation();
  return (
    <Center mih={160}>
      <Text ta="center">{t(isFiltered ? 'media.nothingFound' : 'media.empty')}</Text>
    </Center>
  );
}

interface ShownProps extends Pick<ShelfProps, 'chosen' | 'onChoose'> {
  all: MediaView[];
}

function Grid({ all, chosen, onChoose }: ShownProps) {
  const { t } = useTranslation();
  return (
    <ul className="media-grid">
      {all.map((media) => (
        <li key={media.id}>
          <button
            type="button"
            className="media-card"
            aria-pressed={media.id === chosen}
            onClick={() => onChoose(media)}
          >
            <Thumbnail media={media} />
            <span className="media-card-name">
              <bdi>{media.name}</bdi>
            </span>
            <span className="media-dim media-card-state">
              {t(media.used ? 'media.isUsed' : 'media.isUnused')}
              {isUndescribed(media) && <span className="media-undescribed">{t('media.undescribed')}</span>}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** A picture without a word for those who cannot see it, in no language. */
function isUndescribed({ family, words }: MediaView): boolean {
  return family === 'picture' && !Object.values(words).some(({ alt }) => alt);
}

function List({ all, chosen, onChoose }: ShownProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table.ScrollContainer minWidth={520}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('media.name')}</Table.Th>
            <Table.Th>{t('media.family')}</Table.Th>
            <Table.Th>{t('media.size')}</Table.Th>
            <Table.Th>{t('media.used')}</Table.Th>
            <Table.Th>{t('media.at')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {all.map((media) => (
            <Table.Tr key={media.id} data-chosen={media.id === chosen || undefined}>
              <Table.Td>
                <button
                  type="button"
                  className="media-row"
                  aria-pressed={media.id === chosen}
                  onClick={() => onChoose(media)}
                >
                  <Thumbnail media={media} />
                  <bdi className="media-name">{media.name}</bdi>
                </button>
              </Table.Td>
              <Table.Td>{t(`media.family.${media.family}`)}</Table.Td>
              <Table.Td>{format.bytes(media.bytes)}</Table.Td>
              <Table.Td>{t(media.used ? 'media.isUsed' : 'media.isUnused')}</Table.Td>
              <Table.Td>{format.day(media.at)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

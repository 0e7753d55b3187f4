import { Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content, EditionView } from '../../api-types.ts';
import { useDeclared } from '../lists/declared.ts';
import { PreviewFrame, type Wanted } from './frame.tsx';

/** A phone, a tablet, a desk. */
const WIDTHS = { phone: 360, tablet: 768, wide: 1200 };
type Width = keyof typeof WIDTHS;

interface PaneProps {
  edition: EditionView;
  /** As it stands in the form; other languages are shown as they were saved. */
  content?: Content;
  event?: Wanted['event'];
  /** There is room for more than a phone. */
  isRoomy?: boolean;
}

/** The page in each language and width. */
export function PreviewPane({ edition, content, event, isRoomy = false }: PaneProps) {
  const { t } = useTranslation();
  const { language: named, languages } = useDeclared();
  const [width, setWidth] = useState<Width>(isRoomy && window.innerWidth > 900 ? 'tablet' : 'phone');
  const [chosen, setChosen] = useState(edition.language);
  const isMasthead = edition.kind === 'masthead';
  const offered = isMasthead ? languages.map(({ id }) => id) : edition.item.editions.map(({ language }) => language);
  const shown = offered.includes(chosen) ? chosen : (offered[0] ?? edition.language);
  const isOwn = isMasthead || shown === edition.language;
  const other = edition.item.editions.find(({ language }) => language === shown);
  const wanted: Wanted = isOwn
    ? { edition: edition.id, content, event, ...(isMasthead && { language: shown }) }
    : { edition: other!.id };
  return (
    <div className="preview-pane">
      <Group gap="xs">
        {offered.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={t('review.previewLanguage')}
            value={shown}
            onChange={setChosen}
            data={offered.map((id) => ({ value: id, label: <bdi lang={id}>{named(id).name}</bdi> }))}
          />
        )}
        <SegmentedControl
          size="xs"
          aria-label={t('review.previewWidth')}
          value={width}
          onChange={(value) => setWidth(value as Width)}
          data={Object.keys(WIDTHS).map((value) => ({ value, label: t(`review.width.${value}`) }))}
        />
      </Group>
      {!edition.number && (
        <Text size="xs" c="dimmed">
          {t('review.previewUnnumbered')}
        </Text>
      )}
      <PreviewFrame
        wanted={wanted}
        width={WIDTHS[width]}
        title={t('review.previewTitle', { language: named(shown).name })}
      />
    </div>
  );
}

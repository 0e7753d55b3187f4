import { Drawer, Group, SegmentedControl, Stack, VisuallyHidden } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { IconLayoutGrid, IconList } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../layout/page.tsx';
import { useGo } from '../link.tsx';
import { useMay } from '../me.ts';
import type { MediaFilter } from './calls.ts';
import { Detail } from './detail.tsx';
import { Filters, NO_FILTER } from './filters.tsx';
import { SendFiles } from './send-files.tsx';
import { Shelf } from './shelf.tsx';
import './media.css';

type View = 'grid' | 'list';

/** The media library: everything that was uploaded, and at `/media?file=12` one of it in full. */
export default function MediaPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [filter, setFilter] = useState<MediaFilter>(NO_FILTER);
  const [view, setView] = useLocalStorage<View>({ key: 'daftar-media-view', defaultValue: 'grid' });
  const { file } = useSearch({ strict: false }) as { file?: string };
  const chosen = file ? Number(file) : null;
  const go = useGo();
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const close = () => go('/media');
  return (
    <Page
      title={t('media.title')}
      wide
      actions={
        <SegmentedControl
          value={view}
          onChange={(value) => setView(value as View)}
          aria-label={t('media.view')}
          data={[
            { value: 'grid', label: <Choice icon={IconLayoutGrid} label={t('media.viewGrid')} /> },
            { value: 'list', label: <Choice icon={IconList} label={t('media.viewList')} /> },
          ]}
        />
      }
    >
      {may('upload') && <SendFiles />}
      <div className="media-halves" data-split={(isWide && chosen !== null) || undefined}>
        <Stack gap="md" className="media-main">
          <Filters filter={filter} onChange={setFilter} />
          <Shelf filter={filter} view={view} chosen={chosen} onChoose={({ id }) => go(`/media?file=${id}`)} />
        </Stack>
        {isWide && chosen !== null && (
          <aside className="media-aside" aria-label={t('media.detail')}>
            <Detail id={chosen} onGone={close} />
          </aside>
        )}
      </div>
      {!isWide && (
        <Drawer.Root opened={chosen !== null} onClose={close} position="bottom" size="95%">
          <Drawer.Overlay />
          <Drawer.Content>
            <Drawer.Body>
              {/* Mantine's own header would be a second banner of the page. */}
              <Group justify="space-between" mb="sm">
                <Drawer.Title>{t('media.detail')}</Drawer.Title>
                <Drawer.CloseButton aria-label={t('media.close')} />
              </Group>
              {chosen !== null && <Detail id={chosen} onGone={close} />}
            </Drawer.Body>
          </Drawer.Content>
        </Drawer.Root>
      )}
    </Page>
  );
}

function Choice({ icon: Icon, label }: { icon: typeof IconList; label: string }) {
  return (
    <>
      <Icon size={18} aria-hidden className="media-view-icon" />
      <VisuallyHidden>{label}</VisuallyHidden>
    </>
  );
}

import { Button, Loader, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content, EditionView } from '../../api-types.ts';
import type { Keeper } from '../../keeping/keeper.ts';
import type { Me } from '../me.ts';
import { RevisionsPanel } from '../revisions/panel.tsx';
import type { KindDeclaration } from './calls.ts';
import { BottomSheet } from './dialog.tsx';
import { PANELS, type PanelProps } from './neighbours.tsx';

interface SideProps {
  edition: EditionView;
  kind: KindDeclaration;
  content: Content;
  keeper: Keeper;
  me: Me;
  onChange(view: EditionView): void;
}

/** What helps at writing stands beside the form; on a phone it comes up from below. */
export function Side(props: SideProps) {
  const { t } = useTranslation();
  const isWide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const [open, setOpen] = useState<string | null>(null);
  const panels = panelsOf(props);
  if (isWide) {
    return (
      <aside className="write-side" aria-label={t('write.side')}>
        <Panels panels={panels} initial={panels[0]!.id} />
      </aside>
    );
  }
  return (
    <>
      <nav className="write-side-buttons" aria-label={t('write.side')}>
        {panels.map(({ id }) => (
          <Button key={id} size="compact-sm" variant="default" onClick={() => setOpen(id)} aria-haspopup="dialog">
            {t(`write.panel.${id}`)}
          </Button>
        ))}
      </nav>
      {open && (
        <BottomSheet title={t('write.side')} onClose={() => setOpen(null)}>
          <Panels panels={panels} initial={open} />
        </BottomSheet>
      )}
    </>
  );
}

interface Panel {
  id: string;
  shown: ReactNode;
}

function Panels({ panels, initial }: { panels: Panel[]; initial: string }) {
  const { t } = useTranslation();
  return (
    <Tabs defaultValue={initial} keepMounted={false}>
      <Tabs.List className="write-tabs">
        {panels.map(({ id }) => (
          <Tabs.Tab key={id} value={id}>
            {t(`write.panel.${id}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {panels.map(({ id, shown }) => (
        <Tabs.Panel key={id} value={id} pt="sm">
          <Suspense fallback={<Loader aria-label={t('write.loading')} />}>{shown}</Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function panelsOf({ edition, kind, content, keeper, me, onChange }: SideProps): Panel[] {
  const props: PanelProps = { edition, kind, content, me, onChange, save: () => keeper.settle() };
  const others = PANELS.filter(({ isFor }) => isFor(edition, kind)).map(({ id, Panel }) => ({
    id,
    shown: <Panel {...props} />,
  }));
  const revisions = {
    id: 'revisions',
    shown: <RevisionsPanel edition={edition} keeper={keeper} onChange={onChange} />,
  };
  return [...others, revisions];
}

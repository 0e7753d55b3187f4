import { Badge, Button, Loader, Tabs } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content, EditionView } from '../../api-types.ts';
import type { Keeper } from '../../keeping/keeper.ts';
import type { Me } from '../me.ts';
import { getComments, reviewKeys } from '../review/calls.ts';
import type { KindDeclaration } from './calls.ts';
import { Sheet } from './dialog.tsx';
import { PANELS } from './neighbours.tsx';

interface SideProps {
  edition: EditionView;
  kind: KindDeclaration;
  content: Content;
  keeper: Keeper;
  me: Me;
  onChange(view: EditionView): void;
  /** The text itself needs the width: a translation beside its source. */
  isTextWide: boolean;
}

const ROOM = { text: '(min-width: 75em)', wideText: '(min-width: 100em)' };

/** What helps at writing stands beside the form; where there is no room it is called, and comes over it. */
export function Side({ isTextWide, ...props }: SideProps) {
  const { t } = useTranslation();
  const isRoomy = useMediaQuery(isTextWide ? ROOM.wideText : ROOM.text, true, { getInitialValueInEffect: false });
  const [open, setOpen] = useState<string | null>(null);
  const panels = PANELS.filter(({ isFor }) => isFor(props.edition, props.kind));
  if (isRoomy) {
    return (
      <aside className="write-side" aria-label={t('write.side')}>
        <Panels {...props} initial={props.edition.openComments > 0 ? 'comments' : panels[0]!.id} />
      </aside>
    );
  }
  return (
    <>
      <nav className="write-side-buttons" aria-label={t('write.side')}>
        {panels.map(({ id }) => (
          <Button key={id} size="compact-sm" variant="default" onClick={() => setOpen(id)} aria-haspopup="dialog">
            <PanelName id={id} edition={props.edition} />
          </Button>
        ))}
      </nav>
      {open && (
        <Sheet title={t('write.side')} onClose={() => setOpen(null)}>
          <Panels {...props} initial={open} />
        </Sheet>
      )}
    </>
  );
}

function Panels({ initial, ...props }: Omit<SideProps, 'isTextWide'> & { initial: string }) {
  const { t } = useTranslation();
  const { edition, kind, keeper } = props;
  const panels = PANELS.filter(({ isFor }) => isFor(edition, kind));
  return (
    <Tabs defaultValue={initial} keepMounted={false}>
      <Tabs.List className="write-tabs">
        {panels.map(({ id }) => (
          <Tabs.Tab key={id} value={id}>
            <PanelName id={id} edition={edition} />
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {panels.map(({ id, Panel }) => (
        <Tabs.Panel key={id} value={id} pt="sm">
          <Suspense fallback={<Loader aria-label={t('write.loading')} />}>
            <Panel {...props} save={() => keeper.settle()} />
          </Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function PanelName({ id, edition }: { id: string; edition: EditionView }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`write.panel.${id}`)}
      {id === 'comments' && <OpenComments edition={edition} />}
    </>
  );
}

/** How many comments wait for somebody. Asking for the comments themselves would say that they were read. */
function OpenComments({ edition }: { edition: EditionView }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: reviewKeys.comments(edition.id),
    queryFn: () => getComments(edition.id),
    enabled: false,
  });
  const count = data ? data.filter(({ resolved }) => resolved === null).length : edition.openComments;
  if (count === 0) return null;
  return (
    <Badge size="sm" circle ms={6} aria-label={t('write.openComments', { count })} role="img">
      {count}
    </Badge>
  );
}

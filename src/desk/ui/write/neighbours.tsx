import type { ComponentType } from 'react';
import type { Content, EditionView } from '../../api-types.ts';
import type { Keeper } from '../../keeping/keeper.ts';
import type { Me } from '../me.ts';
import { part } from '../part.ts';
import type { KindDeclaration } from './calls.ts';

/** Where this page meets what others have made: editor, pictures, review, preview. Each is loaded when it is first needed. */
export { ReviewBar } from '../review/bar.tsx';

export interface PanelProps {
  edition: EditionView;
  kind: KindDeclaration;
  content: Content;
  keeper: Keeper;
  me: Me;
  save(): Promise<boolean>;
  onChange(view: EditionView): void;
}

interface PanelDeclaration {
  id: string;
  isFor(edition: EditionView, kind: KindDeclaration): boolean;
  Panel: ComponentType<PanelProps>;
}

const always = () => true;
const whenUnpublished = ({ hasChanges, allowed }: EditionView) => hasChanges && allowed.includes('embargo');

export const PANELS: PanelDeclaration[] = [
  { id: 'preview', isFor: always, Panel: named(() => import('../preview/pane.tsx'), 'PreviewPane') },
  { id: 'comments', isFor: always, Panel: named(() => import('../comments/panel.tsx'), 'CommentsPanel') },
  {
    id: 'glossary',
    isFor: ({ translates }) => translates !== null,
    Panel: named(() => import('../glossary/panel.tsx'), 'GlossaryPanel'),
  },
  { id: 'checks', isFor: always, Panel: named(() => import('../review/checks.tsx'), 'ChecksPanel') },
  { id: 'embargo', isFor: whenUnpublished, Panel: named(() => import('../embargo/panel.tsx'), 'EmbargoPanel') },
  { id: 'history', isFor: always, Panel: named(() => import('../revisions/history-panel.tsx'), 'HistoryPanel') },
];

function named<N extends string>(load: () => Promise<Record<N, ComponentType<PanelProps>>>, name: N) {
  return part(async () => ({ default: (await load())[name] }));
}

import { type ComponentType, lazy } from 'react';
import type { Content, EditionView } from '../../api-types.ts';
import type { Me } from '../me.ts';
import type { KindDeclaration } from './calls.ts';

/** Where this page meets what others have made: editor, pictures, review, preview. Each is loaded when it is first needed. */
export function ReviewBar(_: { edition: EditionView; save(): Promise<boolean>; onChange(view: EditionView): void }) {
  return null;
}

export interface PanelProps {
  edition: EditionView;
  kind: KindDeclaration;
  content: Content;
  me: Me;
  save(): Promise<boolean>;
  onChange(view: EditionView): void;
}

interface PanelDeclaration {
  id: string;
  isFor(edition: EditionView, kind: KindDeclaration): boolean;
  Panel: ComponentType<PanelProps>;
}

export const PANELS: PanelDeclaration[] = [];
void lazy;

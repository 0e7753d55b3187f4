import { access } from './access.ts';
import { account } from './account.ts';
import { admin } from './admin.ts';
import { editor } from './editor.ts';
import { errors } from './errors.ts';
import { glossary } from './glossary.ts';
import { lists } from './lists.ts';
import { media } from './media.ts';
import { overview } from './overview.ts';
import { review } from './review.ts';
import { revisions } from './revisions.ts';
import { shell } from './shell.ts';
import { translate } from './translate.ts';
import { write } from './write.ts';

/** One line an area. */
export const words: Record<string, string> = {
  ...shell,
  ...access,
  ...account,
  ...admin,
  ...editor,
  ...errors,
  ...overview,
  ...glossary,
  ...lists,
  ...media,
  ...review,
  ...revisions,
  ...translate,
  ...write,
};

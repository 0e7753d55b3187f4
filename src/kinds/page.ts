import { defineKind } from './kind.ts';

export const page = defineKind({
  id: 'page',
  letters: 'PG',
  section: 'pages',
  dated: false,
  schemaType: 'WebPage',
  fields: {},
  requires: ['body'],
  legacy: { page: {} },
});

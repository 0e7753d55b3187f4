import { write } from './newsroom.ts';

/** A small organisation, invented for the stories, as somebody would type it. */
export const MASTHEAD = `kind: masthead
fields:
  base: https://news.ferry.example/
  languages: [en, ur, sd]
  zone: { id: Asia/Karachi, offset: "+05:00" }
  names: { en: Ferry Users’ League, ur: کشتی مسافر انجمن, sd: ٻيڙي مسافر انجمن }
  mottos: {}
  sections:
    - kind: statement
      titles: { en: Statements, ur: بیانات, sd: بيان }
  navigation: []
  contacts: []
  email: press@ferry.example
  letterhead: { address: { en: 3 Landing Stage } }
  channels: []
  mirrors: []
  tags: { ferry: { en: Ferry, ur: کشتی, sd: ٻيڙي } }
  security: null
  numerals: {}
`;

const ITEM = `kind: statement
posted: 2024-03-05T09:00:00+05:00
tags: [ferry]
fields: { type: statement }
people: [{ name: Hamida Lund, role: speaker }]
slug: ferry-runs-again
`;

export const ENGLISH = `---
title: The ferry runs again from Monday
summary: Repairs are done, and the hull has been tested.
---
The ferry between Old Landing and East Bank runs again from **Monday, 11 March**. The first boat leaves at six.
`;

const URDU = `---
title: پیر سے کشتی پھر چلے گی
summary: مرمت مکمل ہو گئی ہے۔
translates: en
---
پرانے گھاٹ اور مشرقی کنارے کے درمیان کشتی پیر، 11 مارچ سے پھر چلے گی۔
`;

const SINDHI = `---
title: سومر کان ٻيڙي وري هلندي
summary: مرمت پوري ٿي وئي آهي.
translates: en
---
پراڻي گھاٽ ۽ اوڀر ڪناري جي وچ ۾ ٻيڙي سومر، 11 مارچ کان وري هلندي.
`;

/** The text with the note that every release after the first needs. */
export function noted(text: string, note: string): string {
  return text.replace('\n---\n', `\nnote: ${note}\n---\n`);
}

/** One statement in three languages, and the masthead. */
export function typeFerryStatement(dir: string): string {
  return write(dir, {
    'masthead.yaml': MASTHEAD,
    'statements/ferry/item.yaml': ITEM,
    'statements/ferry/en.md': ENGLISH,
    'statements/ferry/ur.md': URDU,
    'statements/ferry/sd.md': SINDHI,
  });
}

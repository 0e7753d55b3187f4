import { type Child, html } from '../base/html.ts';
import { bareAddress } from '../base/web-address.ts';
import type { Field } from '../kinds/field.ts';
import { nameLink } from '../kinds/names.ts';
import type { KindWords } from '../languages/language.ts';
import type { Json } from '../record/release.ts';
import { email } from '../theme/email/email.ts';
import type { Setting } from '../theme/setting.ts';
import { partialDate, term } from '../theme/term.ts';

interface Around {
  here: Setting;
  words: KindWords;
}

/** A field as a fact below the text: drawn from its declaration alone. */
export function fieldValue(field: Field, value: Json, around: Around): Child {
  if (value === null || value === '') return null;
  const { here, words } = around;
  switch (field.type) {
    case 'list':
      return listValue(field.of, value as Json[], around);
    case 'group':
      return groupValue(field.of, value as Record<string, Json>, around);
    case 'choice':
      return words.choices?.[String(value)] ?? String(value);
    case 'url':
      return html`<a href="${String(value)}" rel="noopener" dir="ltr">${bareAddress(String(value))}</a>`;
    case 'email':
      return email(String(value));
    case 'telephone':
      return html`<a href="tel:${String(value).replace(/[^+\d]/g, '')}" dir="ltr">${String(value)}</a>`;
    case 'time':
      return html`<time datetime="${String(value)}">${here.date(String(value))}</time>`;
    case 'date':
      return html`<time datetime="${String(value)}">${partialDate(String(value), here)}</time>`;
    case 'number':
      return here.number(Number(value));
    case 'yes':
      return value === true ? '✓' : null;
    case 'item':
      return nameLink(value, here);
    case 'file':
    case 'kind':
    case 'key':
    case 'words':
    case 'byId':
      return null;
    case 'text':
      return String(value);
  }
}

function listValue(of: Field, entries: Json[], around: Around): Child {
  if (entries.length === 0) return null;
  return html`<ul>${entries.map((entry) => html`<li>${fieldValue(of, entry, around)}</li>`)}</ul>`;
}

/** Parts of a group in a row, in the order in which the record has them and so text.txt; `from` and `to` make one term. */
function groupValue(of: Record<string, Field>, { from, to, ...parts }: Record<string, Json>, around: Around): Child {
  const span = term(dateText(from), dateText(to), around.here);
  const shown = [...Object.entries(parts).map(([id, part]) => fieldValue(of[id]!, part, around)), span].filter(Boolean);
  return shown.map((part, index) => html`${index > 0 && ' · '}${part}`);
}

function dateText(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

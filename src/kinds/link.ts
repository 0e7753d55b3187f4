import type { Json } from '../record/release.ts';
import { facts } from '../theme/facts/facts.ts';
import { outward, tongue } from '../theme/links/links.ts';
import { defineKind } from './kind.ts';
import { addressIn, bySubject, checkTongue, LINKED, tongueIn } from './linked.ts';
import { textOf } from './traits.ts';

/** An entry of the link directory: a site of others, and in the summary a note why it is worth going there. */
export const link = defineKind({
  id: 'link',
  letters: 'LK',
  section: 'links',
  dated: false,
  schemaType: 'WebPage',
  schemaOrg: ({ release: { title, fields } }): Record<string, Json> => {
    const [url, language] = [addressIn(fields), tongueIn(fields)];
    const site = { '@type': 'WebSite', name: title, url, ...(language && { inLanguage: language.tag }) };
    return url ? { significantLink: url, about: site } : {};
  },
  fields: { address: { type: 'url', show: 'hidden' }, ...LINKED },
  check: ({ fields }) => checkTongue(fields),
  eyebrow: ({ release: { fields }, words }) => [textOf(fields.subject), words.one].filter(Boolean).join(' · '),
  above: ({ release: { fields }, words: { says } }) => {
    const address = addressIn(fields);
    return address && outward(address, tongueIn(fields), says?.go ?? '');
  },
  below: ({ release: { fields }, words: { fields: labels = {} } }) => {
    const language = tongueIn(fields);
    return facts([{ label: labels.tongue ?? '', value: language && tongue(language) }]);
  },
  list: (all, section) => bySubject(all, section, () => []),
  legacy: { link: {} },
});

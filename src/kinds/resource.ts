import { formatName } from '../base/formats.ts';
import { html } from '../base/html.ts';
import type { Json } from '../record/release.ts';
import { facts } from '../theme/facts/facts.ts';
import { outward, tongue } from '../theme/links/links.ts';
import { type Checked, defineKind, type Fault, type Shown } from './kind.ts';
import { addressIn, bySubject, checkTongue, LINKED, tongueIn } from './linked.ts';
import { dayInWords, fault, textOf } from './traits.ts';

const TYPES = ['article', 'book', 'report', 'lesson', 'recording', 'data', 'form', 'law'] as const;

/** Something to learn from or to use: a file of ours, a text on the page itself, or what stands elsewhere. */
export const resource = defineKind({
  id: 'resource',
  letters: 'RS',
  section: 'resources',
  dated: false,
  schemaType: 'LearningResource',
  schemaOrg,
  fields: {
    type: { type: 'choice', options: TYPES, show: 'hidden' },
    ...LINKED,
    by: { type: 'text', show: 'hidden', search: true, optional: true },
    published: { type: 'date', show: 'hidden', optional: true },
    address: { type: 'url', show: 'hidden', optional: true },
    file: { type: 'file', families: ['pdf', 'audio', 'video', 'picture'], show: 'hidden', optional: true },
  },
  check: (it) => [...checkWhere(it), ...checkTongue(it.fields)],
  eyebrow: ({ release: { fields }, words }) =>
    [textOf(fields.subject), words.choices?.[textOf(fields.type)]].filter(Boolean).join(' · '),
  above: (it) => {
    const { fields } = it.release;
    const { says = {} } = it.words;
    const [address, file] = [addressIn(fields), it.medium(fields.file)];
    return [
      address && outward(address, tongueIn(fields), says.go ?? ''),
      file &&
        html`<p class="outward"><a href="${it.here.link(file.address)}" download><b>${it.here.language.words.download}</b> <bdi>${formatName(file.type)}</bdi></a></p>`,
    ];
  },
  below: (it) => {
    const { fields } = it.release;
    const { fields: labels = {} } = it.words;
    const language = tongueIn(fields);
    return facts([
      { label: labels.by ?? '', value: textOf(fields.by) },
      { label: labels.published ?? '', value: dayInWords(fields.published, it.here) },
      { label: labels.tongue ?? '', value: language && tongue(language) },
    ]);
  },
  list: (all, section) =>
    bySubject(all, section, ({ release: { fields }, words, here }) => [
      words.choices?.[textOf(fields.type)] ?? '',
      textOf(fields.by),
      dayInWords(fields.published, here),
    ]),
});

function checkWhere({ body, fields: { address, file } }: Checked): Fault[] {
  if (body || address || file) return [];
  const hint = 'Give its address, choose a file, or write the text itself.';
  return [fault('fields.address', 'LEADS_NOWHERE', 'it leads nowhere', hint)];
}

/** https://schema.org/LearningResource */
function schemaOrg(it: Shown): Record<string, Json> {
  const { fields } = it.release;
  const [address, file, language] = [addressIn(fields), it.medium(fields.file), tongueIn(fields)];
  const type = it.words.choices?.[textOf(fields.type)];
  return {
    ...(type && { learningResourceType: type }),
    ...(textOf(fields.subject) && { about: { '@type': 'Thing', name: textOf(fields.subject) } }),
    ...(textOf(fields.by) && { creditText: textOf(fields.by) }), // a person or an office: the words do not say
    ...(dayInWords(fields.published, it.here) && { datePublished: textOf(fields.published) }),
    ...(language && { inLanguage: language.tag }),
    ...(address && { isBasedOn: address }),
    ...(file && {
      encoding: { '@type': 'MediaObject', contentUrl: it.absolute(file.address), encodingFormat: file.type },
    }),
  };
}

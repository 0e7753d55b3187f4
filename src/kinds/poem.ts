import { html } from '../base/html.ts';
import { parseBody } from '../record/body.ts';
import type { Json } from '../record/release.ts';
import { poemHead } from '../theme/poem/poem.ts';
import { AUTHOR, authorData } from './authors.ts';
import { type Checked, defineKind, type Fault, type Shown } from './kind.ts';
import { namedIn, partyLink } from './names.ts';
import { originalBeside, TRANSLATOR, translationData } from './originals.ts';
import { recordingData, recordingOf } from './recordings.ts';
import { dayInWords, fault, groupOf, textOf } from './traits.ts';

const FORMS = ['ghazal', 'nazm', 'azad-nazm', 'rubai', 'bait', 'wai', 'prose'] as const;
/** Their lines are as long as they are; those of all others share one measure. */
const FREE = ['azad-nazm', 'prose'];

/** A poem: its stanzas are the text. */
export const poem = defineKind({
  id: 'poem',
  letters: 'PM',
  section: 'poems',
  dated: false,
  schemaType: 'CreativeWork',
  schemaOrg,
  fields: {
    form: { type: 'choice', options: FORMS, show: 'eyebrow' },
    poet: AUTHOR,
    /** Of an edition in another language. */
    translator: TRANSLATOR,
    written: { type: 'date', optional: true },
    recitation: {
      type: 'group',
      show: 'hidden',
      optional: true,
      of: { file: { type: 'file', families: ['audio'] }, reciter: { ...AUTHOR, optional: true } },
    },
  },
  requires: ['body'],
  legacy: { poem: {} },
  check,
  above: (it) => [head(it), recited(it)],
  below: originalBeside,
});

function head({ release: { fields }, here, words: { says = {} } }: Shown) {
  const by = partyLink(fields.poet, here);
  const translator = partyLink(fields.translator, here);
  const setting = FREE.includes(textOf(fields.form)) ? 'free' : 'paired';
  return poemHead(setting, [by && html`<b>${by}</b>`, translator && html`${says.translatedBy} ${translator}`]);
}

function recited(it: Shown) {
  const { file, reciter } = groupOf(it.release.fields.recitation);
  const { recitation = '', reciter: label = '' } = it.words.fields ?? {};
  const by = namedIn(reciter).name;
  return recordingOf(file, null, by ? `${recitation} · ${label}: ${by}` : recitation, it);
}

/** A ghazal is couplets, and a rubai four lines, in whatever language it stands. */
function check({ body, fields: { form } }: Checked): Fault[] {
  const stanzas = parseBody(body).flatMap((node) => (node.type === 'verse' ? [node.lines.length] : []));
  if (form === 'ghazal') {
    const alone = stanzas.findIndex((lines) => lines % 2 === 1);
    return alone < 0 ? [] : [unpaired(alone + 1)];
  }
  if (form !== 'rubai' || stanzas.every((lines) => lines === 4)) return [];
  const hint = 'Write the four lines of a rubai in one stanza, or choose another form.';
  return [fault('body', 'NOT_FOUR_LINES', 'a stanza of this rubai has not four lines', hint)];
}

function unpaired(stanza: number): Fault {
  const message = `a line of this ghazal stands without its pair, in stanza ${stanza}`;
  const hint = 'Write the two lines of a couplet below each other, and a blank line between couplets.';
  return fault('body', 'UNPAIRED_LINE', message, hint);
}

/** https://schema.org/CreativeWork */
function schemaOrg(it: Shown): Record<string, Json> {
  const { fields } = it.release;
  const audio = recordingData(groupOf(fields.recitation).file, it);
  return {
    ...(textOf(fields.form) && { genre: it.words.choices?.[textOf(fields.form)] ?? '' }),
    ...authorData(fields.poet),
    ...translationData(it),
    ...(dayInWords(fields.written, it.here) && { dateCreated: textOf(fields.written) }),
    ...(audio && { audio }),
  };
}

import { type Checked, defineKind, type Fault } from './kind.ts';
import { checkCaptions, RECORDING } from './recordings.ts';
import { answersOf, cited, claimOf, evidenceOf, forgeriesOf, playerOf } from './statement-parts.ts';
import { ARCHIVED, checkArchived, checkHash, fault, faultsOf, groupOf, groupsOf, listOf } from './traits.ts';

const TYPES = [
  'statement',
  'speech',
  'letter',
  'press-conference',
  'condolence',
  'rebuttal',
  'forgery-notice',
] as const;

export const statement = defineKind({
  id: 'statement',
  letters: 'ST',
  section: 'statements',
  dated: true,
  schemaType: 'NewsArticle',
  schemaOrg: cited,
  fields: {
    type: { type: 'choice', options: TYPES, show: 'eyebrow' },
    /** Of a forgery notice: the words that circulate and are not ours. Whoever checks them is told so. */
    forged: { type: 'text', show: 'exhibit', optional: true },
    /** The same of pictures: a copy, where one may be shown, and the hashes of files that circulate. */
    forgedPictures: listOf({
      file: { type: 'file', families: ['picture'], optional: true },
      hashes: { type: 'list', of: { type: 'text' }, optional: true },
      remark: { type: 'text', lines: true, optional: true },
    }),
    /** Whose claim this answers. */
    inResponseTo: {
      type: 'group',
      show: 'hidden',
      optional: true,
      of: {
        claimant: { type: 'text', search: true },
        claim: { type: 'text', lines: true, optional: true },
        said: { type: 'date', optional: true },
        where: { type: 'text', optional: true },
        ...ARCHIVED,
      },
    },
    answers: listOf({
      point: { type: 'text', lines: true },
      answer: { type: 'text', lines: true, search: true },
    }),
    evidence: listOf({
      title: { type: 'text' },
      file: { type: 'file', families: ['pdf', 'picture', 'audio', 'video'] },
    }),
    /** Of a press conference or a speech; the text is its transcript. */
    recording: {
      type: 'group',
      show: 'hidden',
      optional: true,
      of: RECORDING,
    },
  },
  requires: ['body', 'posted'],
  check,
  above: (it) => [claimOf(it), playerOf(it)],
  below: (it) => [...forgeriesOf(it), answersOf(it), evidenceOf(it)],
  legacy: {
    ...Object.fromEntries(TYPES.map((type) => [type, { type }])),
    arrests: { type: 'statement' },
    obituary: { type: 'condolence' },
  },
});

function check({ fields, media }: Checked): Fault[] {
  const { type, forgedPictures, inResponseTo, recording: played } = fields;
  const forged = groupsOf(forgedPictures);
  const { file, captions } = groupOf(played);
  return faultsOf(
    checkArchived(inResponseTo, 'fields.inResponseTo'),
    ...forged.flatMap(({ hashes }, index) =>
      (Array.isArray(hashes) ? hashes : []).map((hash, at) =>
        checkHash(hash, `fields.forgedPictures.${index}.hashes.${at}`),
      ),
    ),
    forged.length > 0 && type !== 'forgery-notice' && noNotice(),
    checkCaptions(file, captions, 'fields.recording.captions', media),
  );
}

function noNotice(): Fault {
  const message = 'pictures are declared not ours, and this is no forgery notice';
  const hint = 'Choose the type “forgery notice”, or take the pictures out.';
  return fault('fields.forgedPictures', 'NO_FORGERY_NOTICE', message, hint);
}

import { leavesOf } from '../../kinds/field.ts';
import type { Fault, Kind } from '../../kinds/kind.ts';
import { foldWords } from '../../search/fold.ts';
import { bodyWords } from './edition-words.ts';
import type { Content } from './intake.ts';

/**
 * Where a content says openly what one of its private fields keeps: a name that was taken out of the list of persons and
 * stands in the text all the same. Compared as search compares words, so that no other spelling of the letters hides it.
 */
export function shownThoughPrivate(kind: Kind, content: Content): Fault[] {
  const leaves = leavesOf(kind.fields, content.fields);
  const secrets = leaves
    .filter(({ field, value }) => field.private && typeof value === 'string')
    .map(({ value }) => inWords(String(value)))
    .filter((words) => words.trim().length > 2);
  if (secrets.length === 0) return [];
  const open = leaves
    .filter(({ field }) => !field.private)
    .map(({ path, value }): [string, string] => [`fields.${path}`, typeof value === 'string' ? value : nameIn(value)]);
  return [...openTexts(content), ...open]
    .filter(([, text]) => secrets.some((secret) => inWords(text).includes(secret)))
    .map(([field]) => ({
      field,
      code: 'PRIVATE_SHOWN',
      message: 'a name that is to stay private stands here',
      hint: 'Take it out, or write what the person may be called: initials, “a student, 19”.',
    }));
}

/** All that readers see beside the fields, by where it is written. */
function openTexts(content: Content): [field: string, text: string][] {
  const { title, summary, body, dateline, note, slug, issuers, people, places, tags, aliases, media } = content;
  return [
    ['title', title],
    ['summary', summary],
    ['body', `${bodyWords(body)} ${attributesIn(body)}`],
    ['dateline.text', `${dateline?.text ?? ''} ${dateline?.place ?? ''}`],
    ['note', note],
    ['slug', slug ?? ''],
    ['issuers', issuers.map(({ name, role }) => `${name} ${role}`).join('\n')],
    ['people', people.map(({ name, role }) => `${name} ${role}`).join('\n')],
    ['places', places.join('\n')],
    ['tags', tags.join('\n')],
    ['aliases', aliases.join('\n')],
    ['media', media.map(({ alt, caption, credit }) => `${alt}\n${caption}\n${credit}`).join('\n')],
  ];
}

/** Descriptions of pictures and addresses of links. */
function attributesIn(body: string): string {
  return [...body.matchAll(/ (?:alt|href|title)="([^"]*)"/g)].map(([, text]) => text).join('\n');
}

function nameIn(value: unknown): string {
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : '';
}

/** Words with a space before and behind each: no name is found within a longer word. */
function inWords(text: string): string {
  return ` ${foldWords(text).join(' ')} `;
}

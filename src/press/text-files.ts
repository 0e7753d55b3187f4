import { kinds } from '../kinds/index.ts';
import { theirWords } from '../kinds/kind.ts';
import { type FieldLine, fieldLines, lineText } from '../languages/field-lines.ts';
import type { Release } from '../record/release.ts';
import type { Setting } from '../theme/setting.ts';
import { bodyText } from './body-text.ts';
import type { Edition } from './catalogue.ts';
import { absolute, languageOf, mastheadOf, type Source, setting } from './frame.ts';
import { inLanguage } from './in-language.ts';

/** Plain words for messengers: the text, its citation number and where to check it. */
export function textFile(source: Source, edition: Edition): string {
  const release = source.release(edition.releases.at(-1)!.sha256);
  const language = languageOf(release.language);
  const { words } = language;
  const here = setting(source, release.path, language);
  const masthead = mastheadOf(source);
  const withdrawn = release.event === 'withdraw';
  const posted = release.posted && `${words.posted}: ${here.date(release.posted)}`;
  const text = withdrawn ? `${words.withdrawnNotice} ${release.note}` : bodyText(release.body);
  const correction = release.event === 'correct' && release.note && `${words.correction}: ${release.note}`;
  const head = [
    inLanguage(masthead.names, language, masthead),
    release.title,
    !withdrawn && theirWords(kinds.get(release.kind)!, language, release.fields),
    posted,
    correction,
    release.dateline?.text,
  ];
  const lines = ownLines(release, here).map(lineText).join('\n');
  const check = `${words.citation}: ${release.number}\n${absolute(source, `${release.number}/`)}`;
  return `${[...head, text, lines, check].filter(Boolean).join('\n\n')}\n`;
}

/** The fields that a kind adds, but for those that stand over its title. */
export function ownLines(
  release: Release,
  { language, numerals }: Pick<Setting, 'language' | 'numerals'>,
): FieldLine[] {
  const { fields } = kinds.get(release.kind)!;
  return fieldLines(release, language, numerals).filter(({ id }) => fields[id]?.show !== 'eyebrow');
}

export function robots(source: Source): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${absolute(source, 'sitemap.xml')}\n`;
}

/** RFC 9116; only where the masthead names a contact. */
export function securityText(source: Source): string | null {
  const { security } = mastheadOf(source);
  if (!security) return null;
  const canonical = absolute(source, '.well-known/security.txt');
  return `Contact: ${security.contact}\nExpires: ${security.expires}\nCanonical: ${canonical}\n`;
}

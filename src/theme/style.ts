import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hexSha256 } from '../base/hash.ts';
import type { Language } from '../languages/language.ts';
import { fontFaces } from './fonts.ts';
import { componentScripts } from './scripts.ts';

/** What pages load: style sheets, the fonts that they name, and scripts that no page needs; addresses hold their hash. */
export interface Assets {
  /** Of what any page may show. */
  styleSheet: string;
  /** Of what single kinds draw. */
  kindsSheet: string;
  /** Classes that have a style there alone. */
  kindsClasses: Set<string>;
  /** Addresses of scripts, by component. */
  scripts: Record<string, string>;
  files: Map<string, Uint8Array>;
}

/**
 * The assets for these languages. Depends on nothing but the theme and the language files.
 * @param cache a folder that keeps the subset fonts between runs, or null
 */
export async function assetsFor(languages: Language[], cache: string | null): Promise<Assets> {
  const fonts = await fontFaces(languages, cache);
  const everywhere = COMPONENTS.filter((name) => ON_ANY_PAGE.has(name)).map(componentStyle);
  const css = minify([fonts.css, ...everywhere, ...languages.map(languageStyle)].join('\n'));
  const kindsCss = minify(
    COMPONENTS.filter((name) => !ON_ANY_PAGE.has(name))
      .map(componentStyle)
      .join('\n'),
  );
  const [styleSheet, kindsSheet] = [addressOf('style', css), addressOf('kinds', kindsCss)];
  const files = new Map<string, Uint8Array>([
    [styleSheet, Buffer.from(css)],
    [kindsSheet, Buffer.from(kindsCss)],
  ]);
  for (const [name, bytes] of fonts.files) files.set(`assets/${name}`, bytes);
  const scripts = await componentScripts();
  for (const { address, bytes } of scripts.values()) files.set(address, bytes);
  return {
    styleSheet,
    kindsSheet,
    kindsClasses: classesIn(kindsCss).difference(classesIn(css)),
    scripts: Object.fromEntries([...scripts].map(([name, { address }]) => [name, address])),
    files,
  };
}

/** The sheets that a page needs: on a bad line every kilobyte is waited for. */
export function sheetsOf({ styleSheet, kindsSheet, kindsClasses }: Sheets, markup: string): string[] {
  const classes = [...markup.matchAll(/ class="([^"]*)"/g)].flatMap(([, names]) => names!.split(' '));
  return classes.some((name) => kindsClasses.has(name)) ? [styleSheet, kindsSheet] : [styleSheet];
}

export type Sheets = Pick<Assets, 'styleSheet' | 'kindsSheet' | 'kindsClasses'>;

function addressOf(name: string, css: string): string {
  return `assets/${name}-${hexSha256(css).slice(0, 16)}.css`;
}

function classesIn(css: string): Set<string> {
  return new Set([...css.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name!));
}

/** Components that stand on pages of any kind. */
const ON_ANY_PAGE = new Set([
  ...['page', 'archive', 'article', 'card', 'citation', 'contacts', 'difference', 'exhibit', 'facts', 'footer'],
  ...['gate', 'languages', 'masthead', 'notice', 'picture', 'register', 'releases', 'verifier'],
]);

/** The page's own style first, for the components build on it; then each component's, by name. */
const COMPONENTS = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort((a, b) => Number(b === 'page') - Number(a === 'page') || (a < b ? -1 : 1));

function componentStyle(name: string): string {
  return styleOf(join(import.meta.dirname, name, `${name}.css`));
}

function styleOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // not every component needs a style of its own
  }
}

/** Sets Latin words and digits in every language: the scripts' own fonts have none. */
const LATIN = 'Source Serif 4';

/** Nastaliq stands on a slope and needs its line height; nothing here may ever space letters or slant them. */
function languageStyle({ id, font, script }: Language): string {
  const latin = script === 'Latn' ? '' : `"${LATIN}",`;
  const text = `[lang=${id}]{font-family:"${font.family}",${latin}${font.fallback};font-size:${font.scale}em;line-height:${font.lineHeight}}`;
  const nested = `[lang=${id}] [lang=${id}]{font-size:1em}`;
  const emphasis = script === 'Arab' ? `[lang=${id}] em{font-style:normal;font-weight:700}` : '';
  // Lines of verse are made equally long by the spaces between words, and never by stretching letters.
  const verse = script === 'Arab' ? `.verse:lang(${id}){text-align:justify;text-align-last:justify}` : '';
  const headings =
    font.lineHeight > 1.8 ? `[lang=${id}] :is(h1,h2,h3,h4,.name a){line-height:${font.lineHeight * 0.85}}` : '';
  // Letters of Nastaliq hang deep below the line: an underline close to it would cross them.
  const underline = font.lineHeight > 2 ? `[lang=${id}] a{text-underline-offset:.45em}` : '';
  // Telephone numbers and addresses: Nastaliq's own space is too narrow between digits.
  const latinRuns = latin && `[lang=${id}] [dir=ltr]{font-family:${latin}serif}`;
  return text + nested + emphasis + verse + headings + underline + latinRuns;
}

function minify(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .trim();
}

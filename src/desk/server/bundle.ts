import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type BuildFailure, build, type Metafile, type Plugin } from 'esbuild';
import { DaftarError } from '../../base/errors.ts';
import { hexSha256 } from '../../base/hash.ts';
import { languages } from '../../languages/index.ts';
import type { Language } from '../../languages/language.ts';
import type { Bundle } from './bundle-route.ts';

const require = createRequire(import.meta.url);
const UI = join(import.meta.dirname, '../ui');
const SRC = join(import.meta.dirname, '../..');
const ROOT = join(SRC, '..');
/** Where the files stand at the desk, and in a folder beside their list. */
const PLACE = 'ui';
const LIST = 'bundle.json';

const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
};

/** What `bundle.json` says: which files there are, and what the page begins with. */
interface List {
  script: string;
  style: string;
  /** Loaded by the script at once: asked for beside it, and not after it. */
  preload: string[];
  files: string[];
}

let made: Promise<Bundle> | null = null;

/**
 * The interface: made from its sources once in a process, which takes a second, and kept between processes. In the npm
 * package it lies ready.
 * @throws DaftarError INTERFACE_MISSING, INTERFACE_BROKEN
 */
export function deskBundle(): Promise<Bundle> {
  made ??= makeBundle().catch((error) => {
    made = null;
    throw error;
  });
  return made;
}

/** Writes the interface ready made, for the npm package: see scripts/prepack.ts. */
export async function writeBundle(folder: string): Promise<void> {
  await keep(folder, await buildInterface());
}

async function makeBundle(): Promise<Bundle> {
  if (existsSync(join(UI, LIST))) return readBundle(UI);
  const digest = await digestOfSources();
  for (const folder of cacheFolders(`desk-${digest}`)) {
    const kept = await readBundle(folder).catch(() => null);
    if (kept) return kept;
  }
  const files = await buildInterface();
  await firstThatTakes(cacheFolders(`desk-${digest}`), async (folder) => {
    await keep(folder, files);
    await removeOlder(folder);
  });
  return bundleOf(files);
}

type Files = Map<string, Uint8Array>;

function bundleOf(files: Files): Bundle {
  const list: List = JSON.parse(Buffer.from(files.get(LIST)!).toString());
  const served = list.files.map(
    (name) => [`${PLACE}/${name}`, { bytes: files.get(name)!, type: typeOf(name) }] as const,
  );
  return { files: new Map(served), html: (nonce) => page(list, nonce) };
}

function page({ script, style, preload }: List, nonce: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="style-nonce" nonce="${nonce}">
<title>Daftar</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/${PLACE}/${style}">
${preload.map((name) => `<link rel="modulepreload" href="/${PLACE}/${name}">`).join('\n')}
<script type="module" src="/${PLACE}/${script}"></script>
</head>
<body>
<div id="desk"></div>
<noscript>The desk needs JavaScript. The pages that readers see do not.</noscript>
</body>
</html>
`;
}

async function buildInterface(): Promise<Files> {
  const styles = new Set<string>();
  try {
    const scripts = await build({
      ...COMMON,
      entryPoints: { main: join(UI, 'main.tsx') },
      splitting: true,
      metafile: true,
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      plugins: [allLanguages(), collectStyles(styles), straightImports()],
    });
    const files: Files = new Map(scripts.outputFiles.map(({ path, contents }) => [basename(path), contents]));
    const [style, css] = named(
      'desk',
      'css',
      Buffer.from((await bundleStyles(styles, scripts.metafile)) + (await addFonts(files))),
    );
    files.set(style, css);
    const outputs = Object.entries(scripts.metafile.outputs);
    const [entry, { imports }] = outputs.find(([, { entryPoint }]) => entryPoint?.endsWith('ui/main.tsx'))!;
    const preload = imports.filter(({ kind }) => kind === 'import-statement').map(({ path }) => basename(path));
    const list: List = { script: basename(entry), style, preload, files: [...files.keys()].sort() };
    return files.set(LIST, Buffer.from(JSON.stringify(list, null, 2)));
  } catch (error) {
    throw (error as BuildFailure).errors ? explained(error as BuildFailure) : error;
  }
}

const COMMON = {
  absWorkingDir: ROOT,
  bundle: true,
  minify: true,
  write: false,
  format: 'esm',
  target: 'es2022',
  outdir: join(ROOT, PLACE),
  publicPath: `/${PLACE}/`,
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  legalComments: 'none',
  logLevel: 'silent',
} as const;

/** Styles of pages that are loaded later come at once, for a browser would not wait for them. Ours stand last. */
function collectStyles(styles: Set<string>): Plugin {
  return {
    name: 'styles',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.css$/ }, ({ path }) => {
        styles.add(path);
        return { contents: '', loader: 'js' };
      });
    },
  };
}

async function bundleStyles(styles: Set<string>, metafile: Metafile): Promise<string> {
  const rank = (path: string) => (path.startsWith(UI) ? 2 : path.includes('@mantine/core') ? 0 : 1);
  const ordered = [...styles].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const contents = ordered.map((path) => `@import ${JSON.stringify(path)};`).join('\n');
  const stdin = { contents, loader: 'css', resolveDir: ROOT } as const;
  const { outputFiles } = await build({ ...COMMON, stdin, plugins: [onlyUsedStyles(metafile)] });
  return outputFiles[0]!.text;
}

/** Mantine's style sheet has the styles of all its components, one after the other; those that are not drawn go. */
function onlyUsedStyles({ outputs }: Metafile): Plugin {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const used = new Set(
    inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? basename(path, '.mjs') : [])),
  );
  return {
    name: 'only-used-styles',
    setup: ({ onLoad }) => {
      onLoad({ filter: /@mantine[\\/]core[\\/]styles\.css$/ }, async ({ path }) => {
        let css = await readFile(path, 'utf8');
        const folder = join(dirname(path), 'styles');
        for (const name of await readdir(folder)) {
          // What begins with a small letter is for all of them.
          const [, component] = /^([A-Z]\w*)\.css$/.exec(name) ?? [];
          if (!component || used.has(component)) continue;
          css = css.replace((await readFile(join(folder, name), 'utf8')).trim(), () => '');
        }
        return { contents: css, loader: 'css' };
      });
    },
  };
}

/** Packages whose index has everything in it. */
const BARRELS = ['@mantine/core', '@mantine/hooks', '@tabler/icons-react'];
const IMPORT = /\bimport\s*\{([^}]*)\}\s*from\s*(['"])([^'"]+)\2/g;

/**
 * Of a package with one index for everything esbuild would load at once whatever any page takes from it. So the index is
 * passed over: each name is imported from its own file.
 */
function straightImports(): Plugin {
  const homes = new Map<string, Promise<Map<string, string>>>();
  return {
    name: 'straight-imports',
    setup: ({ onLoad, resolve }) => {
      const placeOf = async (name: string, resolveDir = UI) =>
        (await resolve(name, { kind: 'import-statement', resolveDir })).path;
      const homesIn = (barrel: string) => {
        const known =
          homes.get(barrel) ??
          placeOf(barrel).then((index) => readHomes(index, (name) => placeOf(name, dirname(index))));
        homes.set(barrel, known);
        return known;
      };
      onLoad(
        { filter: /[\\/](desk[\\/]ui[\\/].*\.tsx?|@mantine[\\/].*\.mjs|mantine-datatable[\\/].*\.js)$/ },
        async ({ path }) => {
          let contents = await readFile(path, 'utf8');
          for (const barrel of BARRELS) {
            if (!contents.includes(`'${barrel}'`) && !contents.includes(`"${barrel}"`)) continue;
            const known = await homesIn(barrel);
            contents = contents.replace(IMPORT, (whole, names: string, _quote, from: string) =>
              from === barrel ? straight(names, known, barrel) : whole,
            );
          }
          return {
            contents,
            loader: path.endsWith('.tsx') ? 'tsx' : path.endsWith('.ts') ? 'ts' : 'js',
            resolveDir: dirname(path),
          };
        },
      );
    },
  };
}

/** By name: the import of it from its own file, where `NAME` is to be what it is called. */
async function readHomes(index: string, placeOf: (name: string) => Promise<string>): Promise<Map<string, string>> {
  const lines = (await readFile(index, 'utf8')).matchAll(/^(?:import|export) \{([^}]*)\} from (['"])([^'"]+)\2/gm);
  const homes = new Map<string, string>();
  for (const [, names, , from] of lines) {
    const file = JSON.stringify(from!.startsWith('.') ? join(dirname(index), from!) : await placeOf(from!));
    for (const name of names!.split(',')) {
      const [own, called = own] = name.trim().split(' as ');
      homes.set(called!, `import { ${own} as NAME } from ${file}`);
    }
  }
  return homes;
}

function straight(names: string, homes: Map<string, string>, barrel: string): string {
  const wanted = names.split(',').map((name) => name.trim());
  const imports = wanted.flatMap((name) => {
    if (name === '' || name.startsWith('type ')) return [];
    const [own, called = own] = name.split(' as ');
    return homes.get(own!)?.replace('NAME', () => called!) ?? `import { ${name} } from '${barrel}'`;
  });
  return imports.join('; ') || `import '${barrel}'`;
}

/** `languages/index.ts` lists its folder, which no browser can do. */
function allLanguages(): Plugin {
  return {
    name: 'languages',
    setup: ({ onLoad }) => {
      onLoad({ filter: /[\\/]src[\\/]languages[\\/]index\.ts$/ }, ({ path }) => ({
        contents: [
          ...[...languages.keys()].map((id, index) => `import * as l${index} from './${id}.ts';`),
          `const all = [${[...languages.keys()].map((_, index) => `l${index}`)}].map((one) => Object.values(one)[0]);`,
          'export const languages = new Map(all.map((one) => [one.id, one]));',
        ].join('\n'),
        resolveDir: dirname(path),
      }));
    },
  };
}

/** Each language in its own letters, in the interface as in what is written: the fonts, and the height of its lines. */
async function addFonts(files: Files): Promise<string> {
  const rules: string[] = [];
  const add = (family: string, weight: string, bytes: Uint8Array, range: string) => {
    const [name] = named('font', 'woff2', bytes);
    files.set(name, bytes);
    rules.push(fontFace(family, weight, name, range));
  };
  for (const language of languages.values()) {
    const { family, package: source, files: weights } = language.font;
    const folder = dirname(require.resolve(`${source}/package.json`));
    const ranges = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8'));
    let isHeavy = false;
    for (const [weight, file] of Object.entries(weights)) {
      const bytes = await readFile(join(folder, 'files', file));
      add(family, weight, bytes, ranges[subsetOf(file)]);
      if (weight !== '400' || bytes.length < HEAVY_FONT) continue;
      isHeavy = true;
      const characters = await interfaceCharacters(language);
      add(lightName(family), weight, await lightened(bytes, characters), unicodeRange(characters));
    }
    rules.push(lettersOf(language, isHeavy));
  }
  return rules.join('');
}

/** The letters of a language, and what else stands in the words of the interface. */
async function interfaceCharacters({ id, alphabet, digits }: Language): Promise<string> {
  const folder = join(UI, 'words', id);
  const names = await readdir(folder).catch(() => []); // not every language is one of the interface
  const words = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const all = new Set([...alphabet.join(''), ...digits, ...words.join('')]);
  return [...all]
    .filter((character) => character.codePointAt(0)! > 0x7f)
    .sort()
    .join('');
}

/** Takes a second, once for these letters. */
async function lightened(bytes: Uint8Array, characters: string): Promise<Uint8Array> {
  const key = hexSha256(`${hexSha256(bytes)} ${characters}`).slice(0, 24);
  const places = cacheFolders(`font-${key}.woff2`);
  for (const place of places) {
    const kept = await readFile(place).catch(() => null);
    if (kept) return kept;
  }
  const subsetFont: (font: Uint8Array, text: string, options: object) => Promise<Uint8Array> = require('subset-font');
  const light = await subsetFont(bytes, characters, { targetFormat: 'woff2' });
  await firstThatTakes(places, async (place) => {
    await mkdir(dirname(place), { recursive: true });
    await writeFile(`${place}.${process.pid}`, light);
    await rename(`${place}.${process.pid}`, place);
  });
  return light;
}

function unicodeRange(characters: string): string {
  return [...characters].map((character) => `U+${character.codePointAt(0)!.toString(16)}`).join(',');
}

/** `arabic` of `noto-naskh-arabic-arabic-400-normal.woff2`. */
function subsetOf(file: string): string {
  return /([a-z]+(?:-ext)?)-\d+-normal\.woff2$/.exec(file)![1]!;
}

function fontFace(family: string, weight: string, file: string, range: string): string {
  return `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;src:url(/${PLACE}/${file}) format("woff2");unicode-range:${range}}`;
}

/** Of a font whose one file weighs as much as half of all scripts the interface takes one weight, and its own letters. */
const HEAVY_FONT = 100 * 1024;

/** Variables that theme.css reads. */
function lettersOf({ id, script, font }: Language, isHeavy: boolean): string {
  if (script === 'Latn') return '';
  const line = Math.max(font.lineHeight, 1.6);
  const rule = `[lang|="${id}"]{--letters:"${font.family}",${font.fallback};--letters-line:${line};--letters-scale:${font.scale}}`;
  return isHeavy
    ? `${rule}html[lang|="${id}"]{--letters:"${lightName(font.family)}","${font.family}",${font.fallback};font-synthesis-weight:none}`
    : rule;
}

function lightName(family: string): string {
  return `${family} Light Load`;
}

function named(name: string, type: string, bytes: Uint8Array): [string, Uint8Array] {
  return [`${name}-${hexSha256(bytes).slice(0, 8)}.${type}`, bytes];
}

function typeOf(name: string): string {
  return TYPES[name.split('.').at(-1)!] ?? 'application/octet-stream';
}

/** Of all that the interface can be made of. What is installed is told apart by the lock file. */
async function digestOfSources(): Promise<string> {
  const names = (await readdir(SRC, { recursive: true })).filter(
    (name) => /\.(tsx?|css)$/.test(name) && !/\.test\.tsx?$/.test(name),
  );
  const paths = [...names.sort().map((name) => join(SRC, name)), join(ROOT, 'package-lock.json')];
  const parts = await Promise.all(
    paths.map(async (path) => `${path.slice(ROOT.length)} ${hexSha256(await readFile(path).catch(() => ''))}`),
  );
  return hexSha256(parts.join('\n')).slice(0, 24);
}

function cacheFolders(name: string): string[] {
  const home = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return [join(ROOT, 'node_modules/.cache'), home].map((folder) => join(folder, 'daftar', name));
}

/** A cache that cannot be written only costs time. */
async function firstThatTakes(places: string[], write: (place: string) => Promise<void>): Promise<void> {
  for (const place of places) {
    const isKept = await write(place).then(
      () => true,
      () => false,
    );
    if (isKept) return;
  }
}

async function readBundle(folder: string): Promise<Bundle> {
  const list = await readFile(join(folder, LIST));
  const { files }: List = JSON.parse(list.toString());
  const read = files.map(async (name) => [name, await readFile(join(folder, name))] as const);
  return bundleOf(new Map([...(await Promise.all(read)), [LIST, list]]));
}

const KEPT = 4;

/** Of earlier sources. The newest stay, for whoever goes back and forth. */
async function removeOlder(folder: string): Promise<void> {
  const siblings = (await readdir(dirname(folder))).filter((name) => name.startsWith('desk-'));
  const paths = siblings.map((name) => join(dirname(folder), name));
  const dated = await Promise.all(paths.map(async (path) => ({ path, time: (await stat(path)).mtimeMs })));
  for (const { path } of dated.sort((a, b) => b.time - a.time).slice(KEPT)) await rm(path, { recursive: true });
}

/** In whole or not at all: several processes may start together. */
async function keep(folder: string, files: Files): Promise<void> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  for (const [name, bytes] of files) await writeFile(join(draft, name), bytes);
  await rename(draft, folder).catch(async (error) => {
    await rm(draft, { recursive: true });
    if (!existsSync(join(folder, LIST))) throw error;
  });
}

function explained({ errors }: BuildFailure): DaftarError {
  const unresolved = errors.find(({ text }) => /^Could not resolve "[^."]/.test(text));
  if (unresolved) {
    return new DaftarError(
      'INTERFACE_MISSING',
      `The packages of the desk’s interface are not installed here: ${unresolved.text}.`,
      'Run "npm install", or use the npm package, in which the interface is ready made.',
    );
  }
  const [first] = errors;
  const where = first?.location ? ` (${first.location.file}:${first.location.line})` : '';
  return new DaftarError(
    'INTERFACE_BROKEN',
    `The desk’s interface cannot be made from its sources: ${first?.text}${where}.`,
    'Mend the source; the API works without it.',
  );
}

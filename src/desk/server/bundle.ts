import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type BuildFailure, build, type Plugin } from 'esbuild';
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
  for (const folder of cacheFolders(digest)) {
    const kept = await readBundle(folder).catch(() => null);
    if (kept) return kept;
  }
  const files = await buildInterface();
  for (const folder of cacheFolders(digest)) {
    const isKept = await keep(folder, files).then(
      () => true,
      () => false, // a cache that cannot be written only costs time
    );
    if (isKept) break;
  }
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
      plugins: [allLanguages(), collectStyles(styles)],
    });
    const files: Files = new Map(scripts.outputFiles.map(({ path, contents }) => [basename(path), contents]));
    const [style, css] = named('desk', 'css', Buffer.from((await bundleStyles(styles)) + (await addFonts(files))));
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

async function bundleStyles(styles: Set<string>): Promise<string> {
  const rank = (path: string) => (path.startsWith(UI) ? 2 : path.includes('@mantine/core') ? 0 : 1);
  const ordered = [...styles].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const contents = ordered.map((path) => `@import ${JSON.stringify(path)};`).join('\n');
  const { outputFiles } = await build({ ...COMMON, stdin: { contents, loader: 'css', resolveDir: ROOT } });
  return outputFiles[0]!.text;
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
  const rules = [...languages.values()].map(async (language) => {
    const faces = Object.entries(language.font.files).map(async ([weight, file]) => {
      const folder = dirname(require.resolve(`${language.font.package}/package.json`));
      const [name, bytes] = named('font', 'woff2', await readFile(join(folder, 'files', file)));
      files.set(name, bytes);
      const ranges = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8'));
      return fontFace(language.font.family, weight, name, ranges[subsetOf(file)]);
    });
    return (await Promise.all(faces)).join('') + lettersOf(language);
  });
  return (await Promise.all(rules)).join('');
}

/** `arabic` of `noto-naskh-arabic-arabic-400-normal.woff2`. */
function subsetOf(file: string): string {
  return /([a-z]+(?:-ext)?)-\d+-normal\.woff2$/.exec(file)![1]!;
}

function fontFace(family: string, weight: string, file: string, range: string): string {
  return `@font-face{font-family:"${family}";font-weight:${weight};font-display:swap;src:url(/${PLACE}/${file}) format("woff2");unicode-range:${range}}`;
}

/** Variables that theme.css reads. */
function lettersOf({ id, script, font }: Language): string {
  if (script === 'Latn') return '';
  return `[lang|="${id}"]{--letters:"${font.family}",${font.fallback};--letters-line:${Math.max(font.lineHeight, 1.6)};--letters-scale:${font.scale}}`;
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

function cacheFolders(digest: string): string[] {
  const home = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return [join(ROOT, 'node_modules/.cache'), home].map((folder) => join(folder, 'daftar', `desk-${digest}`));
}

async function readBundle(folder: string): Promise<Bundle> {
  const list = await readFile(join(folder, LIST));
  const { files }: List = JSON.parse(list.toString());
  const read = files.map(async (name) => [name, await readFile(join(folder, name))] as const);
  return bundleOf(new Map([...(await Promise.all(read)), [LIST, list]]));
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

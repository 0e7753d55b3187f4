import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { build, type Plugin, transform } from 'esbuild';
import { hexSha256 } from '../base/hash.ts';
import { languages } from '../languages/index.ts';
import { pressingCode } from './code.ts';

const SRC = join(import.meta.dirname, '..');
/** `.ts` in a checkout, `.js` in the npm package. */
const ENDING = extname(import.meta.filename);

/**
 * The script of /verify/ in one piece, for an inline element: the verifier, the languages, and what shows the verdict.
 * @param cache a folder that keeps it between runs, or null
 */
export async function verifierScript(cache: string | null): Promise<string> {
  const file = cache && join(cache, `verifier-${pressingCode()}.js`);
  if (file && existsSync(file)) return readFileSync(file, 'utf8');
  const script = await bundle();
  if (file) keep(cache, file, script);
  return script;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(SRC, `verify/page/page${ENDING}`)],
    bundle: true,
    write: false,
    minifyWhitespace: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    tsconfigRaw: {}, // what a folder around the sources asks for must not matter
    plugins: [allLanguages],
  });
  // Short names are chosen by how often letters stand in what is read: in a second step, when types are gone, or the
  // sources and the npm package would make two scripts.
  const { code } = await transform(outputFiles[0]!.text, { minify: true, charset: 'utf8', target: 'es2022' });
  // Inside an element of HTML, no text of the script may end it.
  return code.replaceAll('</script', '<\\/script').trim();
}

/** The folder of languages is their list, which a browser cannot read: here the list is written out. */
const allLanguages: Plugin = {
  name: 'all languages',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]languages[\\/]index\.(ts|js)$/ }, ({ path }) => {
      const folder = join(path, '..');
      const files = readdirSync(folder)
        .filter((name) => languages.has(basename(name, ENDING)) && name.endsWith(ENDING))
        .sort();
      const imports = files.map((name, index) => `import * as l${index} from './${name}';`);
      const list = files.map((_, index) => `Object.values(l${index})[0]`).join(', ');
      const contents = `${imports.join('\n')}\nexport const languages = new Map([${list}].map((one) => [one.id, one]));`;
      return { contents, resolveDir: folder, loader: 'js' };
    });
  },
};

/** Whole or not at all: another process may be reading. */
function keep(folder: string, file: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${hexSha256(`${process.pid} ${script}`).slice(0, 8)}`;
  writeFileSync(draft, script);
  renameSync(draft, file);
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { transform } from 'esbuild';
import { hexSha256 } from '../base/hash.ts';

/** `.ts` in a checkout, `.js` in the npm package. */
const ENDING = extname(import.meta.filename);

/** A component's script, for pages that work without it and are handier with it. */
export interface Script {
  /** In the site, with its hash: `assets/agenda-0123456789abcdef.js`. */
  address: string;
  bytes: Uint8Array;
}

/** The scripts of the theme by their components' names: `agenda/agenda.script.ts`, each one piece that imports nothing. */
export async function componentScripts(): Promise<Map<string, Script>> {
  const found = new Map<string, Script>();
  for (const name of readdirSync(import.meta.dirname).sort()) {
    const file = join(import.meta.dirname, name, `${name}.script${ENDING}`);
    if (existsSync(file)) found.set(name, await scriptOf(name, readFileSync(file, 'utf8')));
  }
  return found;
}

/** In two steps: names are shortened when types are gone, or the sources and the npm package would make two scripts. */
async function scriptOf(name: string, source: string): Promise<Script> {
  const options = { charset: 'utf8', target: 'es2022', format: 'iife', legalComments: 'none' } as const;
  const { code } = await transform(source, { ...options, loader: 'ts', minifyWhitespace: true, tsconfigRaw: {} });
  const bytes = Buffer.from((await transform(code, { ...options, minify: true })).code);
  return { address: `assets/${name}-${hexSha256(bytes).slice(0, 16)}.js`, bytes };
}

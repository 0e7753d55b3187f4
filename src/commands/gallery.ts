import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { makeFolder } from '../base/folder.ts';
import { type Html, html } from '../base/html.ts';
import type { Call } from '../cli.ts';
import { languages } from '../languages/index.ts';
import type { Language } from '../languages/language.ts';
import { type Setting, settingAt } from '../theme/setting.ts';
import { assetsFor } from '../theme/style.ts';

const THEME = join(import.meta.dirname, '../theme');

type Examples = Record<string, (setting: Setting) => Html | null>;

/** `daftar gallery`: every component of the theme in every language, from the examples beside it. */
export async function gallery({ options, print }: Call): Promise<number> {
  const out = resolve(String(options.out ?? './gallery'));
  requireWritable(out);
  const assets = await assetsFor([...languages.values()], null);
  for (const [address, bytes] of assets.files) write(join(out, address), bytes);
  const components = await allExamples();
  for (const language of languages.values()) {
    write(join(out, `${language.id}.html`), galleryPage(language, [assets.styleSheet, assets.kindsSheet], components));
  }
  print(`The gallery stands in ${out}: open ${[...languages.keys()].map((id) => `${id}.html`).join(', ')}.`);
  return 0;
}

/** Each component's folder holds its examples: the gallery and the tests are drawn from them. */
export async function allExamples(): Promise<Map<string, Examples>> {
  const names = readdirSync(THEME, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const found = new Map<string, Examples>();
  for (const name of names) {
    const file = readdirSync(join(THEME, name)).find((entry) => /\.examples\.(ts|js)$/.test(entry));
    if (file) found.set(name, (await import(`../theme/${name}/${file}`)).examples);
  }
  return found;
}

export function galleryPage(language: Language, styleSheets: string[], components: Map<string, Examples>): string {
  const setting = settingAt(`${language.id}.html`, language, 'ascii');
  const sections = [...components].map(
    ([name, examples]) =>
      html`<section><h2 lang="en" dir="ltr">${name}</h2>${Object.entries(examples).map(
        ([title, example]) => html`<p lang="en" dir="ltr"><small>${title}</small></p><div>${example(setting)}</div>`,
      )}</section>`,
  );
  return html`<!doctype html>
<html lang="${language.id}" dir="${language.direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${language.name}</title>${styleSheets.map((sheet) => html`<link rel="stylesheet" href="${sheet}">`)}</head>
<body><main><h1>${language.name}</h1>${sections}</main></body></html>
`.value;
}

function write(file: string, bytes: string | Uint8Array): void {
  makeFolder(dirname(file));
  writeFileSync(file, bytes);
}

function requireWritable(out: string): void {
  try {
    makeFolder(out);
    if (statSync(out).isDirectory()) return;
  } catch (error) {
    throw unusable(out, (error as Error).message);
  }
  throw unusable(out, 'it is a file');
}

function unusable(out: string, why: string): DaftarError {
  return new DaftarError(
    'OUT_UNUSABLE',
    `The gallery cannot be written to ${out}: ${why}.`,
    'Name a folder with --out that you may write to; nothing was changed.',
  );
}

import { readdirSync } from 'node:fs';
import type { Language } from './language.ts';

const LANGUAGE_FILE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*\.(ts|js)$/;

/**
 * All languages by id: each file of this folder that is named after one. Adding a language is adding its file, so the
 * folder itself is the list.
 */
export const languages: ReadonlyMap<string, Language> = new Map(
  (await Promise.all(languageFiles().map(load))).map((language) => [language.id, language]),
);

function languageFiles(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => LANGUAGE_FILE.test(name))
    .sort();
}

async function load(name: string): Promise<Language> {
  const module: Record<string, Language> = await import(`./${name}`);
  const language = Object.values(module)[0];
  if (language?.id !== name.replace(/\.\w+$/, ''))
    throw new Error(`src/languages/${name} does not export that language.`);
  return language;
}

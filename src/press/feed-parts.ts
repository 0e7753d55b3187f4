import { instant } from '../base/dates.ts';
import type { Html } from '../base/html.ts';
import type { Release } from '../record/release.ts';
import { absolute, languageOf, type Source } from './frame.ts';
import { pageBody } from './page-body.ts';

/** The text of a release for readers far from its page: all its links are whole, those to its own notes too. */
export function bodyAfar(source: Source, release: Release): string {
  const language = languageOf(release.language);
  const link = (address: string) => absolute(source, address);
  return pageBody(release, { language, link, page: link(release.path) });
}

/** A feed says nothing of the direction of its texts, so each text does. */
export function directed(markup: string, language: string): string {
  const { id, direction } = languageOf(language);
  return `<div lang="${id}" dir="${direction}">${markup}</div>`;
}

/** A date as mail has it (RFC 5322), in UTC. */
export function mailDate(iso: string): string {
  return new Date(instant(iso)).toUTCString();
}

/** An XML document without the control characters that it may not hold, not even escaped. */
export function xmlDocument(root: Html): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${withoutControls(root.value)}\n`;
}

/** A text may hold control characters, and XML 1.0 may not. */
export function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

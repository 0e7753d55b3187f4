import { escapeHtml, html } from '../../base/html.ts';
import { bodyText } from '../body-text.ts';
import type { CardInput } from './card.ts';
import type { CoverInput } from './cover.ts';
import type { LetterInput } from './letter.ts';

/**
 * The letter as it should be, then ever plainer ones for when the typesetter refuses it: without pictures, with the text
 * as plain paragraphs, and last with nothing but the title, the number, and where the text stands.
 */
export function* lettersByPlainness(whole: LetterInput): Generator<LetterInput> {
  const { release } = whole;
  const unpictured = { ...whole, emblem: null, pictures: new Map() };
  yield whole;
  yield unpictured;
  yield { ...unpictured, release: { ...release, body: paragraphs(bodyText(release.body)) } };
  const bare = { summary: '', dateline: null, note: '', issuers: [], people: [], places: [], fields: {} };
  yield { ...unpictured, release: { ...release, ...bare, body: linkTo(whole.canonicalUrl) } };
}

/** The picture as it should be, without the emblem, and with the citation number for a title. */
export function* cardsByPlainness(whole: CardInput): Generator<CardInput> {
  yield whole;
  yield { ...whole, emblem: null };
  yield { ...whole, emblem: null, release: { ...whole.release, title: whole.release.number } };
}

/** The picture as it should be, without the emblem, and without the section's title. */
export function* coversByPlainness(whole: CoverInput): Generator<CoverInput> {
  yield whole;
  yield { ...whole, emblem: null };
  yield { ...whole, emblem: null, title: '' };
}

function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

function linkTo(url: string): string {
  return html`<p><a href="${url}">${url}</a></p>`.value;
}

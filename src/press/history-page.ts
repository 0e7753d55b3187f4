import { html } from '../base/html.ts';
import type { Release } from '../record/release.ts';
import { type ReleaseLine, releases } from '../theme/releases/releases.ts';
import { wordDifferences } from '../verify/differences.ts';
import { bodyText } from './body-text.ts';
import type { Edition, Stamp } from './catalogue.ts';
import { framed, languageOf, receiptAddress, type Source, setting } from './frame.ts';

export function historyAddress({ current }: Edition): string {
  return `${current.path}history/`;
}

/**
 * Every release of a text with what it changed, word by word. Null while there is but one. Of a withdrawn text only the
 * events are left.
 */
export function historyPage(source: Source, edition: Edition): string | null {
  const { current, releases: stamps } = edition;
  if (stamps.length < 2) return null;
  const address = historyAddress(edition);
  const language = languageOf(current.language);
  const here = setting(source, address, language);
  const { words } = language;
  const list = stamps.map((stamp, index) => ({
    ...releaseLine(source, stamp),
    change: change(source, edition, stamps[index - 1], stamp),
  }));
  return framed(source, address, language, {
    title: `${words.history}: ${current.title}`,
    section: current.kind,
    main: html`<p class="eyebrow">${words.history}</p><h1><a href="${here.link(current.path)}">${current.title}</a></h1><p>${words.historyText}</p>${releases(list.reverse(), here)}`,
  });
}

function change(source: Source, { current }: Edition, before: Stamp | undefined, after: Stamp) {
  if (!before || before.erased || after.erased || current.event === 'withdraw' || after.event === 'withdraw')
    return null;
  const [older, newer] = [before, after].map(({ sha256 }) => wholeText(source.release(sha256)));
  return wordDifferences(older!, newer!);
}

/** A release as the theme lists it. */
export function releaseLine(source: Source, stamp: Stamp): ReleaseLine {
  const { key, ...shown } = stamp;
  const revokedAt = source.catalogue.revoked.get(key) ?? null;
  return { ...shown, revokedAt, receipt: receiptAddress(source, stamp) };
}

/** All that a reader reads of a release, in plain words. */
function wholeText({ title, summary, dateline, body, media }: Release): string {
  const captions = media.flatMap(({ caption, credit }) => [caption, credit]);
  return [title, summary, dateline?.text, bodyText(body), ...captions].filter(Boolean).join('\n\n');
}

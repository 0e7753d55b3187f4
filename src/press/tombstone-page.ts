import { html } from '../base/html.ts';
import { notice } from '../theme/notice/notice.ts';
import { releases } from '../theme/releases/releases.ts';
import type { Tombstone } from './catalogue.ts';
import { editionLinks, framed, languageOf, type Source, setting } from './frame.ts';
import { releaseLine } from './history-page.ts';

/** Where a text stood that was erased: that it was, when and on what grounds, and nothing of the text. */
export function tombstonePage(source: Source, tombstone: Tombstone): string {
  const { last, number, language: id, releases: stamps } = tombstone;
  const language = languageOf(id);
  const here = setting(source, last!.path, language);
  const { words } = language;
  const { erased } = stamps.at(-1)!;
  return framed(source, last!.path, language, {
    title: last!.title,
    section: last!.kind,
    editions: editionLinks(source, source.catalogue.editionsOf(number)),
    main: [
      html`<h1>${last!.title}</h1>`,
      notice({
        tone: 'withdrawn',
        title: words.erased,
        text: html`${words.verify.why.erased ?? ''} <time datetime="${erased!.time}">${here.date(erased!.time)}</time> · ${erased!.grounds}`,
      }),
      html`<p>${words.citation}: <a href="${here.link(`${number}/`)}"><bdi>${number}</bdi></a></p>`,
      releases(stamps.map((stamp) => releaseLine(source, stamp)).reverse(), here),
    ],
  });
}

import type { Kind } from '../kinds/kind.ts';
import type { Json } from '../record/release.ts';
import { dateOf, type Edition } from './catalogue.ts';
import { absolute, faceOf, languageOf, mastheadOf, mediaAddress, type Source } from './frame.ts';
import { inLanguage } from './in-language.ts';
import { shownOf } from './shown.ts';

/** schema.org data of an edition's page: https://schema.org/NewsArticle, …/Person, …/Event. */
export function schemaOrg(source: Source, edition: Edition, kind: Kind): Record<string, Json> | null {
  const { current, releases } = edition;
  if (!kind.schemaType || current.event === 'withdraw') return null;
  const masthead = mastheadOf(source);
  const url = absolute(source, current.path);
  const face = faceOf(current);
  const image = face?.sizes.find(({ sha256 }) => sha256 === face.sha256);
  const shared = {
    '@context': 'https://schema.org',
    '@type': kind.schemaType,
    url,
    identifier: current.number,
    ...(current.summary && { description: current.summary }),
    ...(image && { image: absolute(source, mediaAddress(image)) }),
  };
  const organisation = {
    '@type': 'Organization',
    name: inLanguage(masthead.names, languageOf(current.language), masthead),
    url: masthead.base,
  };
  const article = {
    headline: current.title,
    inLanguage: current.language,
    datePublished: dateOf(edition),
    dateModified: releases.at(-1)!.released,
    author: current.issuers.length
      ? current.issuers.map(({ name }) => ({ '@type': 'Organization', name }))
      : organisation,
    publisher: organisation,
    mainEntityOfPage: url,
  };
  const own = kind.schemaOrg?.(shownOf(source, edition, current.path)) ?? {};
  if (ARTICLES.has(kind.schemaType)) return { ...shared, ...article, ...own };
  if (SUBJECTS.has(kind.schemaType)) return { ...shared, name: current.title, ...own };
  return { ...shared, name: current.title, inLanguage: current.language, publisher: organisation, ...own };
}

/** What has a headline, an author and a date. */
const ARTICLES = new Set(['NewsArticle', 'BlogPosting', 'Article']);

/** What a text tells of and is not itself: the language and the publisher are the text's. */
const SUBJECTS = new Set(['Person', 'Organization', 'NGO', 'Place', 'Event', 'BroadcastService']);

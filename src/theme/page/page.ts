import { type Child, type Html, html, raw } from '../../base/html.ts';
import type { Json } from '../../record/release.ts';
import type { Setting } from '../setting.ts';

/** The document around the content of any page. */
export interface Page {
  title: string;
  /** The organisation's name in this language. */
  site: string;
  description: string;
  /** Absolute, from the masthead's base; null for pages that are nobody's address (404). */
  canonical: string | null;
  alternates: { language: string; url: string }[];
  feeds: { title: string; type: string; address: string }[];
  /** Absolute address of the picture that messengers show. */
  socialPicture: string | null;
  structured: Record<string, Json> | null;
  type: 'article' | 'website' | 'profile';
  /** Addresses. */
  styleSheets: string[];
  /** Addresses. */
  scripts: string[];
  icon: string | null;
  switcher: Child;
  masthead: Child;
  main: Child;
  contacts: Child;
  footer: Child;
}

export function page(props: Page, { language, link }: Setting): string {
  const title = props.title === props.site ? props.site : `${props.title} – ${props.site}`;
  return html`<!doctype html>
<html lang="${language.id}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>
${props.styleSheets.map((sheet) => html`<link rel="stylesheet" href="${link(sheet)}">\n`)}${props.description && html`<meta name="description" content="${props.description}">\n`}${
  props.canonical && html`<link rel="canonical" href="${props.canonical}">\n${openGraph(props)}`
}${props.alternates.map(({ language: id, url }) => html`<link rel="alternate" hreflang="${id}" href="${url}">\n`)}${props.feeds.map(
  (feed) => html`<link rel="alternate" type="${feed.type}" title="${feed.title}" href="${link(feed.address)}">\n`,
)}${props.scripts.map((script) => html`<script defer src="${link(script)}"></script>\n`)}${props.icon && html`<link rel="icon" href="${link(props.icon)}">\n`}${props.structured && structured(props.structured)}</head>
<body>
<a class="skip" href="#content">${language.words.skipToContent}</a>
<header class="top">${props.switcher}${props.masthead}</header>
<main id="content">${props.main}</main>
<footer>${props.contacts}${props.footer}</footer>
</body>
</html>
`.value;
}

function openGraph({ title, description, canonical, socialPicture, site, type }: Page): Html {
  return html`<meta property="og:type" content="${type}">
<meta property="og:title" content="${title}">
<meta property="og:site_name" content="${site}">
<meta property="og:url" content="${canonical}">
${description && html`<meta property="og:description" content="${description}">\n`}${socialPicture && html`<meta property="og:image" content="${socialPicture}">\n<meta name="twitter:card" content="summary_large_image">\n`}`;
}

/** JSON inside a script element: `<` is written as an escape, so no text can end the element. */
function structured(data: Record<string, Json>): Html {
  // The sign in an e-mail address is written as JSON may write it: a plain search of the markup finds none.
  const json = JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replace(/(?<=\w)@(?=\w)/g, '\\u0040');
  return html`<script type="application/ld+json">${raw(json)}</script>\n`;
}

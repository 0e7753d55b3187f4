import { type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

export interface MastheadBar {
  name: string;
  motto: string;
  /** Of the emblem's smallest size; null where the organisation has none. */
  emblem: string | null;
  /** Sections, then the pages that the masthead names. `here` marks the section of this page. */
  navigation: Entry[];
}

interface Entry {
  title: string;
  address: string;
  here: boolean;
}

/** More entries than this would push the news off a phone: the rest opens on demand. */
const AT_ONCE = 9;
const BEFORE_THE_REST = 7;

export function mastheadBar(props: MastheadBar, { language, link }: Setting): Html {
  const home = link(`${language.id}/`);
  return html`<div class="name">${props.emblem && html`<img src="${link(props.emblem)}" alt="" width="48" height="48">`}<div><a href="${home}">${props.name}</a>${props.motto && html`<p>${props.motto}</p>`}</div></div>${
    props.navigation.length > 0 && navigation(props.navigation, { language, link })
  }`;
}

function navigation(all: Entry[], { language, link }: Pick<Setting, 'language' | 'link'>): Html {
  const entries = (some: Entry[]) =>
    some.map(
      ({ title, address, here }) =>
        html`<li><a href="${link(address)}"${here && html` aria-current="true"`}>${title}</a></li>`,
    );
  const [shown, rest] = parted(all);
  const { sections, moreSections } = language.words;
  return html`<nav class="sections" aria-label="${sections}"><ul>${entries(shown)}</ul>${
    rest.length > 0 && html`<details><summary>${moreSections}</summary><ul>${entries(rest)}</ul></details>`
  }</nav>`;
}

/** The section of this page is always in sight. */
function parted(all: Entry[]): [shown: Entry[], rest: Entry[]] {
  if (all.length <= AT_ONCE) return [all, []];
  const shown = all.filter(({ here }, index) => here || index < BEFORE_THE_REST);
  return [shown, all.filter((entry) => !shown.includes(entry))];
}

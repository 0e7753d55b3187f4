import { type Html, html } from '../../base/html.ts';
import { type Fact, facts } from '../facts/facts.ts';
import type { Setting } from '../setting.ts';

/** The state of the log when the page was made. How long ago that is, only a script can say. */
export interface Register {
  origin: string;
  size: number;
  /** Time of the newest entry, ISO, UTC. */
  newest: string;
  witnesses: Witness[];
}

/** A witness of the policy, and when it countersigned this very state; null where it did not. */
export interface Witness {
  name: string;
  cosigned: string | null;
}

export function register({ origin, size, newest, witnesses }: Register, setting: Setting): Html {
  const { language, number, date, link } = setting;
  const words = language.words.verify;
  const good = witnesses.filter(({ cosigned }) => cosigned !== null).length;
  const known = [
    {
      label: words.entries,
      value: html`${number(size)} · <a href="${link('record/log/checkpoint')}"><bdi class="code">${origin}</bdi></a> · <a href="${link('record/policy')}">${words.policy}</a>`,
    },
    {
      label: words.newestEntry,
      value: html`<time datetime="${newest}">${date(newest)}</time> <bdi id="register-age"></bdi>`,
    },
    ...witnesses.map((witness) => witnessFact(witness, setting)),
  ];
  return html`<section class="register"><h2>${words.register}</h2><p>${words.registerText}</p>${facts(known)}<p>${
    witnesses.length === 0 ? words.unwitnessed : words.witnessed(number(good), number(witnesses.length))
  }</p></section>`;
}

function witnessFact({ name, cosigned }: Witness, { language, date }: Setting): Fact {
  const words = language.words.verify;
  const when =
    cosigned && html`<time datetime="${cosigned}">${date(cosigned)}</time> <bdi data-witness="${name}"></bdi>`;
  return { label: words.witness, value: html`<bdi class="code">${name}</bdi> ${when || words.notCosigned}` };
}

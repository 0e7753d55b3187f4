import { type Html, html } from '../../base/html.ts';
import { bareAddress } from '../../base/web-address.ts';
import type { Setting } from '../setting.ts';

/** A channel of the organisation elsewhere. Its state is never told by a colour alone. */
export interface Channel {
  title: string;
  platform: string;
  address: string;
  /** Whether it is known to link back, only claimed, or no longer used. */
  state: 'confirmed' | 'claimed' | 'closed';
  /** The state in words. */
  says: string;
  note: string;
  page: string;
}

/** Each with rel=me, by which programs find the way there and back; what is closed is named and not led to. */
export function channels(all: Channel[], { link }: Setting): Html {
  return html`<div class="directory channels"><ul>${all.map(
    (one) =>
      html`<li class="${one.state}"><p class="eyebrow">${one.platform}</p><h2><a href="${link(one.page)}">${one.title}</a></h2>${channelLink(one)}<p class="state">${one.says}</p>${one.note && html`<p>${one.note}</p>`}</li>`,
  )}</ul></div>`;
}

/** The address itself: it is what readers compare. */
export function channelLink({ address, state }: Pick<Channel, 'address' | 'state'>): Html | null {
  if (!address) return null;
  const shown = bareAddress(address);
  return state === 'closed'
    ? html`<p class="address"><s dir="ltr">${shown}</s></p>`
    : html`<p class="address"><a href="${address}" rel="me noopener" dir="ltr">${shown}</a></p>`;
}

export function channelState({ address, state, says }: Pick<Channel, 'address' | 'state' | 'says'>): Html {
  return html`<div class="channel ${state}">${channelLink({ address, state })}<p class="state">${says}</p></div>`;
}

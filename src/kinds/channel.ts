import type { Json } from '../record/release.ts';
import { type Channel, channelState, channels } from '../theme/channels/channels.ts';
import { defineKind, type Section, type Shown } from './kind.ts';
import { dayInWords, isWebAddress, textOf } from './traits.ts';

/**
 * Where the organisation speaks elsewhere. That its page there links back is looked for when somebody asks
 * (`daftar check-links --confirm`, or by hand), and the day of it is kept here: pages are made without asking the network.
 */
export const channel = defineKind({
  id: 'channel',
  letters: 'CN',
  section: 'channels',
  dated: false,
  schemaType: 'ProfilePage',
  schemaOrg,
  fields: {
    platform: { type: 'text', show: 'eyebrow', search: true },
    address: { type: 'url', show: 'hidden', search: true },
    /** When its page there was last seen to link back with rel=me. */
    confirmed: { type: 'date', show: 'hidden', optional: true },
    /** Since when it is not used any more. */
    closed: { type: 'date', show: 'hidden', optional: true },
  },
  above: (it) => channelState(channelOf(it)),
  list,
});

export function stateOf({ confirmed, closed }: Record<string, Json>): Channel['state'] {
  return closed ? 'closed' : confirmed ? 'confirmed' : 'claimed';
}

function channelOf({ release: { title, path, summary, fields }, words: { says = {} }, here }: Shown): Channel {
  const state = stateOf(fields);
  const day = dayInWords(state === 'closed' ? fields.closed : fields.confirmed, here);
  return {
    title,
    platform: textOf(fields.platform),
    address: isWebAddress(fields.address) ? fields.address : '',
    state,
    says: (says[state] ?? '').replace('{day}', day),
    note: summary,
    page: path,
  };
}

/** https://schema.org/ProfilePage; only what is known to link back is said to be the same. */
function schemaOrg({ release: { fields }, organisation, absolute }: Shown): Record<string, Json> {
  const [address, isOurs] = [textOf(fields.address), stateOf(fields) === 'confirmed'];
  return {
    ...(address && { significantLink: address }),
    mainEntity: {
      '@type': 'Organization',
      name: organisation,
      url: absolute(''),
      ...(isOurs && address && { sameAs: [address] }),
    },
  };
}

/** What is in use before what is closed. */
function list(all: Shown[], { here }: Section) {
  const sorted = all.map(channelOf).sort((a, b) => Number(a.state === 'closed') - Number(b.state === 'closed'));
  return channels(sorted, here);
}

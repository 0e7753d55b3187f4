import { html } from '../base/html.ts';
import { hostOf } from '../base/web-address.ts';
import type { Json } from '../record/release.ts';
import { directory } from '../theme/directory/directory.ts';
import { facts } from '../theme/facts/facts.ts';
import { giving } from '../theme/giving/giving.ts';
import { outward } from '../theme/links/links.ts';
import { defineKind, type Fault, type Section, type Shown } from './kind.ts';
import { dayInWords, fault, groupsOf, isWebAddress, listOf, textOf } from './traits.ts';
import { REACH, reachData, reachSection } from './whereabouts.ts';

/** An organisation beside ours, a charity mostly: who they are (the text), their channels, and how to give. */
export const partner = defineKind({
  id: 'partner',
  letters: 'PA',
  section: 'partners',
  dated: false,
  schemaType: 'NGO',
  schemaOrg,
  isParty: true,
  fields: {
    /** What sort of body it is, in a word or two. */
    what: { type: 'text', show: 'eyebrow', search: true, optional: true },
    website: { type: 'url', show: 'hidden', optional: true },
    founded: { type: 'date', show: 'hidden', optional: true },
    /** Under which number which register has it. */
    register: { type: 'text', show: 'hidden', search: true, optional: true },
    channels: listOf({ platform: { type: 'text' }, address: { type: 'url' } }),
    giving: listOf({
      label: { type: 'text' },
      details: { type: 'text', lines: true, optional: true },
      address: { type: 'url', optional: true },
    }),
    telephones: REACH.telephones,
    email: REACH.email,
  },
  check: ({ fields }) => groupsOf(fields.giving).flatMap(checkWay),
  above: (it) => {
    const { website } = it.release.fields;
    return isWebAddress(website) && outward(website, null, it.words.fields?.website ?? '');
  },
  below: (it) => {
    const { fields } = it.release;
    const { fields: labels = {}, says = {} } = it.words;
    return [
      giving(labels.giving ?? '', says.caution ?? '', waysIn(fields)),
      facts([
        { label: labels.founded ?? '', value: dayInWords(fields.founded, it.here) },
        { label: labels.register ?? '', value: textOf(fields.register) },
        { label: labels.channels ?? '', value: channelsIn(fields).map(channelLine) },
      ]),
      reachSection(it),
    ];
  },
  list,
});

function checkWay({ details, address }: Record<string, Json>, index: number): Fault[] {
  if (details || address) return [];
  const hint = 'Write what somebody needs who wants to give: an account, a counter and its hours, or an address.';
  return [fault(`fields.giving.${index}`, 'NO_WAY', 'this way to give leads nowhere', hint)];
}

function waysIn({ giving: ways }: Record<string, Json>) {
  return groupsOf(ways)
    .map(({ label, details, address }) => ({
      label: textOf(label),
      details: textOf(details),
      address: isWebAddress(address) ? address : null,
    }))
    .filter(({ details, address }) => details || address);
}

function channelsIn({ channels }: Record<string, Json>): { platform: string; address: string }[] {
  return groupsOf(channels).flatMap(({ platform, address }) =>
    isWebAddress(address) ? [{ platform: textOf(platform), address }] : [],
  );
}

function channelLine({ platform, address }: { platform: string; address: string }, index: number) {
  return html`${index > 0 && ' · '}<a href="${address}" rel="noopener">${platform || hostOf(address)}</a>`;
}

/** https://schema.org/NGO */
function schemaOrg({ release: { fields } }: Shown): Record<string, Json> {
  const elsewhere = [fields.website, ...channelsIn(fields).map(({ address }) => address)].filter(isWebAddress);
  const actions = waysIn(fields).flatMap(({ label, address }) =>
    address ? [{ '@type': 'DonateAction', name: label, target: address }] : [],
  );
  return {
    ...(elsewhere.length > 0 && { sameAs: elsewhere }),
    ...(textOf(fields.founded) && { foundingDate: textOf(fields.founded) }),
    ...reachData(fields),
    ...(actions.length > 0 && { potentialAction: actions }),
  };
}

function list(all: Shown[], { here }: Section) {
  const entries = all.map(({ release: { title, path, summary, fields } }) => ({
    title,
    address: path,
    eyebrow: textOf(fields.what),
    parts: [
      summary && html`<p>${summary}</p>`,
      isWebAddress(fields.website) &&
        html`<p class="meta"><a href="${fields.website}" rel="noopener" dir="ltr">${hostOf(fields.website)}</a></p>`,
    ],
  }));
  return directory([{ title: '', entries }], here);
}

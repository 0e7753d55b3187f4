import { existsSync } from 'node:fs';
import { DaftarError } from '../base/errors.ts';
import { programVersion } from '../base/version.ts';
import { type Call, dataDirOf } from '../cli.ts';
import { stateOf } from '../kinds/channel.ts';
import type { Masthead } from '../kinds/masthead.ts';
import { type Answer, askAll, isOffline, type Manners, read } from '../links/ask.ts';
import { linkBack } from '../links/back.ts';
import { addressesIn, currentReleases, type Naming } from '../links/named.ts';
import { Newsroom, pathsOf } from '../newsroom.ts';
import type { Release } from '../record/release.ts';
import { openRecord } from '../record/store.ts';
import { type Confirmation, confirmChannel } from './confirm-channels.ts';
import { passphraseOf } from './passphrase.ts';

/** A promise to scripts. */
const SOME_DEAD = 1;
const HOSTS_AT_ONCE = 8;

/** One address, and everything that names it. One line of `--json`. */
export interface LinkRow extends Answer {
  address: string;
  /** Of a channel of ours: whether its page links back with rel=me; null where that is not known. */
  linksBack: boolean | null;
  named: Naming[];
}

/**
 * `daftar check-links`: asks for every address outside of the site that current releases name, because somebody asked it
 * to; nothing else of Daftar asks the network for what pages show.
 */
export async function checkLinks(call: Call): Promise<number> {
  const { options, print } = call;
  const dataDir = dataDirOf(call);
  const manners = mannersOf(call);
  if (options.publish && !options.confirm)
    throw new DaftarError('USAGE', '--publish publishes what --confirm saves.', 'Give both, or neither.');
  const { releases, masthead } = released(dataDir);
  const named = addressesIn(releases, masthead.base);
  const asking = { ...manners, agent: `Daftar/${programVersion()} check-links (+${masthead.base})` };
  const channels = releases.filter(({ kind, fields }) => kind === 'channel' && stateOf(fields) !== 'closed');
  const ours = new Set(channels.map(({ fields }) => new URL(String(fields.address)).href));
  const answers = await askAll(
    [...named.keys()].filter((address) => !ours.has(address)),
    asking,
    (done) => !options.json && done % 25 === 0 && print(`  ${done} of ${named.size} addresses`),
  );
  const back = await askBack(
    [...ours].filter((address) => named.has(address)),
    asking,
    masthead.base,
  );
  for (const [address, { answer }] of back) answers.set(address, answer);
  if (isOffline(answers.values()))
    throw new DaftarError(
      'NO_NETWORK',
      'Nothing could be asked: this machine seems to have no network.',
      'Connect it, or run this where there is one: the data folder can be a copy.',
    );
  const rows = [...named].map(([address, namings]): LinkRow => {
    const linksBack = back.get(address)?.linksBack ?? null;
    return { address, ...answers.get(address)!, linksBack, named: namings };
  });
  const confirmed = options.confirm ? await confirm(call, channels, rows) : null;
  if (options.json) {
    for (const row of rows) print(JSON.stringify(row));
    for (const one of confirmed ?? []) print(JSON.stringify({ channel: one }));
  } else print(told(rows, channels, masthead, confirmed, options.publish === true));
  return rows.some((row) => row.state === 'dead' || isLost(row, channels)) ? SOME_DEAD : 0;
}

function mannersOf({ options }: Call): Omit<Manners, 'agent'> {
  const seconds = (name: string, otherwise: number) => {
    const value = Number(options[name] ?? otherwise);
    if (value >= 0 && value <= 600) return value * 1000;
    throw new DaftarError('USAGE', `--${name} ${options[name]} is no number of seconds.`, 'Give 0 to 600.');
  };
  return { pause: seconds('pause', 1), timeout: seconds('timeout', 15) || 1, atOnce: HOSTS_AT_ONCE };
}

function released(dataDir: string): { releases: Release[]; masthead: Masthead } {
  const { record } = pathsOf(dataDir);
  if (!existsSync(record))
    throw new DaftarError('NO_RECORD', `There is no record in ${dataDir}.`, 'Name the data folder with --data.');
  const releases = currentReleases(openRecord(record));
  const masthead = releases.find(({ kind }) => kind === 'masthead');
  if (!masthead) throw new DaftarError('NO_MASTHEAD', 'The record holds no masthead yet.', 'Publish something first.');
  return { releases, masthead: masthead.fields as unknown as Masthead };
}

/** Pages of channels are read, for the link by which they say whose they are. */
async function askBack(addresses: string[], manners: Manners, base: string) {
  const pages = await Promise.all(
    addresses.map(async (address) => {
      const { answer, page } = await read(address, manners);
      return [address, { answer, linksBack: page && linkBack(page, base) !== null }] as const;
    }),
  );
  return new Map(pages);
}

async function confirm(call: Call, channels: Release[], rows: LinkRow[]): Promise<Confirmation[]> {
  const seen = new Map(rows.map(({ address, linksBack }) => [address, linksBack]));
  const newsroom = await Newsroom.open({ dataDir: dataDirOf(call), passphrase: passphraseOf(call) });
  try {
    const done: Confirmation[] = [];
    for (const release of channels) {
      const linksBack = seen.get(new URL(String(release.fields.address)).href) ?? null;
      const one = linksBack === null ? null : await confirmChannel(newsroom, release, linksBack, newsroom.now());
      if (one) done.push(one);
    }
    if (call.options.publish) {
      for (const { revisionId } of done) if (revisionId !== null) await newsroom.publish(revisionId);
      await newsroom.release();
    }
    return done;
  } finally {
    await newsroom.close();
  }
}

/** Its page says that it is confirmed, and its own page there was just seen to say nothing of the kind. */
function isLost({ address, linksBack }: LinkRow, channels: Release[]): boolean {
  return linksBack === false && ofChannel(address, channels).some(({ fields }) => stateOf(fields) === 'confirmed');
}

function ofChannel(address: string, channels: Release[]): Release[] {
  return channels.filter(({ fields }) => new URL(String(fields.address)).href === address);
}

function told(
  rows: LinkRow[],
  channels: Release[],
  masthead: Masthead,
  confirmed: Confirmation[] | null,
  published: boolean,
): string {
  const of = (state: Answer['state']) => rows.filter((row) => row.state === state);
  const where = ({ named }: LinkRow) =>
    named.map(
      ({ number, language, title, path, where }) => `    ${number} ${language} “${title}” (${where}): /${path}`,
    );
  const parts = [
    ...of('dead').flatMap((row) => [`dead: ${row.address}: ${row.why}`, ...where(row)]),
    ...of('unsure').flatMap((row) => [`not sure: ${row.address}: ${row.why}`, ...where(row)]),
    ...of('moved').flatMap((row) => [`moved: ${row.address} leads to ${row.to}`, ...where(row)]),
    ...rows
      .filter(({ linksBack }) => linksBack !== null)
      .map((row) => `channel: ${row.address}: ${channelTold(row, channels, masthead)}`),
    ...(confirmed ?? []).map(
      ({ number, language, outcome }) =>
        `  ${number} ${language}: ${OUTCOMES[outcome]}${outcome !== 'unsaved' && !published ? ', saved as a draft at the desk' : ''}`,
    ),
  ];
  const sum = `${rows.length} addresses: ${of('alive').length} answer, ${of('moved').length} moved, ${of('unsure').length} not sure, ${of('dead').length} dead.`;
  const next = of('dead').length > 0 ? ['Correct the texts that name what is dead, or say there that it is gone.'] : [];
  return [...parts, sum, ...next].join('\n');
}

const OUTCOMES: Record<Confirmation['outcome'], string> = {
  confirmed: 'confirmed',
  lost: 'no longer confirmed',
  unsaved: 'has words at the desk that are not published; set the day there',
};

function channelTold(row: LinkRow, channels: Release[], masthead: Masthead): string {
  if (isLost(row, channels)) return 'does not link back any more, and our page says that it is confirmed';
  if (!row.linksBack) return 'does not link back with rel="me"';
  const isOnEveryPage = masthead.channels.some(({ url }) => URL.canParse(url) && new URL(url).href === row.address);
  return isOnEveryPage
    ? 'links back'
    : 'links back; name it among the channels of the masthead too, so that every page leads there';
}

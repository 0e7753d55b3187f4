import { leavesOf } from '../kinds/field.ts';
import { kinds } from '../kinds/index.ts';
import type { Release } from '../record/release.ts';
import type { RecordReader } from '../record/store.ts';

/** Where an address is named: which edition, on which page, and in which part of it. */
export interface Naming {
  number: string;
  language: string;
  title: string;
  path: string;
  /** `body`, or the path of a field: `fields.giving.2.address` */
  where: string;
}

/** The newest release of every edition, but for those that were withdrawn or erased. */
export function currentReleases(record: RecordReader): Release[] {
  const newest = new Map<string, string>();
  for (const { entry } of record.entries())
    if (entry.type === 'release') newest.set(`${entry.number} ${entry.language}`, entry.release);
  return [...newest.values()]
    .filter((sha256) => record.erased(sha256) === null)
    .map((sha256) => record.release(sha256))
    .filter(({ event }) => event !== 'withdraw');
}

/**
 * Every address outside of the site that these releases name, in fields and in texts, without what stands behind `#`.
 * What stands below `base` is the site itself, and is the press's to keep whole.
 */
export function addressesIn(releases: Release[], base: string): Map<string, Naming[]> {
  const named = new Map<string, Naming[]>();
  for (const release of releases) {
    const { number, language, title, path } = release;
    for (const [where, address] of [...inFields(release), ...inBody(release)]) {
      const asked = outside(address, base);
      if (!asked) continue;
      const namings = named.get(asked) ?? [];
      if (!namings.some((one) => one.number === number && one.language === language && one.where === where))
        namings.push({ number, language, title, path, where });
      named.set(asked, namings);
    }
  }
  return new Map([...named].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function inFields({ kind, fields }: Release): [where: string, address: string][] {
  return leavesOf(kinds.get(kind)?.fields ?? {}, fields).flatMap(({ field, value, path }): [string, string][] =>
    field.type === 'url' && typeof value === 'string' ? [[`fields.${path}`, value]] : [],
  );
}

/** A canonical body writes each link in one way. */
function inBody({ body }: Release): [where: string, address: string][] {
  return [...body.matchAll(/<a href="(https?:[^"]+)"/gi)].map(([, address]) => [
    'body',
    address!.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  ]);
}

function outside(address: string, base: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  url.hash = '';
  return isBelow(url.href, base) || !/^https?:$/.test(url.protocol) ? null : url.href;
}

/** Whether an address is of the site at `base`: by http and https alike, with and without `www`. */
export function isBelow(address: string, base: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(base)) return false;
  const plain = (url: string) => {
    const { host, pathname } = new URL(url);
    return `${host.replace(/^www\./, '')}${pathname}`.replace(/\/?$/, '/');
  };
  return plain(address).startsWith(plain(base));
}

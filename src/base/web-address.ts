/**
 * A web address as people say it: `example.org/ferry`. Whole, but for its scheme, `www.` and a slash at the end: whoever
 * checks a saved page looks for these words in the release.
 */
export function bareAddress(address: string): string {
  return address.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}

/** Whose it is: `example.org`. */
export function hostOf(address: string): string {
  return bareAddress(address).replace(/[/?#].*$/, '');
}

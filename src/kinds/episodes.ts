import type { Episode, SiteMedium } from './kind.ts';

/** What every podcast app plays, and the directories accept: https://podcasters.apple.com/support/823-podcast-requirements */
const PLAYED = ['audio/mpeg', 'audio/mp4', 'video/mp4', 'video/quicktime'];

/** Trait of what podcast apps can play: one recording in some formats, or nothing where none of them is theirs. */
export function episodeOf(files: SiteMedium[], told: Omit<Episode, 'file' | 'others'>): Episode[] {
  const file = files.find(({ type }) => PLAYED.includes(type));
  return file ? [{ ...told, file, others: files.filter((other) => other !== file) }] : [];
}

import { channel } from 'node:diagnostics_channel';

/**
 * The steps of a publication, in order, at any of which a machine may fail. They are announced on a channel that costs
 * nothing while nobody listens; the crash tests listen, and kill the process there.
 */
export const STEPS = [
  'fixed', // in the desk's database: number, salt, time and signature
  'written', // release, media, tiles and entries are durable; nothing refers to them yet
  'signed', // the new head of the log is durable where only the writer looks
  'logged', // the checkpoint stands in the record
  'settled', // the outbox knows
  'rendered', // pages are made, and not shown
  'showing', // before each file that is put in its place
  'shown', // pages stand
] as const;

export type Step = (typeof STEPS)[number];

const steps = channel('daftar.publishing');

export function reached(step: Step): void {
  if (steps.hasSubscribers) steps.publish(step);
}

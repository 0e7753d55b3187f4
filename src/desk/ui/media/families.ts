import type { Family } from '../../media-types.ts';

/** What a file can be. Not from the shapes themselves: they would bring all of Zod along. */
export const FAMILIES: Family[] = ['picture', 'audio', 'video', 'captions', 'pdf'];

/** What an upload carried besides what it shows; `removed` is false where it could not be taken out. */
export interface MediaFinding {
  code: FindingCode;
  removed: boolean;
  values: Record<string, string>;
}

export type FindingCode = keyof typeof SENTENCES;

/** In English, for programs; the desk's interface has its own words for each code. */
const SENTENCES = {
  position: 'The place where it was taken was removed.',
  camera: 'Make and model of the device were removed.',
  serial: 'Serial numbers and the owner of the device were removed.',
  thumbnail: 'A small embedded picture was removed: it can show what was cut away later.',
  descriptions: 'Titles, names and descriptions inside the file were removed.',
  trailing: 'Data that stood behind the picture was removed.',
  animation: 'It moved: only its first picture was kept.',
  converted: 'It was kept as {to} instead of {from}.',
  extension: 'Its name ends in {name}, but it is {type}.',
  attachments: 'Files that were packed into it were removed.',
  'measurements-kept': 'It has a track of measurements, which can hold positions, and was not removed.',
  'descriptions-kept': 'Titles or names inside the file were not removed.',
  'author-kept': 'The PDF names its author and program, which was not removed: {names}.',
} as const;

export function removed(code: FindingCode, values: Record<string, string> = {}): MediaFinding {
  return { code, removed: true, values };
}

export function kept(code: FindingCode, values: Record<string, string> = {}): MediaFinding {
  return { code, removed: false, values };
}

/** The finding as one English sentence. */
export function sentenceOf({ code, values }: MediaFinding): string {
  return SENTENCES[code].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');
}

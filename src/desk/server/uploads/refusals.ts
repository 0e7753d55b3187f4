import { DaftarError } from '../../../base/errors.ts';

/** Why a file is not taken in. Each says what to do instead. */
export const refused = {
  empty: (name: string) =>
    new DaftarError('UPLOAD_EMPTY', `The file ${name} is empty.`, 'Choose the file again, or make it anew.'),
  svg: (name: string) =>
    new DaftarError(
      'UPLOAD_SVG',
      `The file ${name} is an SVG drawing, which can carry programs.`,
      'Save it as PNG, at least 800 pixels wide, and upload that.',
    ),
  type: (name: string) =>
    new DaftarError(
      'UPLOAD_TYPE',
      `The file ${name} is of no type that is taken here.`,
      'Pictures: JPEG, PNG, WebP, GIF, TIFF, AVIF. Sound: MP3, M4A, OGG, WAV. Video: MP4, MOV, WebM. Papers: PDF.',
    ),
  heic: (name: string) =>
    new DaftarError(
      'UPLOAD_TYPE',
      `The picture ${name} is in the HEIC format, which most browsers cannot show.`,
      'Save it as JPEG, or set the phone’s camera to "most compatible".',
    ),
  mixed: (name: string, what: string) =>
    new DaftarError(
      'UPLOAD_MIXED',
      `The file ${name} is also ${what}: such files are made to get past checks.`,
      'Open it in a program for its type, save it anew, and upload that; if a stranger sent it, do not open it.',
    ),
  active: (name: string, what: string) =>
    new DaftarError(
      'UPLOAD_ACTIVE',
      `The PDF ${name} ${what}.`,
      'Print it to a new PDF, which leaves that out, and upload that one.',
    ),
  locked: (name: string) =>
    new DaftarError(
      'UPLOAD_LOCKED',
      `The PDF ${name} is encrypted, so nobody can say what is in it.`,
      'Save it without a password and without restrictions, and upload that.',
    ),
  bomb: (name: string, pixels: string) =>
    new DaftarError(
      'UPLOAD_BOMB',
      `The picture ${name} has ${pixels} pixels, more than can be opened here.`,
      'Make it smaller than 10 000 by 10 000 pixels and upload that.',
    ),
  broken: (name: string, why: string) =>
    new DaftarError(
      'UPLOAD_BROKEN',
      `The file ${name} is damaged or incomplete: ${why}.`,
      'Copy it anew from where it came from, check that it opens, and upload that.',
    ),
  large: (name: string, limit: number) =>
    new DaftarError(
      'UPLOAD_TOO_LARGE',
      `The file ${name} is larger than ${Math.floor(limit / 1_000_000)} MB, the most for its type.`,
      'Make it smaller, or ask an administrator to raise the limit in the settings.',
    ),
};

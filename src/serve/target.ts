/** What a request's address asks for. */
export interface Target {
  /** The decoded parts of the path, without empty ends: `/en/a/` is `['en', 'a']`. */
  segments: string[];
  /** The file below the site's folder, `en/a/index.html`; null where no file may ever be handed out. */
  file: string | null;
  /** Whether the path ended with a slash. */
  folder: boolean;
  /** With its question mark, or empty. */
  query: string;
}

/**
 * Reads the address of a request line (RFC 9112, section 3.2, origin form or absolute form). Returns null where it
 * cannot be decoded; an address that tries to leave the folder, or to see a hidden file, has `file: null`.
 */
export function readTarget(address: string): Target | null {
  const [, path = '', query = ''] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?/i.exec(address) ?? [];
  if (!path.startsWith('/')) return null;
  const folder = path.endsWith('/');
  const segments = path === '/' ? [] : decodeSegments(path.slice(1, folder ? -1 : undefined));
  if (!segments) return null;
  return { segments, folder, query, file: fileOf(segments, folder) };
}

/** The path again, every part encoded, so that nothing in it can be read as another host. */
export function folderAddress(segments: string[]): string {
  return `/${segments.map((segment) => `${encodeURIComponent(segment)}/`).join('')}`;
}

/** The file that stands behind a published path: `/en/` and `en/` and `en/index.html` are all `en/index.html`. */
export function fileOfPath(path: string): string {
  const relative = path.replace(/^\/+/, '');
  return relative === '' || relative.endsWith('/') ? `${relative}index.html` : relative;
}

function decodeSegments(path: string): string[] | null {
  try {
    return path.split('/').map((segment) => (segment.includes('%') ? decodeURIComponent(segment) : segment));
  } catch {
    return null;
  }
}

function fileOf(segments: string[], folder: boolean): string | null {
  if (!segments.every(isPlainName)) return null;
  return [...segments, ...(folder ? ['index.html'] : [])].join('/');
}

/** Empty names are refused too: `//host/` must never come back in a `Location`. */
function isPlainName(name: string, position: number): boolean {
  if (name === '.well-known') return position === 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what is refused here
  return name !== '' && !name.startsWith('.') && !/[/\\\u0000-\u001f\u007f]/.test(name);
}

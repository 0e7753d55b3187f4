/** How one file of the site is handed out; a function of its path alone. */
export interface Rule {
  type: string;
  /** Whether a compressed copy is worth trying. */
  compress: boolean;
  /** Whether parts of it may be asked for: long downloads break on slow lines. */
  ranges: boolean;
  /** The headers that every answer with this file carries. */
  headers: Record<string, string>;
}

const TEXT_TYPES: Record<string, string> = {
  html: 'text/html',
  txt: 'text/plain',
  'tlog-proof': 'text/plain',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  csv: 'text/csv',
  ics: 'text/calendar',
  vcf: 'text/vcard',
  vtt: 'text/vtt',
  md: 'text/markdown',
  xml: 'application/xml',
  atom: 'application/atom+xml',
  rss: 'application/rss+xml',
  xsl: 'application/xslt+xml',
};

/** JSON is UTF-8 by definition (RFC 8259, section 8.1) and its type has no charset parameter. */
const COMPRESSIBLE_TYPES: Record<string, string> = {
  json: 'application/json',
  jsonld: 'application/ld+json',
  map: 'application/json',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  wasm: 'application/wasm',
  ico: 'image/x-icon',
  ttf: 'font/ttf',
  otf: 'font/otf',
};

const PACKED_TYPES: Record<string, string> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  woff: 'font/woff',
  woff2: 'font/woff2',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  weba: 'audio/webm',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  zip: 'application/zip',
  gz: 'application/gzip',
  epub: 'application/epub+zip',
};

const FEED_TYPES: Record<string, string> = {
  'feed.xml': 'application/rss+xml; charset=utf-8',
  'feed.atom': 'application/atom+xml; charset=utf-8',
  'feed.json': 'application/feed+json',
  'podcast.xml': 'application/rss+xml; charset=utf-8',
};

const UNKNOWN_TYPE = 'application/octet-stream';
const IMMUTABLE = 'public, max-age=31536000, immutable';
const REVALIDATE = 'no-cache';

/** `connect-src` is there for the pages that check a text against this site's own record, and for search. */
const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "media-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Films, songs and broadcasts may stand on other sites, and play in place once a reader asks for that: decisions/0016. */
const PLAYS_FROM_ELSEWHERE = /^[a-z-]+\/(videos|live|songs)\//;

/** For bytes that came from elsewhere, drawings and the record: opened by themselves they may do nothing at all. */
const INERT_POLICY = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox";

/** Browsers show PDF in a viewer of their own, which a policy on what may load would break. */
const PDF_POLICY = "frame-ancestors 'none'";

/** What every answer carries. A reader's address says what they read; no other site needs to learn it. */
const COMMON_HEADERS: Record<string, string> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** What a browser obeys only for documents. */
const DOCUMENT_HEADERS: Record<string, string> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'browsing-topics=(), camera=(), geolocation=(), microphone=()',
};

/** The headers of an answer that is not a file. */
export const OWN_HEADERS: Record<string, string> = {
  ...COMMON_HEADERS,
  ...DOCUMENT_HEADERS,
  'Content-Security-Policy': INERT_POLICY,
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The rule for a file by its path below the site's folder: `en/index.html`. */
export function ruleFor(file: string): Rule {
  const type = typeOf(file);
  return {
    type,
    compress: isCompressible(file, type),
    ranges: /^(image\/(?!svg)|audio\/|video\/|application\/(pdf|zip|gzip|epub|octet-stream))/.test(type),
    headers: {
      ...COMMON_HEADERS,
      'Content-Type': type,
      'Cache-Control': isImmutable(file) ? IMMUTABLE : REVALIDATE,
      ...documentHeaders(file, type),
      ...sharingHeaders(file),
    },
  };
}

function typeOf(file: string): string {
  const name = file.slice(file.lastIndexOf('/') + 1);
  if (FEED_TYPES[name]) return FEED_TYPES[name];
  if (/^record\/(log\/checkpoint|policy)$/.test(file)) return 'text/plain; charset=utf-8';
  // Stored bytes and tiles have names of hex digits and dots (`000.p`), never an extension.
  if (/^record\/(media|log\/tile)\//.test(file)) return UNKNOWN_TYPE;
  const extension = /\.([a-z0-9-]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (TEXT_TYPES[extension]) return `${TEXT_TYPES[extension]}; charset=utf-8`;
  return COMPRESSIBLE_TYPES[extension] ?? PACKED_TYPES[extension] ?? UNKNOWN_TYPE;
}

function isCompressible(file: string, type: string): boolean {
  // Entry bundles are JSON inside, and tlog-tiles asks that they be compressed; hash tiles cannot be.
  if (file.startsWith('record/log/tile/entries/')) return true;
  return type !== UNKNOWN_TYPE && !Object.values(PACKED_TYPES).includes(type);
}

/** Addresses whose bytes can never change: they carry a hash, or are written once. */
function isImmutable(file: string): boolean {
  if (/^record\/(releases|media|receipts|log\/tile)\//.test(file)) return true;
  return file.startsWith('media/') || /^assets\/(.*\/)?[^/]*[.-][0-9a-f]{8,}\.[^/]+$/.test(file);
}

/** Styles, scripts, fonts and pictures can be no document: half a kilobyte less for each, on a line of 50 kbit/s. */
function documentHeaders(file: string, type: string): Record<string, string> {
  if (/^(image\/(?!svg)|font\/|audio\/|video\/|text\/(css|javascript))/.test(type)) return {};
  return { ...DOCUMENT_HEADERS, 'Content-Security-Policy': policyOf(file, type) };
}

/** Whether this is the page whose script stands in it, so that it can be saved and carried along. */
export function carriesItsScript(file: string): boolean {
  return /^([a-z-]+\/)?verify\/index\.html$/.test(file);
}

/** The same policy, and this one script besides, named by its hash. */
export function withScript({ headers, ...rule }: Rule, sha256: string): Rule {
  const policy = PAGE_POLICY.replace("script-src 'self'", `script-src 'sha256-${sha256}'`);
  return { ...rule, headers: { ...headers, 'Content-Security-Policy': policy } };
}

function policyOf(file: string, type: string): string {
  if (type === 'application/pdf') return PDF_POLICY;
  if (type === 'image/svg+xml' || file.startsWith('record/')) return INERT_POLICY;
  return PLAYS_FROM_ELSEWHERE.test(file)
    ? PAGE_POLICY.replace("media-src 'self'", "media-src 'self' https:")
    : PAGE_POLICY;
}

/**
 * The record and the feeds are for programs anywhere: a verifier on another site must be able to read them. Pictures may
 * be shown elsewhere, as a press office wants. Pages, scripts and fonts stay with their site.
 */
function sharingHeaders(file: string): Record<string, string> {
  const open = file.startsWith('record/') || FEED_TYPES[file.slice(file.lastIndexOf('/') + 1)] !== undefined;
  return {
    'Cross-Origin-Resource-Policy':
      open || file.startsWith('media/') || file.endsWith('/podcast.png') ? 'cross-origin' : 'same-origin',
    ...(open ? { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'ETag' } : {}),
  };
}

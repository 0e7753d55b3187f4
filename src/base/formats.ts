/** What people call a format: `PDF` of `application/pdf`, `MP3` of `audio/mpeg`. */
export function formatName(type: string): string {
  return FORMATS[type] ?? (type.split('/')[1] ?? '').toUpperCase();
}

/** What people call otherwise than its media type does. */
const FORMATS: Record<string, string> = { 'audio/mpeg': 'MP3', 'audio/mp4': 'M4A', 'video/quicktime': 'MOV' };

/** `.pdf` of an address that ends so; empty where it has no such ending. */
export function endingOf(address: string): string {
  return /\.[a-z0-9]+$/.exec(address)?.[0] ?? '';
}

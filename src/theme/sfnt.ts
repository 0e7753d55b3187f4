/**
 * The little of OpenType that the press needs of an sfnt file: which characters it covers (`cmap`), and a family name of
 * our own in it (`name`).
 */
interface Table {
  tag: string;
  bytes: Buffer;
}

/** The code points that the font has a glyph for, in order. Subtables of formats 4 and 12 are read. */
export function coverage(sfnt: Buffer): number[] {
  const cmap = tablesOf(sfnt).find((table) => table.tag === 'cmap')?.bytes;
  if (!cmap) return [];
  const points = new Set<number>();
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const subtable = cmap.subarray(cmap.readUInt32BE(4 + 8 * i + 4));
    for (const [first, last] of groupsOf(subtable)) for (let point = first; point <= last; point++) points.add(point);
  }
  return [...points].sort((a, b) => a - b);
}

/**
 * The same font under another family name, e.g. `Daftar Noto Naskh Arabic`: a typesetter that also looks into the
 * machine's fonts cannot take one of those for it.
 */
export function renamed(sfnt: Buffer, family: string, style: string): Buffer {
  const tables = tablesOf(sfnt).map((table) => (table.tag === 'name' ? nameTable(family, style) : table));
  return sfntOf(sfnt.subarray(0, 4), tables);
}

function tablesOf(sfnt: Buffer): Table[] {
  return Array.from({ length: sfnt.readUInt16BE(4) }, (_, i) => {
    const entry = sfnt.subarray(12 + 16 * i);
    const start = entry.readUInt32BE(8);
    return { tag: entry.toString('latin1', 0, 4), bytes: sfnt.subarray(start, start + entry.readUInt32BE(12)) };
  });
}

function groupsOf(subtable: Buffer): [number, number][] {
  const format = subtable.readUInt16BE(0);
  if (format === 12) {
    return Array.from({ length: subtable.readUInt32BE(12) }, (_, i) => [
      subtable.readUInt32BE(16 + 12 * i),
      subtable.readUInt32BE(20 + 12 * i),
    ]);
  }
  if (format !== 4) return [];
  const twice = subtable.readUInt16BE(6);
  return Array.from({ length: twice / 2 }, (_, i): [number, number] => [
    subtable.readUInt16BE(16 + twice + 2 * i),
    subtable.readUInt16BE(14 + 2 * i),
  ]).filter(([first]) => first !== 0xffff);
}

function nameTable(family: string, style: string): Table {
  const full = `${family} ${style}`;
  const names: [number, string][] = [
    [1, family],
    [2, style],
    [4, full],
    [6, full.replace(/[^A-Za-z0-9]/g, '')],
  ];
  const head = Buffer.alloc(6 + 12 * names.length);
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  const texts = names.map(([, text]) => Buffer.from(text, 'utf16le').swap16());
  let offset = 0;
  names.forEach(([id], i) => {
    const length = texts[i]!.length;
    // Windows, Unicode, US English: what every reader of fonts looks at.
    [3, 1, 0x409, id, length, offset].forEach((value, j) => void head.writeUInt16BE(value, 6 + 12 * i + 2 * j));
    offset += length;
  });
  return { tag: 'name', bytes: Buffer.concat([head, ...texts]) };
}

function sfntOf(version: Buffer, tables: Table[]): Buffer {
  const head = Buffer.alloc(12 + 16 * tables.length);
  version.copy(head);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  [tables.length, 16 * power, Math.log2(power), 16 * (tables.length - power)].forEach(
    (value, i) => void head.writeUInt16BE(value, 4 + 2 * i),
  );
  let offset = head.length;
  const padded = tables.map(({ tag, bytes }, i) => {
    const at = 12 + 16 * i;
    const full = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
    head.write(tag, at, 'latin1');
    [checksum(full), offset, bytes.length].forEach((value, j) => void head.writeUInt32BE(value, at + 4 + 4 * j));
    offset += full.length;
    return full;
  });
  return Buffer.concat([head, ...padded]);
}

function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}

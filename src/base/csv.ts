/** Rows as a spreadsheet saves them (RFC 4180), with a comma or a semicolon, with or without a byte order mark. */
export function readCsv(text: string): string[][] {
  const source = text.replace(/^\ufeff/, '');
  const separator = separatorOf(source);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < source.length; at++) {
    const character = source[at]!;
    if (isQuoted && character === '"' && source[at + 1] === '"') cell += source[++at];
    else if (character === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (isQuoted) cell += character;
    else if (character === separator) row.push(take());
    else if (character === '\n') endRow();
    else if (character !== '\r') cell += character;
  }
  endRow();
  return rows;

  function take(): string {
    const taken = cell;
    cell = '';
    return taken;
  }
  function endRow(): void {
    row.push(take());
    if (row.some((one) => one.trim() !== '')) rows.push(row);
    row = [];
  }
}

/** With a byte order mark: spreadsheets take it for Latin letters otherwise. No cell begins a formula. */
export function writeCsv(rows: string[][]): string {
  return `\ufeff${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`;
}

function cellOf(text: string): string {
  const begins = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
  const safe = begins ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Of the first line, outside quotes. */
function separatorOf(text: string): string {
  const first = text.slice(0, text.indexOf('\n') + 1 || undefined).replace(/"[^"]*"/g, '');
  const count = (sign: string) => first.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

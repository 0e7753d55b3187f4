/** A repair that is made only where the fault is plain, and counted. `source` keeps what stood there. */
interface Repair {
  /** `Missing spaces after full stops added: 3.` */
  finding: (times: number) => string;
  languages: string[];
  apply(text: string, count: (times?: number) => void): string;
}

const ALL = ['en', 'ur', 'sd'];
const ABBREVIATIONS =
  /^(mr|mrs|ms|dr|st|lt|col|gen|maj|capt|prof|sr|jr|no|vs|rs|ph|sc|hon|rev|sgt|brig|adm|govt|dept|vol|ed|fig|art|sec|www|mt|ft)$/i;
const ENDINGS = /^(com|org|net|edu|gov|info|js|pk|uk|htm|html|php|pdf|jpg|d|sc|a)$/i;
/** The names of Latin letters, of which abbreviations are made: ایم۔اے، ايم.اي */
const LETTER_NAMES = new Set(
  'اے بی سی ڈی ای ایف جی ایچ آئی جے کے ایل ایم این او پی کیو آر ایس ٹی یو وی ڈبلیو ایکس وائی زیڈ اي بي سي ڊي ايف جي ايڇ آءِ آئي ڪي ايل ايم اين پي ڪيو ايس ٽي يو وي'.split(
    ' ',
  ),
);

const REPAIRS: Repair[] = [
  {
    finding: (times) => `Runs of † (spaces in a wrong code) made spaces: ${times}.`,
    languages: ALL,
    apply: (text, count) => text.replace(/[ \u00a0]*†[† \u00a0]*/g, tally(count, ' ')),
  },
  {
    finding: (times) => `í made apostrophes: ${times}.`,
    languages: ['en'],
    // A text that has other accented letters may be naming people of another language: there nothing is sure.
    apply: (text, count) =>
      /[áéóúñÁÉÓÚÑ]/.test(text)
        ? text
        : text.replace(
            /(?<=[A-Za-z]{2})í(?=(?:s|t|d|m|re|ve|ll)(?![A-Za-z]))|(?<=[a-z]s)í(?=[\s,;]|$)/g,
            tally(count, '’'),
          ),
  },
  {
    finding: (times) => `Backticks made quotation marks: ${times}.`,
    languages: ALL,
    apply: mendBackticks,
  },
  {
    finding: (times) => `Arabic ي and ك made Urdu ی and ک: ${times}.`,
    languages: ['ur'],
    apply: (text, count) =>
      text.replace(/[يك]/g, (letter) => {
        count();
        return letter === 'ي' ? 'ی' : 'ک';
      }),
  },
  {
    finding: (times) => `Spaces around ، put right: ${times}.`,
    languages: ['ur', 'sd'],
    apply: (text, count) =>
      text.replace(
        /(?<=[\p{L}\p{M}\p{N})”’"'])[ \u00a0]+،[ \u00a0]*(?=\S|$)|،(?=\p{L})/gu,
        (_found, offset: number, whole: string) => {
          count();
          return /^[ \u00a0]*،[ \u00a0]*$/.test(whole.slice(offset)) ? '،' : '، ';
        },
      ),
  },
  {
    finding: (times) => `Missing spaces after full stops added: ${times}.`,
    languages: ALL,
    apply: spaceFullStops,
  },
];

/** Repairs over all texts of one item, so that its findings are counted once. */
export class Mender {
  language: string;
  counts = new Map<Repair, number>();
  doubts = new Set<string>();

  constructor(language: string) {
    this.language = language;
  }

  mend(text: string): string {
    if (this.language === 'ur' && text.includes('ه')) this.doubts.add('Arabic ه left as it stood: it may be ہ or ھ.');
    if (this.language === 'en' && /[ìî]\w|\w[ìî]/.test(text))
      this.doubts.add('ì and î may stand for quotation marks: left as they stood.');
    const own = REPAIRS.filter((repair) => repair.languages.includes(this.language));
    return own.reduce((mended, repair) => repair.apply(mended, (times = 1) => this.add(repair, times)), text).trim();
  }

  findings(): string[] {
    return [...[...this.counts].map(([repair, times]) => repair.finding(times)), ...this.doubts];
  }

  private add(repair: Repair, times: number): void {
    this.counts.set(repair, (this.counts.get(repair) ?? 0) + times);
  }
}

function mendBackticks(text: string, count: (times?: number) => void): string {
  return text
    .replace(/``([^`'\n]{1,400})(?:''|``)/g, (_found, quoted: string) => quote('“', quoted, '”', count))
    .replace(/(?<![\p{L}\p{N}])`([^`\n]{1,400}?)(?:`|'(?!\p{L}))/gu, (_found, quoted: string) =>
      quote('‘', quoted, '’', count),
    )
    .replace(/(?<=\p{L})`(?=\p{L})/gu, tally(count, '’'))
    .replace(/(?<![\p{L}\p{N}])`(?=\p{L})/gu, tally(count, '‘'));
}

function quote(open: string, quoted: string, close: string, count: (times?: number) => void): string {
  count();
  return `${open}${quoted}${close}`;
}

function spaceFullStops(text: string, count: (times?: number) => void): string {
  return text.replace(/\S+/gu, (token) => (isAddress(token) ? token : spaceToken(token, count)));
}

const isAddress = (token: string): boolean => /:\/\/|@|^\(?www\.|\.[a-z]{2,4}\/|\/\S*\.(html?|php|aspx?)/i.test(token);

function spaceToken(token: string, count: (times?: number) => void): string {
  return token
    .replace(
      /(?<![\p{L}\p{N}.])(\p{L}+|\p{L}*\p{N}+|[”’"')\]%])\.(?=["“‘'(]?\p{Lu})(?!\p{Lu}\.)/gu,
      (found, last: string, at: number, whole: string) => {
        const next = /^["“‘'(]?(\p{L}+)/u.exec(whole.slice(at + found.length))?.[1] ?? '';
        const isInitial =
          /^\p{L}$/u.test(last) || ABBREVIATIONS.test(last) || ENDINGS.test(next) || /^\p{Script=Arabic}/u.test(last);
        return isInitial ? found : spaced(found, count);
      },
    )
    .replace(/(?<![\p{L}\p{M}])([\p{L}\p{M}]{2,})[.۔](?=\p{Script=Arabic})(?=\p{L})/gu, (found, last: string) => {
      return LETTER_NAMES.has(last) || !/\p{Script=Arabic}/u.test(last) ? found : spaced(found, count);
    });
}

function spaced(found: string, count: (times?: number) => void): string {
  count();
  return `${found} `;
}

function tally(count: (times?: number) => void, replacement: string): () => string {
  return () => {
    count();
    return replacement;
  };
}

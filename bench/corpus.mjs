// node corpus.mjs N out.jsonl [langs=en,ur,sd]   deterministic synthetic press statements
import fs from 'node:fs';

const N = +process.argv[2] || 1000,
  out = process.argv[3] || `data/${N}.jsonl`,
  LANGS = (process.argv[4] || 'en,ur,sd').split(',');
function rng(a) {
  return () => {
    a |= 0;
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const SY = {
  en: 'ba be bi bo ka ke ki lo la le li ma me mi mo na ne ni ra re ri ro sa se si so ta te ti to va ve vi wa da de di do fa fe ga ge pa pe pi ran ten lor min sal ver nor tal den mar'.split(
    ' ',
  ),
  ur: [
    'ب',
    'با',
    'بی',
    'پ',
    'پا',
    'ت',
    'تا',
    'تر',
    'ٹ',
    'ج',
    'جا',
    'چ',
    'خ',
    'د',
    'دا',
    'ڈ',
    'ر',
    'را',
    'ز',
    'س',
    'سا',
    'سی',
    'ش',
    'شا',
    'ع',
    'غ',
    'ف',
    'ق',
    'ک',
    'کا',
    'کی',
    'گ',
    'گا',
    'ل',
    'لا',
    'م',
    'ما',
    'می',
    'ن',
    'نا',
    'و',
    'وا',
    'ہ',
    'ھ',
    'ی',
    'یا',
    'ئی',
  ],
  sd: [
    'ب',
    'با',
    'ٻ',
    'ڀ',
    'ت',
    'تا',
    'ٿ',
    'ٽ',
    'ٺ',
    'پ',
    'ج',
    'جي',
    'ڄ',
    'ڃ',
    'چ',
    'ڇ',
    'ح',
    'خ',
    'د',
    'ڌ',
    'ڏ',
    'ڊ',
    'ڍ',
    'ر',
    'ڙ',
    'ز',
    'س',
    'سا',
    'ش',
    'ع',
    'ف',
    'ڦ',
    'ق',
    'ڪ',
    'ڪا',
    'ک',
    'گ',
    'ڳ',
    'ڱ',
    'ل',
    'لا',
    'م',
    'ما',
    'ن',
    'ڻ',
    'و',
    'وا',
    'ه',
    'ي',
    'يا',
  ],
};
const FN = {
  en: 'the of and in to for on with is was by that at from as this be it will has'.split(' '),
  ur: 'کے میں کی ہے اور سے کا کو نے پر کہ یہ اس جو بھی گیا ہیں تھا لیے ایک'.split(' '),
  sd: 'جي ۾ جو آهي ۽ کي جا سان کان تي ته هن اهو جيڪو پڻ ويو آهن هو لاءِ هڪ'.split(' '),
};
const END = { en: ['.', ', '], ur: ['۔', '، '], sd: ['.', '، '] };
const V = 18000,
  vocab = {};
for (const l of ['en', 'ur', 'sd']) {
  const r = rng(77 + l.charCodeAt(0)),
    s = new Set();
  while (s.size < V) {
    const n = 2 + Math.floor(r() * 3);
    let w = '';
    for (let i = 0; i < n; i++) w += SY[l][Math.floor(r() * SY[l].length)];
    if (w.length > 2) s.add(w);
  }
  vocab[l] = [...s];
}
const LV = Math.log(V);
const word = (r, l) =>
  r() < 0.38
    ? FN[l][Math.floor(r() * r() * FN[l].length)]
    : vocab[l][Math.min(V - 1, Math.floor(Math.exp(r() * LV)) - 1)];
const phrase = (r, l, n) => {
  let a = '';
  for (let i = 0; i < n; i++)
    a += (i ? ' ' : '') + (i % 2 ? word(r, l) : vocab[l][Math.min(V - 1, Math.floor(Math.exp(r() * LV)) - 1)]);
  return a;
};
const cap = (s) => s[0].toUpperCase() + s.slice(1);
function body(r, l, n) {
  let o = [],
    left = n;
  while (left > 0) {
    let p = Math.min(left, 40 + Math.floor(r() * 70)),
      s = '';
    left -= p;
    let sl = 0,
      lim = 8 + Math.floor(r() * 14);
    for (let i = 0; i < p; i++) {
      let w = word(r, l);
      if (sl === 0 && l === 'en') w = cap(w);
      s += w;
      sl++;
      if (sl >= lim || i === p - 1) {
        s += END[l][0] + (i < p - 1 ? ' ' : '');
        sl = 0;
        lim = 8 + Math.floor(r() * 14);
      } else s += r() < 0.06 ? END[l][1] : ' ';
    }
    o.push(s);
  }
  return o.join('\n\n');
}
const TAGS = 40,
  PLACES = 30,
  D0 = Date.UTC(2000, 0, 1),
  SPAN = 25 * 365.25 * 864e5;
fs.mkdirSync('data', { recursive: true });
const fd = fs.openSync(out, 'w');
let buf = [];
let size = 0;
for (let i = 0; i < N; i++) {
  const m = rng(1e6 + i * 7919);
  const date = new Date(D0 + Math.floor(((i + m()) / N) * SPAN)).toISOString();
  const tags = [...new Set([0, 1, 2].map(() => Math.floor(m() * m() * TAGS)))],
    place = Math.floor(m() * PLACES),
    n = 300 + Math.floor(m() * 601);
  for (const l of LANGS) {
    const r = rng(i * 3 + { en: 0, ur: 1, sd: 2 }[l] + 12345);
    let title = phrase(r, l, 6 + Math.floor(r() * 6));
    if (l === 'en') title = cap(title);
    const rec = {
      id: i,
      slug: 's' + String(i).padStart(6, '0'),
      lang: l,
      date,
      title,
      summary: phrase(r, l, 20 + Math.floor(r() * 12)) + END[l][0],
      place: vocab[l][5000 + place],
      tags: tags.map((t) => vocab[l][6000 + t]),
      body: body(r, l, n),
    };
    const s = JSON.stringify(rec) + '\n';
    buf.push(s);
    size += s.length;
  }
  if (size > 8e6) {
    fs.writeSync(fd, buf.join(''));
    buf = [];
    size = 0;
  }
}
fs.writeSync(fd, buf.join(''));
fs.closeSync(fd);

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { canonicalBody } from '../record/body.ts';
import { bodyTypst } from './body-typst.ts';

const compiler = NodeCompiler.create({ workspace: '/' });
const HOSTILE = '# $x$ \\ " ] [ } #panic("a") */ /* // = - + _ * ` @a &lt;b&gt; ~ \' #{ \\u{41} " #text("b")';
const IMAGE = '5'.repeat(64);
compiler.mapShadow('/picture.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'));

const CASES: Record<string, string> = {
  'hostile words everywhere': `<h2>${HOSTILE}</h2><p>${HOSTILE}<br><b>${HOSTILE}</b><i>${HOSTILE}</i><sub>${HOSTILE}</sub></p>
    <p class="verse">${HOSTILE}<br>${HOSTILE}</p><blockquote>${HOSTILE}</blockquote><ul><li>${HOSTILE}<ol><li>${HOSTILE}</li></ol></li></ul>
    <table><caption>${HOSTILE}</caption><tr><th>${HOSTILE}<td>${HOSTILE}</table><p lang="ur" dir="rtl"><em>${HOSTILE}</em></p>`,
  'words that follow code':
    '<p><b>a</b>(b)<i>c</i>[d].e<sup>f</sup>.g;<bdi>h</bdi>: <span lang="ur-pk" dir="rtl">ب</span>"</p>',
  footnotes:
    '<p>a<sup><a href="#note-1">1</a></sup> b<sup><a href="#note-1">1</a></sup></p><ol class="notes"><li id="note-1">c <a href="#note-1">1</a></li><li id="note-2">alone</li></ol>',
  links:
    '<p><a href="https://a.example/%22)#panic()">a</a> <a href="item:ST-2020-0001">b</a> <a href="mailto:a@b.example">c</a></p>',
  'tables with spans that overlap':
    '<table><thead><tr><th rowspan="9" scope="col">a</th><th colspan="3">b</th></tr></thead><tr><td rowspan="2">c</td><td>d</td></tr><tr><td colspan="5">e</td></tr><tr></tr></table>',
  'the deepest quotes': `${'<blockquote>'.repeat(20)}a`,
  'the deepest lists': '<ul><li>a'.repeat(20),
  'the deepest tables': '<table><tr><td>a'.repeat(20),
  pictures: `<figure><img src="media:${IMAGE}" alt='"]'><figcaption>${HOSTILE}</figcaption></figure><figure><img src="media:${'6'.repeat(64)}"><figcaption>b</figcaption></figure><hr>`,
  nothing: '',
};

for (const [name, body] of Object.entries(CASES)) {
  test(`print: ${name} compile`, () => assert.ok(pdf(canonicalBody(body).html).startsWith('%PDF')));
}

test('print: every vector compiles', () => {
  const { hostile, sloppy } = JSON.parse(
    readFileSync(new URL('../../test/vectors/body.json', import.meta.url), 'utf8'),
  );
  for (const { output } of [...hostile, ...sloppy]) assert.ok(pdf(output).startsWith('%PDF'));
});

test('print: words are string literals', () => {
  assert.equal(bodyTypst('<p>a"\\#b</p>', { media: () => null }), '#text("a\\"\\\\#b")');
});

test('print: the head of a table stands on each of its pages, unless it would fill them', () => {
  const table = (head: string) => `<table><thead>${head}</thead><tbody><tr><td><p>b</p></td></tr></tbody></table>`;
  const row = (text: string) => `<tr><th><p>${text}</p></th></tr>`;
  const heads: [string, boolean][] = [
    [row('a'), true],
    [`<tr><th rowspan="2"><p>a</p></th><th><p>b</p></th></tr><tr><th><p>c</p></th></tr>`, true],
    ['<tr></tr>', false],
    [row('a').repeat(9), false],
    [row('long '.repeat(100)), false],
    [row('a</p><ul><li>b</li></ul><p>c'), false],
  ];
  for (const [head, repeats] of heads) {
    const body = canonicalBody(table(head)).html;
    assert.equal(bodyTypst(body, { media: () => null }).includes('table.header('), repeats, head);
    assert.ok(pdf(body).startsWith('%PDF'));
  }
});

test('print: no italics in Arabic script', () => {
  const media = () => null;
  assert.equal(bodyTypst('<p><em>a</em></p>', { media }), '#emph[#text("a")]');
  assert.equal(bodyTypst('<p><em>a</em></p>', { media, direction: 'rtl' }), '#strong[#text("a")]');
  assert.match(bodyTypst('<p dir="rtl"><em>a</em></p>', { media }), /#strong\[#text\("a"\)\]/);
});

function pdf(body: string): string {
  const content = bodyTypst(body, { media: (sha256) => (sha256 === IMAGE ? '/picture.svg' : null) });
  const compiled = compiler.compile({ mainFileContent: `#set page(width: 20cm)\n${content}` });
  assert.ok(compiled.result, `${content}\n${JSON.stringify(compiled.takeError()?.shortDiagnostics)}`);
  return compiler.pdf(compiled.result, {}).toString('latin1');
}

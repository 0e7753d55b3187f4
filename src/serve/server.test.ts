import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { createSiteServer, type Listening, listen, type SiteOptions, type SiteServer } from './server.ts';

const HASH = 'ab'.repeat(32);
const LONG = `<!doctype html><title>Footbridge</title>${'<p>The footbridge opens on Monday.</p>'.repeat(200)}`;
const FILM = 300 * 1024 * 1024;
const BIG = Buffer.alloc(3 * 1024 * 1024, 'abcdefghij');

/** What players jump about in. */
const RECORDINGS = {
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
  wav: 'audio/wav',
  weba: 'audio/webm',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
};

const FILES: Record<string, string | Buffer> = {
  'index.html': redirectTo('en/'),
  '404.html': 'nothing here',
  'robots.txt': 'User-agent: *',
  '.well-known/security.txt': 'Contact: mailto:desk@example.org',
  '.well-known/.secret': 'no',
  '.git/config': 'no',
  'en/.draft/index.html': 'no',
  'en/index.html': LONG,
  'en/404.html': 'not found',
  'ur/index.html': '<!doctype html><p>صفحہ</p>',
  'ur/404.html': 'یہ صفحہ موجود نہیں',
  'ur/verify/index.html': '<!doctype html><p>جانچ</p><script>check();</script>',
  'en/short/index.html': '<!doctype html><p>Short.',
  'en/a b/index.html': 'with a space',
  'en/feed.xml': '<rss/>',
  'en/feed.atom': '<feed/>',
  'en/feed.json': '{}',
  'en/songs/podcast.xml': '<rss/>',
  ...Object.fromEntries(Object.keys(RECORDINGS).map((ending) => [`media/recording.${ending}`, '0123456789'])),
  'media/captions.vtt': 'WEBVTT\n',
  'en/empty/readme.txt': 'a folder without a page',
  'sitemap.xml': '<urlset/>',
  'assets/site.0123abcd.css': 'body{}',
  'assets/site.css': 'body{}',
  'assets/font.0123abcd.woff2': 'font',
  'en/videos/2024/film/index.html': '<video>',
  'en/songs/2024/song/index.html': '<audio>',
  'media/photo.jpg': Buffer.from('0123456789'),
  'media/drawing.svg': '<svg/>',
  'media/paper.pdf': '%PDF-',
  'media/film.mp4': BIG,
  'ST-2020-0137/index.html': redirectTo('../en/short/'),
  'old/page.html': redirectTo('../en/short/?a=1&amp;b=2#part'),
  'old/story.htm': redirectTo('../en/short/index.html?a=1'),
  'old/gate/index.html': redirectTo('../../index.html'),
  'assets/led.html': redirectTo('../en/'),
  'evil/index.html': redirectTo('https://evil.example/'),
  'evil2/index.html': redirectTo('..//evil.example/'),
  'record/log/checkpoint': 'daftar.0123456789abcdef\n1\n',
  'record/log/tile/0/000': Buffer.from([1, 2, 3]),
  'record/log/tile/0/001.p/5': Buffer.from([1, 2, 3]),
  'record/log/tile/entries/000.p/5': Buffer.from([1, 2, 3]),
  'record/policy': 'log x',
  [`record/releases/ab/${HASH}.json`]: '{}',
  [`record/media/ab/${HASH}`]: '<script>',
  [`record/receipts/ab/${HASH}.tlog-proof`]: 'c2sp.org/tlog-proof@v1',
};

let siteDir: string;
let outside: string;
let site: SiteServer;
let listening: Listening;

before(async () => {
  siteDir = mkdtempSync(join(tmpdir(), 'site-'));
  outside = mkdtempSync(join(tmpdir(), 'outside-'));
  for (const [file, content] of Object.entries(FILES)) write(file, content);
  writeFileSync(join(outside, 'index.html'), 'private');
  symlinkSync(outside, join(siteDir, 'leak'));
  symlinkSync(join(outside, 'index.html'), join(siteDir, 'leak.html'));
  symlinkSync(join(siteDir, 'robots.txt'), join(siteDir, 'same.txt'));
  [site, listening] = await start();
});

after(async () => {
  await stop(site, listening);
  rmSync(siteDir, { recursive: true });
  rmSync(outside, { recursive: true });
});

describe('addresses', () => {
  const cases: [path: string, status: number, location?: string][] = [
    ['/en/', 200],
    ['/en/?from=feed', 200],
    ['/en/index.html', 200],
    ['/en/a%20b/', 200],
    ['/same.txt', 200],
    ['/.well-known/security.txt', 200],
    ['http://anything.example/en/', 200],
    ['/en', 301, '/en/'],
    ['/en?from=feed', 301, '/en/?from=feed'],
    ['/en/a%20b', 301, '/en/a%20b/'],
    ['/', 301, '/en/'],
    ['/ST-2020-0137', 301, '/en/short/'],
    ['/ST-2020-0137/', 301, '/en/short/'],
    ['/old/page.html', 301, '/en/short/?a=1&b=2#part'],
    ['/old/story.htm', 301, '/en/short/?a=1'],
    ['/old/gate', 301, '/'],
    ['/assets/led.html', 200],
    ['/evil/', 200],
    ['/evil2/', 200],
    ['/nothing', 404],
    ['/en/empty', 404],
    ['/en/empty/', 404],
    ['/robots.txt/', 404],
    ['/robots.txt/more', 404],
    [`/${'x'.repeat(5000)}`, 404],
    ['//', 404],
    ['//en', 404],
    ['//evil.example/..', 404],
    ['//evil.example/%2e%2e', 404],
    ['/en//', 404],
    ['/../outside', 404],
    ['/en/../../etc/passwd', 404],
    ['/%2e%2e/%2e%2e/etc/passwd', 404],
    ['/..%2f..%2fetc%2fpasswd', 404],
    ['/..%5c..%5cetc', 404],
    ['/\\evil.example', 404],
    ['/en%2f', 404],
    ['/en/%00', 404],
    ['/en/index.html%00.txt', 404],
    ['/leak', 404],
    ['/leak/', 404],
    ['/leak/index.html', 404],
    ['/leak.html', 404],
    ['/.git/config', 404],
    ['/%2egit/config', 404],
    ['/en/.draft/', 404],
    ['/en/.well-known/', 404],
    ['/.well-known/.secret', 404],
    ['/%', 400],
    ['/en/%zz', 400],
    ['/%ff%fe', 400],
    ['en', 400],
  ];
  for (const [path, status, location] of cases) {
    test(`${path.slice(0, 60)} -> ${status} ${location ?? ''}`, async () => {
      const answer = await get(path);
      assert.equal(answer.status, status);
      assert.equal(answer.headers.location, location);
      assert.doesNotMatch(answer.body.toString(), /private|root:/);
      assert.equal(answer.headers['set-cookie'], undefined);
    });
  }

  test('a redirect carries its page for clients that do not follow', async () => {
    assert.equal((await get('/ST-2020-0137/')).body.toString(), FILES['ST-2020-0137/index.html']);
    const old = await get('/old/story.htm');
    assert.equal(old.body.toString(), FILES['old/story.htm']);
    assert.equal(old.headers['content-type'], 'text/html; charset=utf-8', 'whatever its ending');
  });

  test('only GET and HEAD', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const answer = await get('/en/', {}, method);
      assert.deepEqual([answer.status, answer.headers.allow], [405, 'GET, HEAD']);
    }
  });

  test('HEAD says the same without the body', async () => {
    for (const path of ['/en/', '/media/film.mp4', '/nothing']) {
      const [whole, head] = [await get(path), await get(path, {}, 'HEAD')];
      assert.equal(head.body.length, 0);
      for (const name of ['content-length', 'content-type', 'etag'])
        assert.equal(head.headers[name], whole.headers[name]);
    }
  });
});

describe('headers', () => {
  const octets = 'application/octet-stream';
  const cases: [path: string, type: string, lasting: boolean, shared: boolean][] = [
    ['/en/', 'text/html; charset=utf-8', false, false],
    ['/robots.txt', 'text/plain; charset=utf-8', false, false],
    ['/sitemap.xml', 'application/xml; charset=utf-8', false, false],
    ['/en/feed.xml', 'application/rss+xml; charset=utf-8', false, true],
    ['/en/feed.atom', 'application/atom+xml; charset=utf-8', false, true],
    ['/en/feed.json', 'application/feed+json', false, true],
    ['/en/songs/podcast.xml', 'application/rss+xml; charset=utf-8', false, true],
    ['/assets/site.0123abcd.css', 'text/css; charset=utf-8', true, false],
    ['/assets/site.css', 'text/css; charset=utf-8', false, false],
    ['/assets/font.0123abcd.woff2', 'font/woff2', true, false],
    ['/media/photo.jpg', 'image/jpeg', true, false],
    ['/record/log/checkpoint', 'text/plain; charset=utf-8', false, true],
    ['/record/policy', 'text/plain; charset=utf-8', false, true],
    ['/record/log/tile/0/000', octets, true, true],
    ['/record/log/tile/0/001.p/5', octets, true, true],
    ['/record/log/tile/entries/000.p/5', octets, true, true],
    [`/record/releases/ab/${HASH}.json`, 'application/json', true, true],
    [`/record/media/ab/${HASH}`, octets, true, true],
    [`/record/receipts/ab/${HASH}.tlog-proof`, 'text/plain; charset=utf-8', true, true],
  ];
  for (const [path, type, lasting, shared] of cases) {
    test(path, async () => {
      const { status, headers } = await get(path);
      assert.equal(status, 200);
      assert.equal(headers['content-type'], type);
      assert.equal(headers['cache-control'], lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
      assert.equal(headers['access-control-allow-origin'], shared ? '*' : undefined);
      assert.equal(headers['x-content-type-options'], 'nosniff');
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['last-modified'], undefined);
    });
  }

  test('pages may load from their own site alone; bytes from elsewhere may do nothing', async () => {
    const policy = async (path: string) => String((await get(path)).headers['content-security-policy']);
    assert.match(await policy('/en/'), /^default-src 'none'; style-src 'self'; .*frame-ancestors 'none'$/);
    assert.doesNotMatch(await policy('/en/'), /unsafe|\*|https?:/);
    for (const path of ['/en/videos/2024/film/', '/en/songs/2024/song/'])
      assert.match(await policy(path), /; media-src 'self' https:; /);
    for (const path of ['/media/drawing.svg', `/record/media/ab/${HASH}`]) {
      assert.match(await policy(path), /sandbox$/);
    }
    assert.equal(await policy('/media/paper.pdf'), "frame-ancestors 'none'");
    assert.match(await policy('/en/nothing'), /^default-src 'none'/);
    const hash = createHash('sha256').update('check();').digest('base64');
    assert.ok((await policy('/ur/verify/')).includes(`script-src 'sha256-${hash}';`));
  });
});

describe('encodings', () => {
  const unpack: Record<string, (body: Buffer) => Buffer> = {
    br: brotliDecompressSync,
    gzip: gunzipSync,
    zstd: zstdDecompressSync,
  };
  const cases: [accept: string | undefined, settled: string | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, zstd', 'zstd'],
    ['BR;q=0.5, gzip;q=0.9', 'gzip'],
    ['br;q=0, *', 'zstd'],
    ['*', 'br'],
    ['deflate', undefined],
    ['gzip;q=0', undefined],
    ['identity;q=0, br', 'br'],
    ['identity;q=1, br;q=0.5', undefined],
  ];
  for (const [accept, settled] of cases) {
    test(`Accept-Encoding: ${accept}`, async () => {
      const headers: Record<string, string> = accept === undefined ? {} : { 'accept-encoding': accept };
      const answer = await until(
        () => get('/en/', headers),
        (got) => got.headers['content-encoding'] === settled,
      );
      assert.equal(answer.headers['content-encoding'], settled);
      assert.equal(answer.headers.vary, 'Accept-Encoding');
      assert.equal((settled ? unpack[settled]!(answer.body) : answer.body).toString(), LONG);
      assert.match(
        String(answer.headers.etag),
        settled ? new RegExp(`^"[0-9a-f]{32}-${settled}"$`) : /^"[0-9a-f]{32}"$/,
      );
    });
  }

  test('a first reader who knows gzip never waits for the plain page', async () => {
    const [fresh, at] = await start();
    assert.equal((await get('/en/', { 'accept-encoding': 'gzip, br' }, 'GET', at)).headers['content-encoding'], 'gzip');
    await stop(fresh, at);
  });

  test('short files and packed types stay as they are', async () => {
    for (const path of ['/en/short/', '/media/photo.jpg', '/media/film.mp4']) {
      assert.equal((await get(path, { 'accept-encoding': 'br, gzip' })).headers['content-encoding'], undefined);
    }
    assert.equal((await get('/media/photo.jpg')).headers.vary, undefined);
    assert.equal((await get('/media/photo.jpg', { 'accept-encoding': 'gzip, identity;q=0' })).status, 406);
  });
});

describe('tags', () => {
  test('If-None-Match', async () => {
    const plain = String((await get('/en/')).headers.etag);
    const packed = String((await get('/en/', { 'accept-encoding': 'gzip' })).headers.etag);
    assert.notEqual(plain, packed);
    const cases: [tag: string, accept: string, status: number][] = [
      [plain, 'identity', 304],
      [`W/${plain}`, 'identity', 304],
      [`"other", ${plain}`, 'identity', 304],
      ['*', 'identity', 304],
      ['"other"', 'identity', 200],
      [plain.slice(1, -1), 'identity', 200],
      [packed, 'identity', 200],
      [packed, 'gzip', 304],
      [packed, 'br, gzip', 304],
      [plain, 'gzip;q=1', 304],
      [plain, 'gzip, identity;q=0', 200],
    ];
    for (const [tag, accept, status] of cases) {
      const answer = await get('/en/', { 'if-none-match': tag, 'accept-encoding': accept });
      assert.equal(answer.status, status, `${tag} ${accept}`);
      if (status !== 304) continue;
      assert.equal(answer.body.length, 0);
      assert.equal(answer.headers['cache-control'], 'no-cache');
      assert.ok(tag === '*' || tag.includes(String(answer.headers.etag)));
    }
  });

  test('the same bytes have the same tag in every process', async () => {
    const [other, at] = await start();
    assert.equal((await get('/en/', {}, 'GET', at)).headers.etag, (await get('/en/')).headers.etag);
    await stop(other, at);
  });
});

describe('ranges', () => {
  const small: [range: string, status: number, body: string, contentRange?: string][] = [
    ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
    ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-100', 206, '89', 'bytes 8-9/10'],
    ['bytes=10-', 416, 'This file is shorter.\n', 'bytes */10'],
    ['bytes=-0', 416, 'This file is shorter.\n', 'bytes */10'],
    ['bytes=0-1,3-4', 200, '0123456789'],
    ['bytes=5-2', 200, '0123456789'],
    ['lines=0-1', 200, '0123456789'],
    ['bytes=-', 200, '0123456789'],
  ];
  for (const [range, status, body, contentRange] of small) {
    test(range, async () => {
      const answer = await get('/media/photo.jpg', { range });
      assert.deepEqual(
        [answer.status, answer.body.toString(), answer.headers['content-range']],
        [status, body, contentRange],
      );
    });
  }

  for (const [ending, type] of Object.entries(RECORDINGS)) {
    test(`of a recording as ${ending}`, async () => {
      const address = `/media/recording.${ending}`;
      const { status, headers, body } = await get(address, { range: 'bytes=4-5' });
      assert.deepEqual([status, headers['content-type'], body.toString()], [206, type, '45']);
      for (const method of ['GET', 'HEAD']) {
        const whole = await get(address, {}, method);
        assert.deepEqual([whole.headers['accept-ranges'], whole.headers['content-length']], ['bytes', '10']);
      }
    });
  }

  test('HEAD has no parts, as RFC 9110 has it', async () => {
    const { status, headers, body } = await get('/media/photo.jpg', { range: 'bytes=0-3' }, 'HEAD');
    assert.deepEqual([status, headers['content-length'], body.length], [200, '10', 0]);
  });

  test('captions are text: whole, and compressed', async () => {
    const { status, headers } = await get('/media/captions.vtt', { range: 'bytes=0-3' });
    assert.deepEqual([status, headers['content-type']], [200, 'text/vtt; charset=utf-8']);
    assert.equal(headers['accept-ranges'], undefined);
  });

  test('If-Range asks for the rest of the same bytes only', async () => {
    const etag = String((await get('/media/photo.jpg')).headers.etag);
    assert.equal((await get('/media/photo.jpg', { range: 'bytes=0-3', 'if-range': etag })).status, 206);
    for (const other of ['"other"', `W/${etag}`, 'Sun, 22 Nov 2020 10:00:00 GMT']) {
      assert.equal((await get('/media/photo.jpg', { range: 'bytes=0-3', 'if-range': other })).status, 200);
    }
  });

  test('pages have no ranges', async () => {
    assert.equal((await get('/en/', { range: 'bytes=0-3' })).status, 200);
    assert.equal((await get('/en/')).headers['accept-ranges'], undefined);
  });

  test('a large file is streamed, whole and in part, and takes no memory', async () => {
    const [fresh, at] = await start({ metrics: 'all' });
    const whole = await get('/media/film.mp4', {}, 'GET', at);
    assert.ok(whole.body.equals(BIG));
    const part = await get('/media/film.mp4', { range: 'bytes=1000000-2999999' }, 'GET', at);
    assert.equal(part.status, 206);
    assert.ok(part.body.equals(BIG.subarray(1000000, 3000000)));
    assert.equal(
      (await get('/media/film.mp4', { 'if-none-match': String(whole.headers.etag) }, 'GET', at)).status,
      304,
    );
    assert.ok((await metric('daftar_cache_bytes', at)) < 10_000);
    await stop(fresh, at);
  });

  test('a film of 300 MB is never read whole: not for a part of it, and not for its tag', async () => {
    const [fresh, at] = await start();
    const film = `/media/ab/${HASH}.mp4`;
    const path = join(siteDir, film);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'begin');
    truncateSync(path, FILM);
    // Of all zeros the hash would be another one: the tag is what the address says.
    const etag = `"${HASH.slice(0, 32)}"`;
    const before = process.resourceUsage().maxRSS;
    const head = await get(film, {}, 'HEAD', at);
    assert.deepEqual([head.status, head.headers.etag, head.headers['content-length']], [200, etag, String(FILM)]);
    for (const [range, length, begin] of [
      ['bytes=0-4', 5, 'begin'],
      ['bytes=3-1000002', 1_000_000, 'in\0'],
      ['bytes=-700', 700, '\0\0\0'],
    ] as const) {
      const part = await get(film, { range, 'if-range': etag }, 'GET', at);
      assert.deepEqual([part.status, part.body.length], [206, length]);
      assert.equal(part.body.toString('latin1', 0, begin.length), begin);
      assert.match(String(part.headers['content-range']), new RegExp(`/${FILM}$`));
    }
    assert.ok(process.resourceUsage().maxRSS - before < FILM / 4 / 1024);
    assert.equal((await get(film, { range: 'bytes=0-', 'if-none-match': etag }, 'GET', at)).status, 304);
    await stop(fresh, at);
  });

  test('a large file that changed is another file, even unannounced', async () => {
    write('media/changing.mp4', BIG);
    const first = await get('/media/changing.mp4');
    write('media/changing.mp4', Buffer.alloc(BIG.length, 'z'));
    const second = await get('/media/changing.mp4');
    assert.ok(second.body.every((byte) => byte === 122));
    assert.notEqual(first.headers.etag, second.headers.etag);
  });
});

describe('missing pages', () => {
  const cases: [path: string, accept: string | undefined, body: string][] = [
    ['/ur/nothing/', 'en', 'یہ صفحہ موجود نہیں'],
    ['/en/nothing', 'ur', 'not found'],
    ['/nothing', 'ur-PK,ur;q=0.9,en;q=0.5', 'یہ صفحہ موجود نہیں'],
    ['/nothing', 'fr, en;q=0.1, ur;q=0.2', 'یہ صفحہ موجود نہیں'],
    ['/nothing', 'fr', 'nothing here'],
    ['/nothing', undefined, 'nothing here'],
    ['/nothing', '../ur, ..', 'nothing here'],
    ['/record/nothing', 'ur', 'There is nothing at this address.\n'],
  ];
  for (const [path, accept, body] of cases) {
    test(`${path} for ${accept}`, async () => {
      const answer = await get(path, accept === undefined ? {} : { 'accept-language': accept });
      assert.deepEqual([answer.status, answer.body.toString()], [404, body]);
      assert.equal(answer.headers.etag, undefined);
      assert.doesNotMatch(String(answer.headers['cache-control']), /immutable/);
    });
  }

  test('the default language comes before the page of no language, and the list is a limit', async () => {
    const [fresh, at] = await start({ languages: ['ur'], defaultLanguage: 'ur' });
    assert.equal((await get('/en/nothing', {}, 'GET', at)).body.toString(), FILES['ur/404.html']);
    await stop(fresh, at);
  });
});

describe('health and metrics', () => {
  test('health follows the site', async () => {
    assert.deepEqual(JSON.parse((await get('/healthz')).body.toString()), { status: 'ok' });
    const [fresh, at] = await start({ siteDir: join(siteDir, 'nowhere') });
    assert.equal((await get('/healthz', {}, 'GET', at)).status, 503);
    assert.equal((await get('/', {}, 'GET', at)).status, 404);
    await stop(fresh, at);
  });

  test('metrics count requests, bytes, memory and time', async () => {
    const [fresh, at] = await start();
    for (const path of ['/en/', '/en/', '/nothing', '/en']) await get(path, {}, 'GET', at);
    await get('/en/', {}, 'POST', at);
    const text = (await get('/metrics', {}, 'GET', at)).body.toString();
    for (const line of [
      'daftar_http_requests_total{method="GET",status="2xx"} 2',
      'daftar_http_requests_total{method="GET",status="3xx"} 1',
      'daftar_http_requests_total{method="GET",status="4xx"} 1',
      'daftar_http_requests_total{method="other",status="4xx"} 1',
      'daftar_http_request_seconds_count 5',
      'daftar_http_request_seconds_bucket{le="+Inf"} 5',
    ]) {
      assert.ok(text.includes(`\n${line}\n`), line);
    }
    assert.ok((await metric('daftar_cache_hits_total', at)) >= 1);
    assert.ok((await metric('daftar_http_sent_bytes_total', at)) > 2 * LONG.length);
    assert.ok((await metric('process_resident_memory_bytes', at)) > 1_000_000);
    await stop(fresh, at);
  });

  test('metrics are not for the world', async () => {
    assert.equal((await get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status, 404);
    const [fresh, at] = await start({ metrics: 'off' });
    assert.equal((await get('/metrics', {}, 'GET', at)).status, 404);
    await stop(fresh, at);
  });
});

describe('memory and changes', () => {
  test('memory is trusted until it is told otherwise, by address or by file', async () => {
    for (const path of ['/en/page/', 'en/page/', 'en/page/index.html', undefined]) {
      write('en/page/index.html', 'before');
      site.invalidate();
      await get('/en/page/');
      write('en/page/index.html', 'afterwards');
      assert.equal((await get('/en/page/')).body.toString(), 'before');
      site.invalidate(path === undefined ? undefined : [path]);
      assert.equal((await get('/en/page/')).body.toString(), 'afterwards');
    }
  });

  test('memory never exceeds its bound, compressed copies included', async () => {
    const memoryBytes = 100_000;
    const [fresh, at] = await start({ memoryBytes, metrics: 'all' });
    for (let i = 0; i < 40; i++) write(`en/many/${i}.html`, `<p>${i}</p>${LONG}`);
    for (let i = 0; i < 80; i++) {
      await get(`/en/many/${i % 40}.html`, { 'accept-encoding': i % 3 ? 'gzip' : 'br, zstd' }, 'GET', at);
      assert.ok((await metric('daftar_cache_bytes', at)) <= memoryBytes);
    }
    assert.ok((await metric('daftar_cache_entries', at)) > 5);
    await stop(fresh, at);
  });

  test('under constant rewriting every answer is whole and carries its own tag', async () => {
    const states = ['a', 'b'].map((letter) => letter.repeat(50_000));
    const tags = new Map<string, string>();
    let writing = true;
    const writer = (async () => {
      for (let i = 0; writing; i++) {
        write('en/busy.html', states[i % 2]!);
        site.invalidate(['en/busy.html']);
        await sleep(1);
      }
    })();
    await sleep(20);
    for (let i = 0; i < 200; i++) {
      const accept = i % 2 ? 'gzip' : 'identity';
      const answer = await get('/en/busy.html', { 'accept-encoding': accept });
      const body = (answer.headers['content-encoding'] ? gunzipSync(answer.body) : answer.body).toString();
      assert.ok(states.includes(body));
      const tag = String(answer.headers.etag);
      assert.equal(tags.get(tag) ?? body, body);
      tags.set(tag, body);
    }
    writing = false;
    await writer;
    assert.equal(tags.size, 4);
  });

  test('another process that publishes is seen, at its checkpoint and without', async () => {
    write('en/watched.html', 'first');
    const [fresh, at] = await start({ watch: true });
    const read = async () => (await get('/en/watched.html', {}, 'GET', at)).body.toString();
    assert.equal(await read(), 'first');
    await sleep(100);
    write('en/watched.html', 'second');
    write('record/log/checkpoint', 'daftar.0123456789abcdef\n2\n');
    await sleep(600);
    assert.equal(await read(), 'second');
    write('en/watched.html', 'third');
    assert.equal(await until(read, (text) => text === 'third'), 'third');
    await stop(fresh, at);
  });
});

test('a port in use says what to do', async () => {
  await assert.rejects(listen(site, listening.port, '127.0.0.1'), {
    code: 'PORT_IN_USE',
    message: `Port ${listening.port} is already in use on this machine.`,
    next: 'Stop the other program or choose another with --port.',
  });
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** The address goes out exactly as written: `fetch` would tidy it first. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET', at = listening): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: at.port, path, method, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) });
    })
      .once('error', reject)
      .end();
  });
}

async function start(options: Partial<SiteOptions> = {}): Promise<[SiteServer, Listening]> {
  const server = createSiteServer({ siteDir, ...options });
  return [server, await listen(server, 0, '127.0.0.1')];
}

async function stop(server: SiteServer, at: Listening): Promise<void> {
  server.close();
  await at.close();
}

async function metric(name: string, at: Listening): Promise<number> {
  const text = (await get('/metrics', {}, 'GET', at)).body.toString();
  return Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1]);
}

async function until<T>(look: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  for (let i = 0; i < 60; i++) {
    const value = await look();
    if (isSo(value)) return value;
    await sleep(50);
  }
  return look();
}

/** As the press writes: beside its place, then moved there in one step. */
function write(file: string, content: string | Buffer): void {
  const path = join(siteDir, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

function redirectTo(address: string): string {
  return `<!doctype html><html lang="en"><meta http-equiv="refresh" content="0; url=${address}"><p><a href="${address}">Moved</a>`;
}

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { deskBundle } from '../src/desk/server/bundle.ts';
import * as files from './desk/files.ts';
import { openBrowser } from './helpers/browser.ts';
import { openTestDesk, type TestDesk, type Visitor } from './helpers/desk.ts';
import { follow, goTo, openContext } from './helpers/desk-browser.ts';
import { axeFindings, sticksOut } from './helpers/page-checks.ts';

const WIDTHS = [1280, 360];

let desk: TestDesk;
let browser: Browser;
let writer: Visitor;
before(async () => {
  desk = await openTestDesk({ bundle: deskBundle });
  writer = await desk.person('writer');
  browser = await openBrowser();
});
after(async () => {
  await browser.close();
  await desk.close();
});

test('files are chosen together; each says what became of it', async () => {
  const page = await open();
  await choose(page, {
    'harbour.jpg': await files.photograph(320, 200),
    'paper.pdf': files.pdf(),
    'trap.pdf': files.pdf('<< /S /JavaScript >>'),
  });
  await page.locator('[data-state=taken]').nth(1).waitFor();
  assert.match((await page.locator('.media-problem').textContent()) ?? '', /carries programs/);
  await page.locator('.media-card').nth(1).waitFor();
});

test('a picture is described, its focus and crop are set, all by keyboard', async () => {
  const page = await open();
  await page.locator('.media-card', { hasText: 'harbour' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.media-frame').focus();
  for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
  await page.getByRole('radiogroup', { name: 'What to set on the picture' }).getByText('Crop').click();
  await page.getByLabel('Width').fill('60');
  await page.getByLabel('Height').focus();
  await page.getByRole('tab', { name: 'اردو' }).click();
  await page.getByRole('textbox', { name: 'Alternative text' }).fill('گھاٹ پر کشتیاں');
  await page.getByRole('textbox', { name: 'Credit' }).fill('Ilse Brandt');
  await page.keyboard.press('Tab');
  await page.getByText('Saved', { exact: true }).waitFor();
  const { body } = await writer.get('/api/media?q=harbour');
  const [{ focus, crop, words, credit }] = body.media;
  assert.deepEqual(
    { focus, crop, words, credit },
    {
      focus: { x: 0.7, y: 0.49 },
      crop: { x: 0, y: 0, width: 0.6, height: 1 },
      words: { ur: { alt: 'گھاٹ پر کشتیاں', caption: '' } },
      credit: 'Ilse Brandt',
    },
  );
});

test('what was broken off goes on when the file is chosen again after a reload', async () => {
  const page = await open();
  const bytes = await noise(900);
  const sent: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(Number(request.headers()['upload-offset']));
  });
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  const slow = { offline: false, latency: 5, downloadThroughput: -1, uploadThroughput: 600_000 };
  await line.send('Network.emulateNetworkConditions', slow);
  await choose(page, { 'noise.png': bytes });
  await page.getByText(/[1-9]\d?% sent/).waitFor();
  await page.reload();
  await page.getByText('One upload was broken off').waitFor();
  await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
  await choose(page, { 'noise.png': bytes });
  await page.locator('[data-state=taken]').first().waitFor();
  assert.equal(sent[0], 0);
  assert.ok(sent.at(-1)! > 0, 'it went on where it stopped');
});

test('the library and a file in full: no fault for those who hear it, nothing wider than the window', async () => {
  const { body } = await writer.get('/api/media?q=harbour');
  const screens = ['/media', `/media?file=${body.media[0].id}`];
  const findings: string[] = [];
  for (const [turn, language] of ['en', 'ur', 'sd'].entries()) {
    const page = await open(language);
    for (const [index, address] of screens.entries()) {
      await follow(page, '/nowhere');
      await page.setViewportSize({ width: WIDTHS[(turn + index) % WIDTHS.length]!, height: 800 });
      await follow(page, address);
      await page
        .locator(index === 0 ? '.media-card' : '.media-previews')
        .first()
        .waitFor();
      const found = [...(await axeFindings(page)), ...((await sticksOut(page)) ? ['sticks out'] : [])];
      findings.push(...found.map((one) => `${language} ${address}: ${one}`));
    }
    await page.context().close();
  }
  assert.deepEqual(findings, []);
});

async function open(language = 'en'): Promise<Page> {
  const context = await openContext(browser, desk, writer, { language, width: 1280 });
  const page = await context.newPage();
  await goTo(page, `${desk.url}/media`);
  return page;
}

async function choose(page: Page, chosen: Record<string, Buffer>): Promise<void> {
  const payload = Object.entries(chosen).map(([name, buffer]) => ({ name, buffer, mimeType: '' }));
  await page.locator('input[type=file]').first().setInputFiles(payload);
}

/** A picture that does not grow small. */
function noise(side: number): Promise<Buffer> {
  const create = {
    ...{ width: side, height: side, channels: 3 as const, background: '#000' },
    noise: { type: 'gaussian' as const, mean: 128, sigma: 90 },
  };
  return sharp({ create }).png().toBuffer();
}

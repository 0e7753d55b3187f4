/** Pictures of every screen of the desk, in each language, wide and narrow: `node scripts/desk-pictures.ts [FOLDER] [SCREEN…]`. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deskBundle } from '../src/desk/server/bundle.ts';
import { openBrowser } from '../test/helpers/browser.ts';
import { openTestDesk, type TestDesk, type Visitor } from '../test/helpers/desk.ts';
import { complaints, goTo, openContext } from '../test/helpers/desk-browser.ts';
import { filledDemo } from '../test/helpers/filled-demo.ts';
import { sticksOut } from '../test/helpers/page-checks.ts';

const [folder = 'test/.tmp/desk-pictures', ...only] = process.argv.slice(2);
const LANGUAGES = ['en', 'ur', 'sd'];
const WIDTHS = { wide: 1280, narrow: 360 };

const dataDir = mkdtempSync(join(tmpdir(), 'daftar-pictures-'));
cpSync(await filledDemo(), dataDir, { recursive: true, verbatimSymlinks: true });
const desk = await openTestDesk({ dataDir, bundle: deskBundle });
const browser = await openBrowser();
try {
  const person = await desk.person('administrator', 'writer');
  const screens = await screensOf(desk, person);
  mkdirSync(folder, { recursive: true });
  for (const language of LANGUAGES) {
    for (const [size, width] of Object.entries(WIDTHS)) {
      for (const [name, { address, isDoor }] of Object.entries(screens)) {
        if (only.length > 0 && !only.includes(name)) continue;
        const context = await openContext(browser, desk, isDoor ? null : person, { language, width });
        const page = await context.newPage();
        const found = complaints(page);
        await goTo(page, desk.url + address).catch((error) => found.push(String(error)));
        if (await sticksOut(page)) found.push('sticks out');
        await page.screenshot({ path: join(folder, `${name}-${language}-${size}.png`), fullPage: true });
        for (const one of found) console.log(`${name} ${language} ${size}: ${one}`);
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await desk.close();
  rmSync(dataDir, { recursive: true });
}

interface Screen {
  address: string;
  /** For people who are not signed in. */
  isDoor?: boolean;
}

/** Every screen, with something on it. */
async function screensOf(desk: TestDesk, person: Visitor): Promise<Record<string, Screen>> {
  const editor = { role: 'editor', language: null };
  const { body: invited } = await person.post('/api/invitations', {
    name: 'Shirin Abro',
    email: 'shirin@example.org',
    grants: [editor, { role: 'translator', language: 'sd' }],
  });
  await person.post('/api/tokens', { name: 'Archive of speeches', scopes: ['read', 'release'] });
  await desk.person('writer');
  await desk.person({ role: 'translator', language: 'ur' });
  const { body: list } = await person.get('/api/items?kind=statement');
  const item = list.items?.[0]?.id ?? 1;
  return {
    'sign-in': { address: '/', isDoor: true },
    forgot: { address: '/forgot', isDoor: true },
    reset: { address: '/reset?token=none', isDoor: true },
    setup: { address: '/setup?token=none', isDoor: true },
    invitation: { address: new URL(invited.link).pathname + new URL(invited.link).search, isDoor: true },
    overview: { address: '/' },
    items: { address: '/items' },
    calendar: { address: '/calendar' },
    media: { address: '/media' },
    glossary: { address: '/glossary' },
    'write-original': { address: `/items/${item}/en` },
    'write-translation': { address: `/items/${item}/ur` },
    account: { address: '/account' },
    tokens: { address: '/tokens' },
    staff: { address: '/admin/staff' },
    settings: { address: '/admin/settings' },
    audit: { address: '/admin/audit' },
  };
}

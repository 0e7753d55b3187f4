import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TOTP, URI } from 'otpauth';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { deskBundle } from '../src/desk/server/bundle.ts';
import { openBrowser } from './helpers/browser.ts';
import { openTestDesk, type TestDesk, type Visitor } from './helpers/desk.ts';
import { complaints, follow, goTo, type Look, openContext } from './helpers/desk-browser.ts';
import { type Mailbox, openMailbox } from './helpers/mailbox.ts';
import { axeFindings, sticksOut } from './helpers/page-checks.ts';

const ENGLISH: Look = { language: 'en', width: 1280 };
const LANGUAGES = ['en', 'ur', 'sd'];
/** Every screen is looked at once in each language; in which of these ways changes from screen to screen. */
const SIZES = [
  { width: 1280, height: 860, colorScheme: 'light' },
  { width: 360, height: 740, colorScheme: 'dark' },
] as const;

let desk: TestDesk;
let browser: Browser;
let mailbox: Mailbox;
let administrator: Visitor;
const contexts: BrowserContext[] = [];
before(async () => {
  mailbox = await openMailbox();
  const environment = { DAFTAR_SMTP: mailbox.url, DAFTAR_MAIL_FROM: 'desk@example.org' };
  desk = await openTestDesk({ bundle: deskBundle, environment });
  browser = await openBrowser();
});
after(async () => {
  for (const context of contexts) await context.close();
  await browser?.close();
  await desk?.close();
  await mailbox?.close();
});

test('the first administrator makes the account by the link that Daftar prints, and is in', async () => {
  const link = (await desk.setupLink())!;
  const page = await open(null, new URL(link).pathname + new URL(link).search);
  await page.getByLabel('Your name').fill('Mehr Lashari');
  await page.getByLabel('E-mail address').fill('mehr@example.org');
  await page.getByLabel('New password').fill('short');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByText('A password has ten characters or more').waitFor();
  await page.getByLabel('New password').fill('seven small harbours');
  await page.getByRole('button', { name: 'Make the account' }).click();
  await page.getByRole('navigation', { name: 'Pages of the desk' }).waitFor();
  await goTo(page, link);
  await page.getByText('This link has been used').waitFor();
  administrator = await desk.person('administrator', 'writer');
});

test('somebody is invited, accepts in their own language, and works in it', async () => {
  const page = await open(administrator, '/admin/staff');
  await page.getByRole('button', { name: 'Invite somebody' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Nadia Kamal');
  await page.getByRole('button', { name: 'Make the invitation' }).click();
  await page.getByText('Choose a role at least.').waitFor();
  await page.getByRole('checkbox', { name: 'translator' }).check();
  await page.getByRole('checkbox', { name: 'اردو' }).check();
  await page.getByRole('button', { name: 'Make the invitation' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();

  const theirs = await open(null, new URL(link).pathname + new URL(link).search, { language: 'ur', width: 360 });
  assert.equal(await theirs.getByLabel('آپ کا نام').inputValue(), 'Nadia Kamal');
  await theirs.getByLabel('ای میل کا پتا').fill('nadia@example.org');
  await theirs.getByLabel('نیا پاس ورڈ').fill('seven small harbours');
  await theirs.getByRole('button', { name: 'قبول کر کے داخل ہوں' }).click();
  await theirs.locator('.desk-header').waitFor();
  assert.deepEqual(await theirs.evaluate('[document.documentElement.lang, document.documentElement.dir]'), [
    'ur',
    'rtl',
  ]);
  const { body: staff } = await administrator.get('/api/staff');
  const nadia = staff.find(({ email }: { email: string }) => email === 'nadia@example.org');
  assert.deepEqual([nadia.grants, nadia.language], [[{ role: 'translator', language: 'ur' }], 'ur']);
});

test('a wrong password is said in the reader’s language, and the address stays', async () => {
  const page = await open(null, '/', { language: 'sd', width: 360 });
  await page.getByLabel('اي ميل جو پتو').fill(administrator.email);
  await page
    .getByLabel('پاسورڊ', { exact: true })
    .or(page.locator('input[type=password]'))
    .first()
    .fill('not this one');
  await page.getByRole('button', { name: 'سائن اِن' }).click();
  await page.getByRole('alert').getByText('هي پتو ۽ هي پاسورڊ هڪ ٻئي جا ناهن').waitFor();
  assert.equal(await page.getByLabel('اي ميل جو پتو').inputValue(), administrator.email);
});

test('a forgotten password: the link comes by mail, and whoever was signed in with the old one is out', async () => {
  const person = await desk.person('writer');
  const page = await open(null, '/forgot');
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('button', { name: 'Ask for the link' }).click();
  await page.getByText('a link is on its way').waitFor();
  const { to, text } = await mailbox.next();
  assert.deepEqual(to, [person.email]);
  await goTo(page, /https?:\S+/.exec(text)![0]);
  await page.getByLabel('New password').fill('eight quiet bridges');
  await page.getByRole('button', { name: 'Set the new password' }).click();
  await page.getByText('The new password is set').waitFor();
  assert.equal((await person.get('/api/me')).status, 401);
  await page.getByRole('link', { name: 'To sign-in' }).click();
  person.password = 'eight quiet bridges';
  await signIn(page, person);
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
});

test('where somebody is signed in is seen, and ended', async () => {
  const person = await desk.person('writer');
  const lost = desk.visitor();
  Object.assign(lost, { email: person.email });
  await lost.signIn();
  const page = await open(person, '/account');
  const sessions = page.getByRole('region', { name: 'Where you are signed in' });
  await sessions.getByRole('button', { name: 'Sign out there' }).click();
  await sessions.getByRole('button', { name: 'Sign out there' }).waitFor({ state: 'detached' });
  assert.deepEqual([(await lost.get('/api/me')).status, (await person.get('/api/me')).status], [401, 200]);
});

test('two-factor is turned on by its QR code’s key, and asked for at the next sign-in; a recovery code does too', async () => {
  const person = await desk.person('writer');
  const page = await open(person, '/account');
  const section = page.getByRole('region', { name: 'Two-factor' });
  await section.getByRole('button', { name: 'Turn on' }).click();
  await section.locator('input[type=password]').fill(person.password);
  await section.getByRole('button', { name: 'Turn on' }).click();
  await section.getByRole('img').waitFor();
  const secret = await section.getByLabel('Or type this key').inputValue();
  const totp = URI.parse(`otpauth://totp/Daftar?secret=${secret}`) as TOTP;
  await section.getByRole('textbox', { name: 'Code', exact: true }).fill(totp.generate());
  await section.getByRole('button', { name: 'Turn on' }).click();
  const recovery = (await section.locator('li').first().textContent())!;
  await section.getByRole('button', { name: 'I have kept them' }).click();
  await section.getByText('On', { exact: true }).waitFor();

  for (const [isRecovery, given] of [
    // The one of now has been used.
    [false, totp.generate({ timestamp: Date.now() + 30_000 })],
    [true, recovery],
  ] as const) {
    const again = await open(null, '/account');
    await signIn(again, person);
    if (isRecovery) await again.getByRole('button', { name: 'Use a recovery code' }).click();
    await again.getByRole('textbox', { name: isRecovery ? 'Recovery code' : 'Code' }).fill(given);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.getByRole('heading', { name: 'Your account' }).waitFor();
  }
});

test('whoever is signed out while typing signs in over the page, and what was typed is saved', async () => {
  const person = await desk.person('writer');
  const page = await open(person, '/account');
  const name = page.getByLabel('Your name');
  await name.fill('Shirin Abro');
  await administrator.post(`/api/staff/${person.id}/sign-out`);
  await page.getByRole('button', { name: 'Save' }).click();
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  assert.deepEqual(await axeFindings(page), []);
  await dialog.locator('input[type=password]').fill(person.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  assert.equal(await name.inputValue(), 'Shirin Abro');
  const { body: staff } = await administrator.get('/api/staff');
  assert.ok(staff.some((one: { id: string; name: string }) => one.id === person.id && one.name === 'Shirin Abro'));
});

test('settings: a checklist is written, and the two-person rule is lifted for one kind', async () => {
  const page = await open(administrator, '/admin/settings');
  await page.getByRole('button', { name: /^Page/ }).click();
  await page.getByRole('switch', { name: 'Two-person rule' }).last().uncheck();
  await page.getByRole('region', { name: /^Page/ }).getByRole('button', { name: 'Add a point' }).click();
  await page.getByLabel('Point 1 in English').fill('Names are checked');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  const { body } = await administrator.get('/api/settings');
  assert.equal(body.twoPerson.page, false);
  assert.deepEqual(body.checklists.page, [{ id: 'point-1', words: { en: 'Names are checked' } }]);
});

test('settings: how large uploads may be', async () => {
  const page = await open(administrator, '/admin/settings');
  const uploads = page.getByRole('region', { name: 'Uploads' });
  await uploads.getByLabel('Video').fill('80');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  assert.equal((await administrator.get('/api/media')).body.limits.video, 80_000_000);
});

test('items are found in whichever letters they are typed, kept as a list, and assigned together', async () => {
  const colleague = await desk.person('editor');
  for (const title of ['کشتیوں کا نیا وقت', 'کشتیوں کا کرایہ']) {
    const content = { title, body: `<p>${title}</p>` };
    assert.equal((await administrator.post('/api/items', { kind: 'page', language: 'ur', content })).status, 200);
  }
  const page = await open(administrator, '/');
  await page.keyboard.press('/');
  await page.keyboard.type('كشتيوں'); // as an Arabic keyboard writes it
  await page.getByRole('option').nth(1).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: 'Select all that are shown' }).check();
  await page.getByRole('button', { name: 'Assign', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Assign' });
  await dialog.getByRole('combobox', { name: 'Assigned to' }).selectOption({ label: colleague.name });
  await dialog.getByRole('button', { name: 'Assign' }).click();
  await dialog.getByText('Done for 2 editions').waitFor();
  await dialog.getByText('Close', { exact: true }).click();

  await page.getByRole('button', { name: 'Saved lists' }).click();
  await page.getByRole('textbox', { name: 'Save this list' }).fill('Boats');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('The list “Boats” is saved.').waitFor();
  await follow(page, '/calendar');
  await follow(page, '/items');
  await page.getByRole('button', { name: 'Saved lists' }).click();
  await page.getByRole('link', { name: 'Boats' }).click();
  await page.getByText('2 items').waitFor();
  const theirs = await open(colleague, '/');
  await theirs.getByRole('heading', { name: 'Assigned to you' }).waitFor();
});

test('a token is shown once, and revoked', async () => {
  const page = await open(administrator, '/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('What it is for').fill('Archive');
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = await page.getByRole('textbox', { name: 'Token' }).inputValue();
  const ask = () => desk.visitor().get('/api/me', { authorization: `Bearer ${token}` });
  assert.equal((await ask()).status, 200);
  await page.keyboard.press('Escape');
  await page
    .getByRole('row', { name: /Archive/ })
    .getByRole('button', { name: 'Revoke' })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('revoked').waitFor();
  assert.equal((await ask()).status, 401);
});

test('the audit log is searched, and says who did what', async () => {
  const page = await open(administrator, '/admin/audit');
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Settings' });
  await page.getByRole('button', { name: 'Search' }).click();
  const rows = page.getByRole('rowgroup').last().getByRole('row');
  await rows.filter({ hasText: 'signed in' }).first().waitFor({ state: 'detached' });
  await rows.first().waitFor();
  assert.ok((await rows.allInnerTexts()).every((row) => /Mehr Lashari/.test(row) && /changed settings/.test(row)));
  const file = await page.getByRole('link', { name: 'Save as CSV' }).getAttribute('href');
  assert.match((await administrator.get(file!)).text, /settings\.change/);
});

test('keys: ? helps, g i goes to the items, and whoever turned them off types in peace', async () => {
  const page = await open(administrator, '/account');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter'); // past the menu
  assert.equal(await page.evaluate('document.activeElement.id'), 'main');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await help.waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.waitForURL('**/media');
  assert.equal(await page.evaluate('document.activeElement.id'), 'main');
});

test('axe finds nothing, nothing sticks out and nothing complains, in every language, wide and light, narrow and dark', async () => {
  const { body: invited } = await administrator.post('/api/invitations', { grants: [{ role: 'viewer' }] });
  const inside = ['/', '/items', '/calendar', '/account', '/tokens', '/admin/staff', '/admin/settings', '/admin/audit'];
  const doors = ['/forgot', '/reset?token=x', '/setup?token=x', `/invitation${new URL(invited.link).search}`];
  const findings: string[] = [];
  for (const [turn, language] of LANGUAGES.entries()) {
    const page = await open(administrator, '/nowhere', { language, width: 1280 });
    const complained = complaints(page);
    const look = async (address: string, index: number, go: () => Promise<void>) => {
      const { colorScheme, ...size } = SIZES[(turn + index) % SIZES.length]!;
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme });
      await go();
      const found = [...(await axeFindings(page)), ...((await sticksOut(page)) ? ['sticks out'] : [])];
      findings.push(...found.map((one) => `${language} ${size.width} ${address}: ${one}`));
    };
    for (const [index, address] of [...inside, ...doors, '/nowhere'].entries()) {
      await look(address, index, () => follow(page, address));
    }
    await page.context().clearCookies();
    await look('the door', 0, () => goTo(page, desk.url));
    findings.push(...complained);
    await page.context().close();
  }
  assert.deepEqual(findings, []);
});

async function open(visitor: Visitor | null, address: string, look = ENGLISH): Promise<Page> {
  const context = await openContext(browser, desk, visitor, look);
  contexts.push(context);
  const page = await context.newPage();
  await goTo(page, desk.url + address);
  return page;
}

async function signIn(page: Page, { email, password }: Visitor): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

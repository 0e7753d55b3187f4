import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { TestDesk, Visitor } from './desk.ts';

export interface Look {
  language: string;
  /** In CSS pixels. */
  width: number;
  dark?: boolean;
}

/** A browser in which the desk is shown in this language, with this person signed in, or with nobody. */
export async function openContext(
  browser: Browser,
  desk: TestDesk,
  visitor: Visitor | null,
  { language, width, dark = false }: Look,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 740 : 860 },
    colorScheme: dark ? 'dark' : 'light',
    locale: language,
    // Rates are limited by address: each browser comes from another one.
    extraHTTPHeaders: { 'x-forwarded-for': `198.51.100.${++browsers % 250}` },
    reducedMotion: 'reduce', // what is half faded in is neither to be read nor to be judged
  });
  if (visitor) {
    await visitor.patch('/api/me', { language });
    const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: desk.url }));
    await context.addCookies(cookies);
  }
  return context;
}

let browsers = 0;

/** Goes there and waits until the page stands as it will. */
export async function goTo(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.locator('h1').first().waitFor();
  await page.evaluate('document.fonts.ready.then(() => {})');
}

/** Goes to another page of the desk as its own links do, without loading it anew. */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    document.querySelector('h1')!.dataset.left = 'yes';
    history.pushState(null, '', to);
  }, address);
  await page.locator('h1:not([data-left])').first().waitFor();
  await page.locator('.mantine-Loader-root').first().waitFor({ state: 'detached' });
}

/** Complaints of the browser: what scripts threw, what the page's policy refused. */
export function complaints(page: Page): string[] {
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(`${new URL(page.url()).pathname}: ${error}`));
  page.on('console', (message) => {
    const isAnswer = /Failed to load resource/.test(message.text()); // answers of 401 and the like are expected
    if (message.type() === 'error' && !isAnswer) found.push(`${new URL(page.url()).pathname}: ${message.text()}`);
  });
  return found;
}

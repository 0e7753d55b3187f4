import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  violations: { id: string; nodes: { target: unknown[]; html: string; failureSummary: string }[] }[];
}

/**
 * What axe finds on the page as it stands, or in a part of it, a line each. It comes in through the debugger, which the
 * page's own policy does not concern.
 */
export async function axeFindings(page: Page, part = 'html'): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(AXE);
  const run = `axe.run(${JSON.stringify(part)}, { resultTypes: ['violations'] })`;
  const { violations } = (await page.evaluate(run)) as AxeResults;
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, html, failureSummary }) => `${id}: ${target.join(' ')}: ${html.slice(0, 200)}: ${failureSummary}`,
    ),
  );
}

/** Whether something sticks out at the side of the window. */
export async function sticksOut(page: Page): Promise<boolean> {
  return (await page.evaluate(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  )) as boolean;
}

/** Everything that goes wrong on this page from now on, and every request to another place. */
export function watch(page: Page, origin: string): string[] {
  const findings: string[] = [];
  const isMissingPage = (url: string) => url.endsWith('/nowhere/');
  page.on('console', (message) => {
    if (!isMissingPage(message.location().url)) findings.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => findings.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') findings.push(`failed: ${why} ${request.url()}`); // the test had gone on
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) findings.push(`asks elsewhere: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !isMissingPage(response.url()))
      findings.push(`${response.status()}: ${response.url()}`);
  });
  return findings;
}

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const UNPACKED = join(import.meta.dirname, '../.tmp/browser');
const NASKH = '@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2';
const require = createRequire(import.meta.url);

/** What the package sets for other places than ours: without them the browser keeps its pages apart, as readers' do. */
const UNWANTED =
  /^--(single-process|headless|disable-web-security|allow-running-insecure-content|disable-site-isolation-trials|ignore-gpu-blocklist|use-gl|use-angle|enable-unsafe-swiftshader)/;

/** A browser out of an npm package, with the libraries that a bare machine lacks and the fonts of a plain phone. */
export async function openBrowser(): Promise<Browser> {
  const { default: packaged } = await thePackage();
  const home = await unpacked(packaged.executablePath);
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: [...packaged.args.filter((argument) => !UNWANTED.test(argument)), '--disable-gpu'],
    env: { ...process.env, HOME: home, LD_LIBRARY_PATH: join(home, 'al2023/lib'), FONTCONFIG_PATH: home },
  });
}

/** It brings its libraries only where it believes to be at home. */
function thePackage() {
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  return import('@sparticuz/chromium');
}

/** Unpacks once, in whole: test processes that start together must not meet half a browser. */
async function unpacked(unpack: () => Promise<string>): Promise<string> {
  if (existsSync(UNPACKED)) return UNPACKED;
  const draft = `${UNPACKED}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  await inTemporaryFolder(draft, unpack);
  await installFonts(draft);
  try {
    renameSync(draft, UNPACKED);
  } catch {
    rmSync(draft, { recursive: true }); // another process was first
  }
  return UNPACKED;
}

/** The package's Latin font and a Naskh, as on a phone that has never heard of Nastaliq. */
async function installFonts(folder: string): Promise<void> {
  const fontverter = createRequire(require.resolve('subset-font'))('fontverter');
  writeFileSync(
    join(folder, 'fonts/naskh.ttf'),
    await fontverter.convert(readFileSync(require.resolve(NASKH)), 'sfnt'),
  );
  const folders = `<dir>${UNPACKED}/fonts</dir><cachedir>${UNPACKED}/font-cache</cachedir>`;
  writeFileSync(join(folder, 'fonts.conf'), `<?xml version="1.0"?><fontconfig>${folders}</fontconfig>`);
}

async function inTemporaryFolder(folder: string, work: () => Promise<unknown>): Promise<void> {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

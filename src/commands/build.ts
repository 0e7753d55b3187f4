import { cpSync, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DaftarError } from '../base/errors.ts';
import { makeFolder } from '../base/folder.ts';
import { type Call, dataDirOf } from '../cli.ts';
import { pathsOf } from '../newsroom.ts';
import { Press } from '../press/press.ts';
import { openRecord } from '../record/store.ts';

/** `daftar build`: the whole site from the record, and from nothing else. */
export async function build(call: Call): Promise<number> {
  const paths = pathsOf(dataDirOf(call));
  if (!existsSync(paths.record)) {
    throw new DaftarError(
      'NO_RECORD',
      `There is no record in ${dataDirOf(call)}.`,
      'Name the data folder with --data, or make one with "daftar start".',
    );
  }
  const out = call.options.out ? resolve(String(call.options.out)) : paths.site;
  const record = openRecord(paths.record);
  if (out !== resolve(paths.site)) requireSiteOrNothing(out);
  requireWritable(out);
  rmSync(`${out}.json`, { force: true });
  const started = performance.now();
  const press = await Press.open({
    record,
    siteDir: out,
    cacheDir: paths.cache,
    progress: call.options.json ? undefined : (done, of) => call.print(`  ${done} of ${of} files`),
    onFinding: console.error,
  });
  const changed = await press.catchUp();
  if (out !== resolve(paths.site)) carryRecord(paths.record, out);
  const files = press.site.files().length;
  if (files === 0) {
    throw new DaftarError(
      'NO_MASTHEAD',
      'The record holds no masthead yet, so there is nothing to shape pages with.',
      'Import one first: see specs/import.md.',
    );
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  call.print(
    call.options.json
      ? JSON.stringify({ out, files, changed: changed.length, size: record.size })
      : `${files} files in ${out} (${changed.length} changed) from ${record.size} log entries, in ${seconds} s.\nServe them with "daftar serve --site ${out}", or copy the folder to any static host.`,
  );
  return 0;
}

/** What stands in the folder and is not of the site is removed: it must not be somebody's other files. */
function requireSiteOrNothing(out: string): void {
  const isOurs = existsSync(join(out, 'index.html')) && existsSync(join(out, 'record/log/checkpoint'));
  if (isOurs || !existsSync(out) || (statSync(out).isDirectory() && readdirSync(out).length === 0)) return;
  throw new DaftarError(
    'NOT_A_SITE',
    `${out} holds other files than a site, which pressing would remove.`,
    'Name a new or empty folder with --out; nothing was changed.',
  );
}

/** Pages are made beside the folder first, so the one around it has to be writable too. */
function requireWritable(out: string): void {
  try {
    for (const folder of [dirname(out), out]) makeFolder(folder);
  } catch (error) {
    throw new DaftarError(
      'OUT_UNUSABLE',
      `The site cannot be written to ${out}: ${(error as Error).message}.`,
      'Name a folder with --out that you may write to; nothing was changed.',
    );
  }
}

/** A site that is taken elsewhere takes the record itself along, not a link to it. */
function carryRecord(record: string, out: string): void {
  const target = join(out, 'record');
  rmSync(target, { recursive: true, force: true });
  cpSync(record, target, { recursive: true });
}

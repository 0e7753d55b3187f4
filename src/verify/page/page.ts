/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { DaftarError } from '../../base/errors.ts';
import { languages } from '../../languages/index.ts';
import { httpSource, openRecord, type RecordSource, verify } from '../index.ts';
import type { OpenedRecord } from '../log.ts';
import { fromPdf } from '../pdf.ts';
import type { Found, Question } from '../verdict.ts';
import { parsePage } from './dom.ts';
import { filesSource } from './files.ts';
import { showRegister, showTrouble, showVerdict } from './show.ts';

/** The script of /verify/: reads the form, asks the record, shows the verdict. Nothing that is entered leaves the page. */
const form = document.querySelector<HTMLFormElement>('.verifier')!;
const place = document.getElementById('verdict')!;
const language = languages.get(document.documentElement.lang)!;
const root = new URL(form.dataset.root!, location.href).href;
const isOnDisk = location.protocol === 'file:';
const words = language.words.verify;

let opened: { key: string; record: Promise<OpenedRecord> } | null = null;

form.hidden = false;
document.getElementById('check-disk')!.hidden = !isOnDisk;
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void check();
});
askedByAddress();
if (!isOnDisk) recordAsked().then((record) => showRegister(record, language), trouble);

async function check(): Promise<void> {
  const question = await questionAsked();
  if (!question) return void control('text').focus();
  place.textContent = words.reading;
  try {
    const record = await recordAsked();
    showRegister(record, language);
    const readers = { parse: parsePage, pdf: fromPdf, letter: isOnDisk ? undefined : letterHere };
    showVerdict(place, await verify(question, record, { languages, ...readers }), language, root);
  } catch (error) {
    trouble(error);
  }
  place.focus();
}

/** A link that names a number (`#ST-2024-0001`) asks for it at once. */
function askedByAddress(): void {
  const number = decodeURIComponent(location.hash.slice(1));
  if (!/^[A-Z]{2}-\d{4}-\d{4,}$/.test(number)) return;
  control('number').value = number;
  if (!isOnDisk) void check();
}

async function questionAsked(): Promise<Question | null> {
  const [file] = files('file');
  if (file) return { bytes: await bytesOf(file), name: file.name };
  const text = control('text').value;
  if (text.trim() !== '') return { text };
  const number = control('number').value.trim();
  return number === '' ? null : { number };
}

/** The record is read once, and again only when the reader names another one, or another policy. */
async function recordAsked(): Promise<OpenedRecord> {
  const [policyFile] = files('policy');
  const policy = policyFile ? await policyFile.text() : undefined;
  const folder = files('folder');
  const key = `${policy} ${folder.length} ${folder[0]?.webkitRelativePath}`;
  if (opened?.key !== key) opened = { key, record: openRecord(sourceOf(folder), { policy }) };
  const { record } = opened;
  record.catch(() => {
    opened = null; // a line that broke may hold the next time
  });
  return record;
}

/** The letter that this site gives out for a release. */
function letterHere({ path, number, language: id }: Found): Promise<Uint8Array | null> {
  return httpSource(root).read(`${path}${number}-${id}.pdf`);
}

function sourceOf(folder: File[]): RecordSource {
  if (folder.length > 0) return filesSource(folder);
  if (isOnDisk) throw new DaftarError('RECORD_NEEDED', words.folderHelp, '');
  return httpSource(new URL('record/', root).href);
}

function trouble(error: unknown): void {
  showTrouble(place, error, language);
}

function control(name: string): HTMLInputElement {
  return document.getElementById(`check-${name}`) as HTMLInputElement;
}

function files(name: string): File[] {
  return [...(control(name).files ?? [])];
}

async function bytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

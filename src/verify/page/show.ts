/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { DaftarError } from '../../base/errors.ts';
import { formatDate } from '../../languages/format.ts';
import type { Language, VerifyOutcome } from '../../languages/language.ts';
import type { OpenedRecord } from '../log.ts';
import { type Difference, type Found, isSaidByWhy, type Verdict } from '../verdict.ts';

/** Shows verdicts in the reader's language. Elements are built one by one: nothing that was entered is read as markup. */
export function showVerdict(place: HTMLElement, verdict: Verdict, language: Language, root: string): void {
  const words = language.words.verify;
  const { title, text } = words.outcomes[outcomeOf(verdict)];
  const here: Here = { language, root };
  place.replaceChildren(
    element('div', { className: toneOf(verdict) }, [
      element('h2', {}, [title]),
      element('p', {}, [isSaidByWhy(verdict) ? '' : `${text} `, verdict.why && words.why[verdict.why]]),
      ...[verdict.release].map((found) => foundIn(found, here)),
      verdict.release?.key.ended && element('p', {}, [keyNote(verdict.release.key.ended, language)]),
      verdict.leftOut && around(verdict.leftOut, verdict.release, here),
      verdict.differences.length > 0 && differences(verdict.differences, verdict.release, here),
      ...list(words.current, verdict.current ? [verdict.current] : [], here),
      // Of a number these are the item's other languages, and no other place of the same words.
      ...list(verdict.outcome === 'compare' ? '' : words.also, verdict.also, here),
      ...list(words.nearest, verdict.nearest, here),
      element('p', {}, [standing(verdict, language)]),
      element('p', {}, [words.trust[verdict.trust], verdict.record.demo ? ` ${language.words.demoNotice}` : '']),
    ]),
  );
}

/** What is wrong and what to do, or what the machine says where we did not expect it. */
export function showTrouble(place: HTMLElement, error: unknown, language: Language): void {
  const said = error instanceof DaftarError ? `${error.message} ${error.next}` : String(error);
  const isDamage = error instanceof DaftarError && /DAMAGED|FORKED|OTHER_LOG/.test(error.code);
  const { title, text } = language.words.verify.outcomes.damaged;
  place.replaceChildren(
    element('div', { className: 'bad' }, [
      isDamage && element('h2', {}, [title]),
      isDamage && element('p', {}, [text]),
      element('p', { lang: isDamage ? 'en' : '', dir: 'auto' }, [said]),
    ]),
  );
}

/** Fills in the state of the log: what the press could not know, for only time tells it. */
export function showRegister({ witnesses, asOf }: OpenedRecord, language: Language): void {
  const age = document.getElementById('register-age');
  if (age) age.textContent = ago(asOf, language);
  for (const { name, time } of witnesses) {
    const cell = document.querySelector(`[data-witness="${CSS.escape(name)}"]`);
    if (cell && time !== null) cell.textContent = ago(new Date(time * 1000).toISOString(), language);
  }
}

interface Here {
  language: Language;
  root: string;
}

function outcomeOf({ outcome, whole }: Verdict): VerifyOutcome {
  return outcome === 'genuine' && !whole ? 'passage' : outcome;
}

function toneOf({ outcome }: Verdict): string {
  if (outcome === 'genuine') return 'good';
  return ['altered', 'not-ours', 'damaged'].includes(outcome) ? 'bad' : 'open';
}

/** Which release: its title leads to its page, then number, time of entry, and when the organisation says it was posted. */
function foundIn(found: Found | null, here: Here): HTMLElement | null {
  if (!found) return null;
  const { language } = here;
  const { words } = language;
  const line = [
    `${found.number} · ${words.version(String(found.version))}`,
    `${words.verify.entered}: ${formatDate(found.entered, language, 'ascii')}`,
    found.posted && `${words.verify.postedAsSaid}: ${formatDate(found.posted, language, 'ascii')}`,
  ];
  return element('p', {}, [
    element('a', { href: `${here.root}${found.path}index.html`, lang: found.language, dir: 'auto' }, [found.title]),
    element('br', {}, []),
    line.filter(Boolean).join(' · '),
  ]);
}

function list(title: string, found: Found[], here: Here): (HTMLElement | null)[] {
  if (found.length === 0) return [];
  return [title === '' ? null : element('h3', {}, [title]), ...found.map((one) => foundIn(one, here))];
}

function around({ before, after }: { before: string; after: string }, release: Found | null, { language }: Here) {
  if (before === '' && after === '') return null;
  return element('div', {}, [
    element('h3', {}, [language.words.verify.leftOut]),
    element('p', { lang: release?.language ?? '', dir: 'auto' }, [`${before} […] ${after}`]),
  ]);
}

function differences(runs: Difference[], release: Found | null, { language }: Here): HTMLElement {
  const { differences: title, left, added } = language.words.verify;
  return element('div', {}, [
    element('h3', {}, [title]),
    element(
      'p',
      { className: 'difference', lang: release?.language ?? '', dir: 'auto' },
      runs.flatMap(({ kind, text }) => [
        ...(kind === 'same' ? inOrder(text) : [element(kind === 'left' ? 'del' : 'ins', {}, inOrder(text))]),
        ' ',
      ]),
    ),
    element('p', {}, [element('del', {}, ['abc']), ` ${left} · `, element('ins', {}, ['abc']), ` ${added}`]),
  ]);
}

/** Telephone numbers in right-to-left text: plain words have lost what kept them together. */
function inOrder(text: string): (Node | string)[] {
  return text
    .split(/(\+\d[\d -]*\d)/)
    .map((part, index) => (index % 2 === 1 ? element('bdi', { dir: 'ltr' }, [part]) : part));
}

function keyNote({ action, index }: { action: 'retire' | 'revoke'; index: number }, language: Language): string {
  return language.words.verify.key[action](String(index));
}

/** How old this copy of the record is, and who countersigned it. */
function standing({ record }: Verdict, language: Language): string {
  const words = language.words.verify;
  const { witnesses, asOf } = record;
  const good = witnesses.filter(({ time }) => time !== null).length;
  const signed = witnesses.length === 0 ? words.unwitnessed : words.witnessed(String(good), String(witnesses.length));
  return `${words.asOf}: ${formatDate(asOf, language, 'ascii')}. ${signed}`;
}

function ago(iso: string, { words }: Language): string {
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(iso)) / 60_000));
  const [unit, n] =
    minutes < 120
      ? (['minute', minutes] as const)
      : minutes < 48 * 60
        ? (['hour', Math.floor(minutes / 60)] as const)
        : (['day', Math.floor(minutes / 1440)] as const);
  return words.verify.ago(n, String(n), unit);
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
  children: (Node | string | null | false | undefined)[],
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

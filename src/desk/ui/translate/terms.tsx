import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { foldText } from '../../../search/fold.ts';
import { plainText } from '../../keeping/elements.ts';
import type { Suggestion } from '../../review-types.ts';
import { insertIntoField } from '../editor/field-typing.ts';

interface TermsProps {
  terms: Suggestion[];
  /** HTML or plain words of the source's part, and of what stands for it. */
  source: string;
  target: string;
  mayWrite: boolean;
}

/** Agreed renderings of what stands in one part of the source, right under it. A click puts one into the translation. */
export function Terms({ terms, source, target, mayWrite }: TermsProps) {
  const { t } = useTranslation();
  const here = terms.filter(({ term }) => stands(term, source));
  if (here.length === 0) return null;
  return (
    <ul className="translate-terms" aria-label={t('write.panel.glossary')}>
      {here.map(({ id, term, rendering, from, to, note }) => {
        const isUsed = renderings(rendering).some((one) => stands(one, target));
        return (
          <li key={id}>
            <button
              type="button"
              disabled={!mayWrite}
              title={note || undefined}
              aria-label={t('translate.putIn', { term, rendering })}
              data-used={isUsed || undefined}
              // The editor keeps its cursor.
              onMouseDown={(event) => event.preventDefault()}
              onClick={(event) => void putIn(event.currentTarget, renderings(rendering)[0]!)}
            >
              <bdi lang={from}>{term}</bdi>
              {isUsed ? <IconCheck size={14} aria-hidden /> : <span aria-hidden>:</span>}
              <bdi lang={to}>{rendering}</bdi>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** A rendering may name several, each as good. */
function renderings(rendering: string): string[] {
  return rendering
    .split(/[،,;؛/|]/)
    .map((one) => one.trim())
    .filter(Boolean);
}

function stands(words: string, html: string): boolean {
  const wanted = foldText(words);
  return wanted !== '' && ` ${foldText(plainText(html))} `.includes(` ${wanted} `);
}

const FIELD = 'textarea, input, [contenteditable="true"]';
const OPENED_MS = 2000;

/** At the cursor where that is in this row; otherwise at the end of what stands there, whose editor is opened first. */
async function putIn(button: HTMLElement, words: string): Promise<void> {
  const row = button.closest('.translate-row')!;
  const isHere = row.contains(document.activeElement) && document.activeElement!.matches(FIELD);
  const field = isHere ? (document.activeElement as HTMLElement) : await openedIn(row);
  if (!field) return;
  if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) {
    if (!isHere) field.setSelectionRange(field.value.length, field.value.length);
    insertIntoField(field, words);
    return;
  }
  if (!isHere) {
    field.focus();
    document.getSelection()!.selectAllChildren(field);
    document.getSelection()!.collapseToEnd();
  }
  document.execCommand('insertText', false, words);
}

/** A paragraph at rest becomes an editor when it is entered. */
async function openedIn(row: Element): Promise<HTMLElement | null> {
  row.querySelector<HTMLElement>('.translate-rest[role="button"]')?.focus();
  const until = Date.now() + OPENED_MS;
  while (Date.now() < until) {
    const field = row.querySelector<HTMLElement>(FIELD);
    if (field) return field;
    await new Promise(requestAnimationFrame);
  }
  return null;
}

import type { Passage } from '../../review-types.ts';

/** The words of a form, in which passages are marked and found: fields by their names, the text in its editor. */
const FORM = '.write-main';
const EDITOR = '[contenteditable="true"], [contenteditable="false"].ProseMirror';
const CONTEXT = 60;
/** Fields of a form whose words can be commented on. */
const FIELDS: Record<string, string> = {
  title: 'title',
  summary: 'summary',
  note: 'note',
  'dateline.text': 'dateline',
};

/** What somebody has marked in the form; null where that is nothing. */
export function markedPassage(): Passage | null {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return markedIn(field);
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const editor = elementOf(range.commonAncestorContainer)?.closest<HTMLElement>(EDITOR);
  if (!editor?.closest(FORM)) return null;
  const quote = range.toString().trim();
  return quote === '' ? null : { field: 'body', quote: quote.slice(0, 2000), ...around(editor, range) };
}

export function isInForm(target: EventTarget | null): boolean {
  return target instanceof Node && elementOf(target)?.closest(FORM) != null;
}

/** Shows where comments stand in the text, and which of them is looked at. The text itself is not touched. */
export function showMarks(passages: Passage[], current: Passage | null): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.set('comment', new Highlight(...passages.flatMap((one) => rangeOf(one) ?? [])));
  const range = current && rangeOf(current);
  CSS.highlights.set('comment-current', new Highlight(...(range ? [range] : [])));
}

export function hideMarks(): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete('comment');
  CSS.highlights.delete('comment-current');
}

/** Brings the passage into sight. */
export function goToPassage(passage: Passage): void {
  if (passage.field === 'body') {
    elementOf(rangeOf(passage)?.startContainer ?? null)?.scrollIntoView({ block: 'center' });
    return;
  }
  const name = Object.keys(FIELDS).find((key) => FIELDS[key] === passage.field);
  const field = document.querySelector<HTMLInputElement>(`${FORM} [name="${name}"]`);
  if (!field) return;
  const at = field.value.indexOf(passage.quote);
  field.focus();
  if (at !== -1) field.setSelectionRange(at, at + passage.quote.length);
}

function markedIn(field: HTMLInputElement | HTMLTextAreaElement): Passage | null {
  const name = FIELDS[field.name];
  const [from, to] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
  if (!name || !field.closest(FORM) || from === to) return null;
  const { value } = field;
  return {
    field: name,
    quote: value.slice(from, to),
    before: value.slice(Math.max(0, from - CONTEXT), from),
    after: value.slice(to, to + CONTEXT),
  };
}

function around(editor: HTMLElement, range: Range): { before: string; after: string } {
  const before = document.createRange();
  before.setStart(editor, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.setStart(range.endContainer, range.endOffset);
  after.setEnd(editor, editor.childNodes.length);
  return { before: before.toString().slice(-CONTEXT), after: after.toString().slice(0, CONTEXT) };
}

/** By its words, white space left aside: between blocks there is some that nobody has typed. */
function rangeOf({ field, quote, before }: Passage): Range | null {
  if (field !== 'body') return null;
  for (const editor of document.querySelectorAll<HTMLElement>(`${FORM} .ProseMirror`)) {
    const letters = lettersOf(editor);
    const text = letters.map(({ letter }) => letter).join('');
    const wanted = packed(quote);
    const withContext = text.indexOf(packed(before) + wanted);
    const at = withContext === -1 ? text.indexOf(wanted) : withContext + packed(before).length;
    if (at === -1 || wanted === '') continue;
    const range = document.createRange();
    const [first, last] = [letters[at]!, letters[at + wanted.length - 1]!];
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset + 1);
    return range;
  }
  return null;
}

function lettersOf(editor: HTMLElement): { letter: string; node: Text; offset: number }[] {
  const letters: { letter: string; node: Text; offset: number }[] = [];
  const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const text = node.data;
    for (let offset = 0; offset < text.length; offset++)
      if (!/\s/.test(text[offset]!)) letters.push({ letter: text[offset]!, node, offset });
  }
  return letters;
}

function packed(text: string): string {
  return text.replace(/\s+/g, '');
}

function elementOf(node: Node | null): Element | null {
  return node instanceof Element ? node : (node?.parentElement ?? null);
}

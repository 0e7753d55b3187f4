import { type Child, type Html, html } from '../../base/html.ts';

export interface Notice {
  /** `correction` and `withdrawn` say what happened to a text, `note` is anything else. */
  tone: 'correction' | 'withdrawn' | 'note';
  title: string;
  text: Child;
}

export function notice({ tone, title, text }: Notice): Html {
  return html`<aside class="notice ${tone}"><p><b>${title}</b> ${text}</p></aside>`;
}

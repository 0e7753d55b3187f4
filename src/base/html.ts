/** Markup that is already safe to write out. Strings are escaped when they enter `html`; only `Html` passes as it is. */
export class Html {
  value: string;

  constructor(value: string) {
    this.value = value;
  }

  toString(): string {
    return this.value;
  }
}

export type Child = Html | string | number | null | undefined | false | readonly Child[];

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text made safe inside an element and inside a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}

/** Trusted markup, for what is known to be canonical or made by `html`. */
export function raw(markup: string): Html {
  return new Html(markup);
}

/** A template: `` html`<p>${text}</p>` ``. Strings are escaped, lists are joined, null and false leave nothing. */
export function html(parts: TemplateStringsArray, ...children: Child[]): Html {
  let out = parts[0]!;
  for (let i = 0; i < children.length; i++) out += render(children[i]) + parts[i + 1]!;
  return new Html(out);
}

function render(child: Child): string {
  if (child === null || child === undefined || child === false) return '';
  if (child instanceof Html) return child.value;
  if (Array.isArray(child)) return child.map(render).join('');
  return escapeHtml(String(child));
}

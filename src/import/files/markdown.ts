import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

type HtmlExtension = ReturnType<typeof gfmHtml>;

/**
 * Markdown (CommonMark with GitHub's tables, footnotes, strikethrough and bare links) as HTML. Raw HTML and any address
 * pass through: the result is never shown before `canonicalBody` has cleaned it. Verse stands in a fence called `verse`.
 */
export function markdownToHtml(markdown: string): string {
  return micromark(isolated(markdown), {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm({ singleTilde: false })],
    htmlExtensions: [unfiltered(gfmHtml())],
  });
}

/**
 * Isolates (U+2066 to U+2068, ended by U+2069) keep a telephone number in order within right-to-left text. The body says
 * this with an element, which survives copying and cleaning.
 */
function isolated(markdown: string): string {
  return markdown.replace(/([\u2066-\u2068])([^\u2066-\u2069\n]*)\u2069/g, (_, mark, text) =>
    ISOLATE[mark as keyof typeof ISOLATE](text),
  );
}

const ISOLATE = {
  '\u2066': (text: string) => `<span dir="ltr">${text}</span>`,
  '\u2067': (text: string) => `<span dir="rtl">${text}</span>`,
  '\u2068': (text: string) => `<bdi>${text}</bdi>`,
};

/** GitHub's filter shows `<script>` as text; here it passes, so that cleaning removes and reports it. */
function unfiltered(extension: HtmlExtension): HtmlExtension {
  const { htmlFlowData, htmlTextData, ...exit } = extension.exit ?? {};
  return { ...extension, exit };
}

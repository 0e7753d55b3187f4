import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

type HtmlExtension = ReturnType<typeof gfmHtml>;

/**
 * Markdown (CommonMark with GitHub's tables, footnotes, strikethrough and bare links) as HTML. Raw HTML and any address
 * pass through: the result is never shown before `canonicalBody` has cleaned it. Verse stands in a fence called `verse`.
 */
export function markdownToHtml(markdown: string): string {
  return micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm({ singleTilde: false })],
    htmlExtensions: [unfiltered(gfmHtml())],
  });
}

/** GitHub's filter shows `<script>` as text; here it passes, so that cleaning removes and reports it. */
function unfiltered(extension: HtmlExtension): HtmlExtension {
  const { htmlFlowData, htmlTextData, ...exit } = extension.exit ?? {};
  return { ...extension, exit };
}

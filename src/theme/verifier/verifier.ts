import { type Child, type Html, html } from '../../base/html.ts';
import type { Setting } from '../setting.ts';

/**
 * The form in which a reader checks a text, and the place where the verdict appears. It works by script alone (see
 * verify/page) and stays hidden until that runs.
 */
export function verifier({ language, link }: Setting): Html {
  const words = language.words.verify;
  return html`<form class="verifier" data-root="${link('').replace(/index\.html$/, '')}" hidden>
${field('text', words.text, html`<textarea id="check-text" rows="8" dir="auto"></textarea>`)}
${field('number', words.number, html`<input id="check-number" autocomplete="off" dir="ltr">`)}
${field('file', words.file, html`<input id="check-file" type="file">`, words.fileHelp)}
<div id="check-disk" hidden>${field('folder', words.folder, html`<input id="check-folder" type="file" webkitdirectory multiple>`, words.folderHelp)}</div>
<details><summary>${words.policy}</summary>${field('policy', words.policy, html`<input id="check-policy" type="file">`, words.policyHelp)}</details>
<p><button>${words.check}</button></p>
</form>
<noscript><p>${words.withoutScript}</p></noscript>
<div class="verdict" id="verdict" role="status" tabindex="-1"></div>`;
}

function field(name: string, label: string, control: Html, help?: string): Child {
  return html`<p><label for="check-${name}">${label}</label>${control}${help && html`<small>${help}</small>`}</p>`;
}

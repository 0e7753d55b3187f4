import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { canonicalBody } from '../src/record/body.ts';
import { openBrowser } from './helpers/browser.ts';
import { serveEditor } from './helpers/desk-editor.ts';
import { axeFindings } from './helpers/page-checks.ts';

const TEXT = '.ProseMirror';

let browser: Browser;
let editor: { url: string; close(): void };

before(async () => {
  editor = await serveEditor();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  editor?.close();
});

test('an Urdu writer without an Urdu keyboard writes a sentence, with the marks that Urdu has', async () => {
  await onEditor({ interface: 'ur', language: 'ur' }, async (page) => {
    await page.click(TEXT);
    await page.keyboard.press('Control+Space');
    await page.keyboard.type('io kl ki bat oy.');
    assert.equal(await bodyOf(page), '<p>یہ کل کی بات ہے۔</p>');
    await page.keyboard.press('Control+Space');
    await page.keyboard.type(' ok');
    assert.equal(await bodyOf(page), '<p>یہ کل کی بات ہے۔ ok</p>');
  });
});

test('the same keyboard writes in any field', async () => {
  await onEditor({ language: 'sd' }, async (page) => {
    await page.click('[aria-label="field"]');
    await page.keyboard.press('Control+Space');
    await page.keyboard.type('sn=e ');
    await page.keyboard.press('Shift+B');
    await page.keyboard.type('ole');
    assert.equal(await page.inputValue('[aria-label="field"]'), 'سنڌي ٻولي');
    await page.keyboard.press('Control+z');
    assert.notEqual(await page.inputValue('[aria-label="field"]'), 'سنڌي ٻولي');
  });
});

test('the keys of a keyboard can be shown, and pressed', async () => {
  await onEditor({ language: 'ur' }, async (page) => {
    await page.click(TEXT);
    await page.click('[data-tool=keyboardMap]');
    for (const key of ['KeyA', 'KeyB']) await page.click(`.editor-key[data-code=${key}]`);
    assert.equal(await bodyOf(page), '<p>اب</p>');
  });
});

test('quotation marks are curled while typing; one Backspace, or one undo, takes it back', async () => {
  await onEditor({ language: 'en' }, async (page) => {
    await page.click(TEXT);
    await page.keyboard.type('"It\'s so"');
    assert.equal(await bodyOf(page), '<p>“It’s so”</p>');
    await page.keyboard.press('Backspace');
    assert.equal(await bodyOf(page), '<p>“It’s so&quot;</p>');
    await page.keyboard.type(' "');
    await page.keyboard.press('Control+z');
    assert.equal(await bodyOf(page), '<p>“It’s so&quot; &quot;</p>');
    await page.click('[data-tool=more]');
    await page.click('[data-tool=marks]');
    await page.click(TEXT);
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' "x');
    assert.equal(await bodyOf(page), '<p>“It’s so&quot; &quot; &quot;x</p>');
  });
});

test('in Urdu a full stop typed on an English keyboard is Urdu’s, in Sindhi it stays', async () => {
  await onEditor({ language: 'ur' }, async (page) => {
    await page.click(TEXT);
    for (const sign of 'اجلاس ہوا.') await page.keyboard.insertText(sign);
    assert.equal(await bodyOf(page), '<p>اجلاس ہوا۔</p>');
  });
  await onEditor({ language: 'sd' }, async (page) => {
    await page.click(TEXT);
    for (const sign of 'گڏجاڻي ٿي.') await page.keyboard.insertText(sign);
    assert.equal(await bodyOf(page), '<p>گڏجاڻي ٿي.</p>');
  });
});

test('a list out of Word becomes a list, and scripts do not come along', async () => {
  await onEditor({ language: 'en' }, async (page) => {
    await page.click(TEXT);
    await paste(page, {
      html: `<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><!--StartFragment-->
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>one<o:p></o:p></p>
        <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]><b>two</b><script>alert(1)</script><img src=x onerror="alert(1)"></p>
        <!--EndFragment--></body></html>`,
      text: 'one two',
    });
    assert.equal(await bodyOf(page), '<ul>\n<li>one</li>\n<li><strong>two</strong></li>\n</ul>');
    await page.waitForSelector('[role=status] >> text=1 picture');
  });
});

test('a WhatsApp message comes with its bold words, and its lines', async () => {
  await onEditor({ interface: 'ur', language: 'ur', body: '<p>پہلے سے۔</p>' }, async (page) => {
    await page.click(TEXT);
    await page.keyboard.press('Control+End');
    // The editor hears of a cursor that the browser has moved a moment later.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    await page.keyboard.press('Enter');
    await paste(page, { html: '', text: '*اہم اعلان*\nکل اجلاس ہے۔\n\nشکریہ' });
    assert.equal(
      await bodyOf(page),
      '<p>پہلے سے۔</p>\n<p><strong>اہم اعلان</strong><br>کل اجلاس ہے۔</p>\n<p>شکریہ</p>',
    );
  });
});

test('a paste beyond measure is refused, with a reason, and nothing is lost', async () => {
  await onEditor({ language: 'en', body: '<p>Mine.</p>' }, async (page) => {
    await page.click(TEXT);
    await page.evaluate(`(${pasteIn})({ html: '', text: 'x'.repeat(100_000_000) })`);
    await page.waitForSelector('[role=status] >> text=too much to paste');
    assert.equal(await page.textContent(TEXT), 'Mine.');
  });
});

test('a table is made, filled by Tab, and given a caption', async () => {
  await onEditor({ language: 'en' }, async (page) => {
    await page.click(TEXT);
    await page.click('[data-tool=table]');
    for (const word of ['Trip', 'Rupees']) {
      await page.keyboard.type(word);
      await page.keyboard.press('Tab');
    }
    await page.click('[data-tool=tableColumnDelete]');
    await page.click('td');
    await page.click('[data-tool=tableRowDelete]');
    await page.click('td');
    await page.keyboard.type('Day');
    await page.keyboard.press('Tab');
    await page.keyboard.type('20');
    await page.click('[data-tool=tableCaption]');
    await page.keyboard.type('Fares');
    assert.equal(
      await bodyOf(page),
      '<table>\n<caption>Fares</caption>\n<thead>\n<tr><th scope="col">Trip</th><th scope="col">Rupees</th></tr>\n</thead>\n' +
        '<tbody>\n<tr><td>Day</td><td>20</td></tr>\n</tbody>\n</table>',
    );
  });
});

test('footnotes number themselves in the order of their references', async () => {
  await onEditor({ language: 'en', body: '<p>First. Second.</p>' }, async (page) => {
    await page.click(TEXT);
    await page.keyboard.press('Control+End');
    await page.click('[data-tool=note]');
    await page.keyboard.type('of the second');
    await caretAfter(page, 'First.');
    await page.click('[data-tool=note]');
    await page.keyboard.type('of the first');
    assert.deepEqual(await numbersShown(page), ['1', '2']);
    assert.equal(
      await bodyOf(page),
      '<p>First.<sup><a href="#note-1" id="ref-1">1</a></sup> Second.<sup><a href="#note-2" id="ref-2">2</a></sup></p>\n' +
        '<ol class="notes">\n<li id="note-1">of the first <a href="#ref-1">↩</a></li>\n' +
        '<li id="note-2">of the second <a href="#ref-2">↩</a></li>\n</ol>',
    );
    await page.click('[data-tool=noteDelete]');
    assert.deepEqual(await numbersShown(page), ['1']);
    await page.click('[data-note-ref]');
    await page.click('[data-tool=noteDelete]');
    assert.equal(await bodyOf(page), '<p>First. Second.</p>');
    await page.keyboard.press('Control+z');
    assert.deepEqual(await numbersShown(page), ['1']);
  });
});

test('verse is written line by line, an empty line begins a stanza, and a poet’s mark is a button', async () => {
  await onEditor({ interface: 'ur', language: 'ur', kind: 'poem' }, async (page) => {
    await page.click(TEXT);
    const lines = ['پہلا مصرع', 'دوسرا مصرع', '', 'تیسرا مصرع', 'غالب'];
    for (const [index, line] of lines.entries()) {
      if (index > 0) await page.keyboard.press('Enter');
      await page.keyboard.insertText(line);
    }
    await page.click('[data-tool="verseMark.poet"]');
    assert.equal(
      await bodyOf(page),
      '<p class="verse">پہلا مصرع<br>دوسرا مصرع</p>\n<p class="verse">تیسرا مصرع<br>غالب\u0614</p>',
    );
  });
});

test('paragraphs become one stanza, and paragraphs again', async () => {
  await onEditor({ language: 'ur', body: '<p>الف</p><p>ب</p>' }, async (page) => {
    await page.click(TEXT);
    await page.keyboard.press('Control+a');
    await page.click('[data-tool="style.verse"]');
    assert.equal(await bodyOf(page), '<p class="verse">الف<br>ب</p>');
    await page.click('[data-tool="style.verse"]');
    assert.equal(await bodyOf(page), '<p>الف<br>ب</p>');
  });
});

test('a picture is put in, and asks for its words', async () => {
  await onEditor({ language: 'en', body: '<p>Above.</p>' }, async (page) => {
    await page.click(TEXT);
    await page.click('[data-tool=picture]');
    await page.waitForSelector('.editor-no-alt:visible');
    await page.fill('.editor-context input', 'A bridge');
    await page.waitForSelector('.editor-no-alt', { state: 'hidden' });
    await page.click('figcaption');
    await page.keyboard.type('The bridge, 2021');
    assert.equal(
      await bodyOf(page),
      `<p>Above.</p>\n<figure><img src="media:${'5'.repeat(64)}" alt="A bridge"><figcaption>The bridge, 2021</figcaption></figure>`,
    );
  });
});

test('a link leads to an address or, found by its words, to an item', async () => {
  await onEditor({ language: 'en', body: '<p>See the speech.</p>' }, async (page) => {
    await selectWords(page, 'the speech');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('roof');
    await page.click('.editor-result:not(:disabled)');
    assert.equal(await bodyOf(page), '<p>See <a href="item:ST-2020-0009">the speech</a>.</p>');
    await page.keyboard.press('Control+k');
    await page.fill('.editor-link input', 'javascript:alert(1)');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=cannot be linked to');
    await page.fill('.editor-link input', 'roshanghat.example/a');
    await page.keyboard.press('Enter');
    assert.equal(await bodyOf(page), '<p>See <a href="https://roshanghat.example/a">the speech</a>.</p>');
    await page.click('[data-tool=linkRemove]');
    assert.equal(await bodyOf(page), '<p>See the speech.</p>');
  });
});

test('a phrase and a paragraph get a language and a direction of their own', async () => {
  await onEditor({ language: 'ur', body: '<p>شہر Roshan Ghat میں</p><p>The whole line.</p>' }, async (page) => {
    await selectWords(page, 'Roshan Ghat');
    await page.selectOption('select[aria-label="Language of this passage"]', 'en');
    await caretAfter(page, 'The whole');
    await page.selectOption('select[aria-label="Language of this passage"]', 'en');
    assert.equal(
      await bodyOf(page),
      '<p>شہر <span lang="en" dir="ltr">Roshan Ghat</span> میں</p>\n<p lang="en" dir="ltr">The whole line.</p>',
    );
    await page.selectOption('select[aria-label="Language of this passage"]', 'ur');
    assert.match(await bodyOf(page), /<p>The whole line\.<\/p>$/);
  });
});

test('repairs are offered, and made only when asked for', async () => {
  const body = '<p>كتاب  كي قيمت ,پھر</p><p lang="sd" dir="rtl">هي ڪتاب</p>';
  await onEditor({ interface: 'ur', language: 'ur', body }, async (page) => {
    await page.click('[data-tool=repairs]');
    const letters = page.locator('.editor-repairs li', { hasText: 'دوسرے کلیدی تختے' });
    await letters.locator('button').last().click();
    assert.equal(await bodyOf(page), '<p>کتاب کی قیمت ,پھر</p>\n<p lang="sd" dir="rtl">هي ڪتاب</p>');
  });
});

test('words are found whatever keyboard wrote them', async () => {
  await onEditor({ language: 'ur', body: '<p>کتاب اور کِتاب</p>' }, async (page) => {
    await page.click(TEXT);
    await page.keyboard.press('Control+f');
    await page.keyboard.insertText('كتاب');
    await page.waitForSelector('text=1 of 2');
    await page.keyboard.press('Enter');
    await page.waitForSelector('text=2 of 2');
    assert.equal(await page.locator('.editor-found').count(), 2);
  });
});

test('comments are marked, and what is selected can be commented on', async () => {
  await onEditor({ language: 'en', body: '<p>A bridge. The bridge is open.</p>', comment: '' }, async (page) => {
    assert.equal(await page.locator('.editor-comment').count(), 1);
    assert.match((await page.textContent('.ProseMirror p'))!, /bridge/);
    await selectWords(page, 'is open');
    await until(page, "document.body.dataset.passage === 'is open'");
  });
});

test('what the editor could not give back as it was is shown, and not touched', async () => {
  const odd = '<ol class="notes"><ol class="notes"><li>a</li></ol></ol>';
  await onEditor({ language: 'en', body: odd }, async (page) => {
    assert.equal(await page.textContent('.editor-source pre'), odd);
    assert.equal(await page.locator(TEXT).count(), 0);
  });
});

test('a text of 20,000 words can be typed in, and every word of it is counted', async () => {
  const body = `<p>${'لفظ در لفظ '.repeat(34)}</p>`.repeat(200);
  await onEditor({ language: 'ur', body }, async (page) => {
    await page.click(`${TEXT} p:first-child`);
    await page.keyboard.press('Home');
    await page.keyboard.type('ایک اور ');
    await page.getByText(/20,402 words/).waitFor();
  });
});

test('the toolbar is one stop of the Tab key, and arrows go through it in the direction of reading', async () => {
  for (const [face, forward] of [
    ['en', 'ArrowRight'],
    ['ur', 'ArrowLeft'],
  ] as const) {
    await onEditor({ interface: face, language: 'en' }, async (page) => {
      await page.focus('.editor-toolbar select');
      await page.keyboard.press(forward);
      assert.equal(await focused(page), 'bold');
      await page.keyboard.press(forward);
      assert.equal(await focused(page), 'emphasis');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate("document.activeElement.className.includes('ProseMirror')"), true);
      await page.keyboard.press('Alt+F10');
      assert.equal(await focused(page), 'emphasis');
      await page.keyboard.press('Escape');
      await until(page, "document.activeElement.className.includes('ProseMirror')");
    });
  }
});

const WHOLE = `<h2>H</h2><p>One.<sup><a href="#note-1">1</a></sup> <a href="https://a.example/">link</a> <em>em</em></p>
  <table><caption>C</caption><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr></table><p class="verse">x<br>y</p>
  <figure><img src="media:${'5'.repeat(64)}" alt=""></figure><ol class="notes"><li id="note-1">n</li></ol>`;
for (const face of ['en', 'ur', 'sd']) {
  test(`axe finds nothing with the interface in ${face}, wide and narrow, and it fits a phone`, async () => {
    for (const width of [1200, 360]) {
      await onEditor({ interface: face, language: face, body: WHOLE, others: '' }, async (page) => {
        await page.setViewportSize({ width, height: 800 });
        for (const [place, panel] of [
          ['td', 'link'],
          ['figcaption', 'find'],
          ['.verse', 'repairs'],
          ['.notes p', 'keyboardMap'],
        ]) {
          await page.click(place!);
          const tool = page.locator(`[data-tool=${panel}]`);
          if (await tool.count()) await tool.first().click();
          assert.deepEqual(await axeFindings(page, '.harness'), [], `${width} ${panel}`);
          assert.ok(
            ((await page.evaluate('document.documentElement.scrollWidth')) as number) <= width,
            `${panel} is wider than ${width}`,
          );
        }
      });
    }
  });
}

async function onEditor(
  options: { interface?: string; language: string; kind?: string; body?: string; others?: string; comment?: string },
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const { body = '', ...asked } = options;
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  try {
    await page.addInitScript(`window.body = ${JSON.stringify(body)}`);
    await page.goto(`${editor.url}?${new URLSearchParams(asked)}`);
    await page.waitForSelector('.ProseMirror, .editor-source');
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100)))');
    await work(page);
    assert.deepEqual(troubles, []);
  } finally {
    await page.close();
  }
}

/** What the editor gives out, as the record would keep it. */
async function bodyOf(page: Page): Promise<string> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))');
  await page.evaluate('window.editor.flush()');
  return canonicalBody((await page.evaluate('window.body')) as string).html;
}

function paste(page: Page, clipboard: { html: string; text: string }): Promise<unknown> {
  return page.evaluate(`(${pasteIn})(${JSON.stringify(clipboard)})`);
}

const pasteIn = `({ html, text }) => {
  const data = new DataTransfer();
  if (html) data.setData('text/html', html);
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector('.ProseMirror').dispatchEvent(event);
}`;

/** Playwright's own waiting needs what the content policy forbids. */
async function until(page: Page, condition: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await page.evaluate(condition)) return;
    await page.waitForTimeout(50);
  }
  assert.fail(`never: ${condition}`);
}

/** A selection as a mouse would make it. */
function selectWords(page: Page, words: string, collapse = false): Promise<unknown> {
  return page.evaluate(`(() => {
    const root = document.querySelector('.ProseMirror');
    root.focus();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const at = walker.currentNode.data.indexOf(${JSON.stringify(words)});
      if (at < 0) continue;
      getSelection().setBaseAndExtent(walker.currentNode, ${collapse} ? at + ${words.length} : at, walker.currentNode, at + ${words.length});
    }
    return new Promise((resolve) => setTimeout(resolve, 100));
  })()`);
}

function caretAfter(page: Page, words: string): Promise<unknown> {
  return selectWords(page, words, true);
}

function numbersShown(page: Page): Promise<string[]> {
  return page.$$eval('[data-note-ref]', (refs) => refs.map((ref) => ref.getAttribute('data-number')!));
}

function focused(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement.dataset.tool');
}

import { DirectionProvider, MantineProvider } from '@mantine/core';
import i18next from 'i18next';
import ICU from 'i18next-icu';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { initReactI18next } from 'react-i18next';
import { themeWith, variables } from '../theme.ts';
import { editor as en } from '../words/en/editor.ts';
import { editor as sd } from '../words/sd/editor.ts';
import { editor as ur } from '../words/ur/editor.ts';
import { BodyEditor, type BodyEditorHandle, type EditorLanguage, type LinkedItem } from './body-editor.tsx';
import { useKeyboard } from './use-keyboard.ts';
import './harness.css';

/**
 * The editor on a page of its own, for development and for test/desk-editor.test.ts:
 * `?interface=ur&language=sd&kind=poem`, the body in `window.body` before, and whatever it gave out in it after;
 * `window.editor` is its handle.
 */
declare global {
  interface Window {
    body: string;
    editor: BodyEditorHandle | null;
  }
}

const LANGUAGES: EditorLanguage[] = [
  { id: 'en', name: 'English', direction: 'ltr' },
  { id: 'ur', name: 'اردو', direction: 'rtl' },
  { id: 'sd', name: 'سنڌي', direction: 'rtl' },
];

const ITEMS: LinkedItem[] = [
  { number: 'ST-2020-0009', title: 'The roof is mended; now come in', kind: 'Statement' },
  { number: null, title: 'The roof of the ferry house' },
];

const asked = new URLSearchParams(location.search);
const face = asked.get('interface') ?? 'en';
const language = LANGUAGES.find(({ id }) => id === (asked.get('language') ?? 'en'))!;

function Harness() {
  const [value, setValue] = useState(window.body ?? '');
  const [words, setWords] = useState('');
  const keyboard = useKeyboard(language.id);
  return (
    <main className="harness">
      <h1 className="desk-hidden">Editor</h1>
      <BodyEditor
        ref={(handle) => {
          window.editor = handle;
        }}
        label={i18next.t('editor.text')}
        value={value}
        onChange={(html) => {
          window.body = html;
          setValue(html);
        }}
        language={language}
        languages={LANGUAGES}
        kind={asked.get('kind') ?? 'statement'}
        readOnly={asked.has('readonly')}
        onPickItem={async (query) => ITEMS.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase()))}
        onPickMedia={async () => ({ sha256: '5'.repeat(64), alt: '' })}
        mediaUrl={() => PICTURE}
        collaborators={asked.has('others') ? [{ id: 'a', name: 'Tariq Samoo', typing: true }] : []}
        onSelection={(passage) => document.body.setAttribute('data-passage', passage?.quote ?? '')}
        highlights={asked.has('comment') ? COMMENT : undefined}
      />
      <input
        aria-label="field"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        {...keyboard.inputProps}
        dir="auto"
      />
    </main>
  );
}

const COMMENT = [{ id: 7, passage: { quote: 'bridge', before: 'The ', after: '' } }];
const THEME = themeWith('Close');
const PICTURE =
  'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="600" height="300"%3E%3Crect width="600" height="300" fill="%23789"/%3E%3C/svg%3E';

await i18next
  .use(new ICU({ parseLngForICU: (id: string) => `${id}-u-nu-latn` }))
  .use(initReactI18next)
  .init({
    lng: face,
    resources: { en: { translation: en }, ur: { translation: ur }, sd: { translation: sd } },
    keySeparator: false,
    nsSeparator: false,
  });
document.documentElement.lang = face;
document.documentElement.dir = LANGUAGES.find(({ id }) => id === face)!.direction;
createRoot(document.getElementById('root')!).render(
  <DirectionProvider>
    <MantineProvider theme={THEME} cssVariablesResolver={variables} getStyleNonce={() => 'harness'}>
      <Harness />
    </MantineProvider>
  </DirectionProvider>,
);

import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startWords } from './words/index.ts';

/** The page's policy takes only styles that carry this; the browser shows it to scripts and to nobody else. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.nonce ?? '';
// By this name the parts that lock scrolling look for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });

await startWords();
createRoot(document.getElementById('desk')!).render(<App nonce={nonce} />);

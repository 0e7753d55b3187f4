import { html, raw } from '../base/html.ts';
import type { Language } from '../languages/language.ts';
import { utf8 } from '../record/bytes.ts';
import { goodCosignatures } from '../record/cosigned.ts';
import { parseNote } from '../record/note.ts';
import { type RecordReader, readPolicy } from '../record/store.ts';
import { type Register, register } from '../theme/register/register.ts';
import { verifier } from '../theme/verifier/verifier.ts';
import { framed, type Source, setting, siteLanguages } from './frame.ts';

/** Where a text is checked, in this language; `verify/` itself is the page in the site's first language. */
export function verifyAddress(language?: Language): string {
  return language ? `${language.id}/verify/` : 'verify/';
}

/** One page that can be saved and carried along: its script stands in it. It also shows the state of the log. */
export function verifyPage(source: Source, address: string, language: Language): string {
  const here = setting(source, address, language);
  const words = language.words.verify;
  return framed(source, address, language, {
    title: words.title,
    description: words.intro,
    editions: siteLanguages(source).map((to) => ({ language: to, address: verifyAddress(to) })),
    main: [
      html`<h1>${words.title}</h1><p>${words.intro}</p>`,
      verifier(here),
      register(source.log, here),
      html`<script>${raw(source.verifierScript)}</script>`,
    ],
  });
}

/** The log as it stands: its size, its newest entry, and who of the policy's witnesses countersigned this very state. */
export function registerOf(record: RecordReader): Register {
  const { origin, size, note } = record.checkpoint();
  const { witnesses } = readPolicy(record.dir);
  const { text, signatures } = parseNote(utf8(note));
  const good = goodCosignatures(
    text,
    signatures,
    witnesses.map(({ vkey }) => vkey),
  );
  return {
    origin,
    size,
    newest: record.entry(size - 1).time,
    witnesses: witnesses.map(({ name, vkey }) => ({ name, cosigned: isoOf(good.get(vkey)?.time) })),
  };
}

function isoOf(seconds: number | undefined): string | null {
  return seconds === undefined ? null : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

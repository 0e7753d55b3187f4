import { createTransport } from 'nodemailer';
import { escapeHtml } from '../../base/html.ts';
import { languages } from '../../languages/index.ts';

export interface Letter {
  to: string;
  subject: string;
  /** Paragraphs; a link stands alone in one. */
  paragraphs: string[];
  /** Of the words: it decides the direction of writing. */
  language: string;
}

export interface Mailer {
  /** @throws the mail server's own error */
  send(letter: Letter): Promise<void>;
  close(): void;
}

/**
 * Sends through the server that DAFTAR_SMTP names (`smtp://user:password@mail.example:587`), from DAFTAR_MAIL_FROM.
 * Null where it names none.
 */
export function mailerFrom(environment: Record<string, string | undefined>): Mailer | null {
  const { DAFTAR_SMTP: server, DAFTAR_MAIL_FROM: from } = environment;
  if (!server) return null;
  const transport = createTransport(server);
  return {
    async send({ to, subject, paragraphs, language }) {
      await transport.sendMail({
        from: from ?? `daftar@${new URL(server).hostname}`,
        to,
        subject,
        text: paragraphs.join('\n\n'),
        html: htmlOf(paragraphs, language),
      });
    },
    close: () => transport.close(),
  };
}

/** Plain text has no direction of writing; mail programs guess it, and often wrongly. */
function htmlOf(paragraphs: string[], id: string): string {
  const direction = languages.get(id)?.direction ?? 'ltr';
  const lines = paragraphs.map((text) => {
    const words = escapeHtml(text);
    return /^https?:\S+$/.test(text) ? `<p dir="ltr"><a href="${words}">${words}</a></p>` : `<p>${words}</p>`;
  });
  return `<!doctype html><html lang="${id}" dir="${direction}"><meta charset="utf-8"><body style="line-height:2">${lines.join('')}</body></html>`;
}

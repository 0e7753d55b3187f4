import type { DeskServer } from './api/api.ts';
import type { Mentioned } from './comments.ts';
import { deskName } from './letters.ts';

/**
 * Tells people that they are mentioned. What was said, and of which text, stays at the desk: a letter may be read by
 * anybody on its way.
 */
export async function sendMentions(
  server: DeskServer,
  to: Mentioned[],
  { from, link }: { from: string; link: string },
): Promise<void> {
  if (!server.mail) return;
  for (const { email, language } of to) {
    const id = language && WORDS[language] ? language : 'en';
    const { subject, who, open } = WORDS[id]!;
    const desk = await deskName(server.desk.db, id);
    try {
      await server.mail.send({
        to: email,
        subject: subject(desk),
        paragraphs: [who(from, desk), open, link],
        language: id,
      });
    } catch (error) {
      server.print(`A letter about a mention could not be sent: ${(error as Error).message}`);
    }
  }
}

interface Words {
  subject(desk: string): string;
  who(name: string, desk: string): string;
  open: string;
}

const WORDS: Record<string, Words> = {
  en: {
    subject: (desk) => `${desk}: you are mentioned in a comment`,
    who: (name, desk) => `${name} has mentioned you in a comment at the desk of ${desk}.`,
    open: 'Read it and answer there:',
  },
  ur: {
    subject: (desk) => `${desk}: ایک تبصرے میں آپ کا ذکر`,
    who: (name, desk) => `${name} نے ${desk} کے ڈیسک پر ایک تبصرے میں آپ کو مخاطب کیا ہے۔`,
    open: 'اسے پڑھیے اور وہیں جواب دیجیے:',
  },
  sd: {
    subject: (desk) => `${desk}: هڪ راءِ ۾ اوهان جو ذڪر`,
    who: (name, desk) => `${name} ${desk} جي ڊيسڪ تي هڪ راءِ ۾ اوهان کي مخاطب ڪيو آهي.`,
    open: 'اها پڙهو ۽ اتي ئي جواب ڏيو:',
  },
};

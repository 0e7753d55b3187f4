import { dayOf } from '../../base/dates.ts';
import { languages } from '../../languages/index.ts';
import type { DeskServer } from './api/api.ts';
import type { Db } from './database.ts';
import type { Letter } from './mail.ts';
import { mastheadOf } from './settings.ts';

/** The letters that the desk sends by itself. */
interface Words {
  invitation: { subject(desk: string): string; who(name: string, desk: string): string; open(until: string): string };
  unexpected: string;
  reset: { subject(desk: string): string; asked(desk: string): string; open: string; unexpected: string };
}

const en: Words = {
  invitation: {
    subject: (desk) => `${desk}: an invitation to the desk`,
    who: (name, desk) => `${name} invites you to work at the desk of ${desk}.`,
    open: (until) => `Open this link to choose a password. It is good once, until ${until}.`,
  },
  unexpected: 'If you did not expect this, do nothing.',
  reset: {
    subject: (desk) => `${desk}: a new password for the desk`,
    asked: (desk) => `Somebody asked for a new password for your account at the desk of ${desk}.`,
    open: 'Open this link within an hour to choose one.',
    unexpected: 'If it was not you, do nothing: your password stays as it is.',
  },
};

const ur: Words = {
  invitation: {
    subject: (desk) => `${desk}: ڈیسک پر کام کرنے کی دعوت`,
    who: (name, desk) => `${name} نے آپ کو ${desk} کے ڈیسک پر کام کرنے کی دعوت دی ہے۔`,
    open: (until) => `پاس ورڈ منتخب کرنے کے لیے یہ ربط کھولیے۔ یہ صرف ایک بار اور ${until} تک کام آئے گا۔`,
  },
  unexpected: 'اگر آپ کو اس کی توقع نہ تھی تو کچھ نہ کیجیے۔',
  reset: {
    subject: (desk) => `${desk}: ڈیسک کے لیے نیا پاس ورڈ`,
    asked: (desk) => `${desk} کے ڈیسک پر آپ کے کھاتے کے لیے کسی نے نیا پاس ورڈ طلب کیا ہے۔`,
    open: 'نیا پاس ورڈ منتخب کرنے کے لیے ایک گھنٹے کے اندر یہ ربط کھولیے۔',
    unexpected: 'اگر یہ درخواست آپ نے نہیں کی تو کچھ نہ کیجیے؛ آپ کا پاس ورڈ وہی رہے گا۔',
  },
};

const sd: Words = {
  invitation: {
    subject: (desk) => `${desk}: ڊيسڪ تي ڪم ڪرڻ جي دعوت`,
    who: (name, desk) => `${name} اوهان کي ${desk} جي ڊيسڪ تي ڪم ڪرڻ جي دعوت ڏني آهي.`,
    open: (until) => `پاسورڊ چونڊڻ لاءِ هيءَ لنڪ کوليو. هيءَ رڳو هڪ ڀيرو ۽ ${until} تائين ڪم ايندي.`,
  },
  unexpected: 'جيڪڏهن اوهان کي ان جي توقع نه هئي ته ڪجهه نه ڪريو.',
  reset: {
    subject: (desk) => `${desk}: ڊيسڪ لاءِ نئون پاسورڊ`,
    asked: (desk) => `${desk} جي ڊيسڪ تي اوهان جي کاتي لاءِ ڪنهن نئون پاسورڊ گهريو آهي.`,
    open: 'نئون پاسورڊ چونڊڻ لاءِ هڪ ڪلاڪ اندر هيءَ لنڪ کوليو.',
    unexpected: 'جيڪڏهن اها گهر اوهان نه ڪئي آهي ته ڪجهه نه ڪريو؛ اوهان جو پاسورڊ ساڳيو رهندو.',
  },
};

const WORDS: Record<string, Words> = { en, ur, sd };

/** Returns whether it was sent: where it was not, whoever invites hands the link over. */
export async function sendInvitation(
  server: DeskServer,
  { to, from, link, expires, language }: { to: string; from: string; link: string; expires: string; language: string },
): Promise<boolean> {
  const { id, words } = wordsFor(language);
  const name = await deskName(server.desk.db, id);
  const until = languages.get(id)!.date(dayOf(expires));
  const { subject, who, open } = words.invitation;
  const paragraphs = [who(from, name), open(until), link, words.unexpected];
  return sent(server, { to, subject: subject(name), paragraphs, language: id });
}

/** Returns whether it was sent. */
export async function sendReset(
  server: DeskServer,
  to: { email: string; language: string | null },
  token: string,
): Promise<boolean> {
  const { id, words } = wordsFor(to.language);
  const name = await deskName(server.desk.db, id);
  const { subject, asked, open, unexpected } = words.reset;
  const paragraphs = [asked(name), open, resetLink(server, token), unexpected];
  return sent(server, { to: to.email, subject: subject(name), paragraphs, language: id });
}

export function resetLink({ baseUrl }: DeskServer, token: string): string {
  return `${baseUrl()}/reset?token=${token}`;
}

async function sent({ mail, print }: DeskServer, letter: Letter): Promise<boolean> {
  if (!mail) return false;
  try {
    await mail.send(letter);
    return true;
  } catch (error) {
    print(`A letter to ${letter.to} could not be sent: ${(error as Error).message}`);
    return false;
  }
}

/** A language that Daftar has and these letters have not is written to in English. */
function wordsFor(language: string | null): { id: string; words: Words } {
  const id = language && WORDS[language] ? language : 'en';
  return { id, words: WORDS[id]! };
}

export async function deskName(db: Db, language: string): Promise<string> {
  const { names } = await mastheadOf(db);
  return names[language] ?? names.en ?? Object.values(names)[0] ?? 'Daftar';
}

import type { Form } from './report.ts';

const TELEPHONE = /(?<![\d/])(?:\+|00|0)\d(?:[\d ()-]{7,20})\d/;
const MINOR =
  /\b(?:aged?|age)\s*:?\s*(?:about\s+)?(?:1[0-7]|[1-9])\b(?!\s*(?:months?|days?|hours?|%))|\b(?:1[0-7]|[1-9])[\s-]+years?[\s-]+old\b(?=\s+(?:boy|girl|child|son|daughter|student|\p{Lu}))|(?<!\d)(?:1[0-7]|[1-9])\s*(?:سالہ|ورهين جي|ورهين جو)/iu;
const HOME =
  /\bresident of\b|\bresiding at\b|\b[rs]\/o\b\.?|\b[RS]\/O\b|\bhouse no\b|\bflat no\b|\bhome address\b|رہائشی|مکان نمبر|فلیٹ نمبر|رهواسي|گهر نمبر/iu;

/** Why a person must read this before anybody else does; null where nothing private was seen. See design, quirk 16. */
export function personalReason(form: Form, text: string): string | null {
  if (form === 'arrests')
    return 'A report of arrests or raids may name private persons, minors and home addresses: to be reviewed first.';
  const found = [
    MINOR.test(text) && 'the age of a minor',
    HOME.test(text) && 'a home address',
    (form === 'obituary' || form === 'condolence') && TELEPHONE.test(text) && 'a family’s telephone number',
  ].filter(Boolean);
  return found.length > 0 ? `The text seems to give ${found.join(' and ')}: to be reviewed first.` : null;
}

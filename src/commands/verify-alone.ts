import { DaftarError } from '../base/errors.ts';
import { bodyText } from '../press/body-text.ts';
import type { Release } from '../record/release.ts';
import { sha256Hex, textOf } from '../verify/bytes.ts';
import type { ReleaseEntry } from '../verify/entry.ts';
import { fromPdf } from '../verify/pdf.ts';
import { readPolicy } from '../verify/policy.ts';
import { parseReceipt, provenBy, RECEIPT_HEAD, type Received } from '../verify/receipt.ts';
import { releaseIn } from '../verify/release.ts';
import type { Found, Verdict } from '../verify/verdict.ts';

/** A verdict for which no record was needed, and the text that the file carries. */
export interface Alone {
  verdict: Verdict;
  text: string | null;
}

/**
 * A receipt, or a PDF that carries one, with nothing but a policy: a receipt is genuine or altered, or lacks witnesses; of
 * a PDF it is proven what it carries, and the text of that is there to compare with. Null of any other file.
 * Throws POLICY_NEEDED, and what reading the formats throws.
 * @param given the text of a policy that came by another way; without one a PDF's own is taken
 */
export async function verifyAlone(bytes: Uint8Array, given: string | undefined): Promise<Alone | null> {
  const { receipt, release, policy } = await partsOf(bytes);
  if (receipt === null) return null;
  const text = given ?? policy;
  if (text === null) {
    throw new DaftarError(
      'POLICY_NEEDED',
      'A receipt by itself does not say whose log it is of.',
      'Give the organisation’s policy with --policy, or its record with --record.',
    );
  }
  const received = receivedBy(receipt, text);
  const isOfIt = received && release && sha256Hex(release) === entryOf(received).release;
  const carried = isOfIt ? releaseIn(release) : null;
  const isWitnessed = received?.quorumMet !== false;
  const outcome = !received || (release && !carried) ? 'altered' : carried || !isWitnessed ? 'compare' : 'genuine';
  return {
    verdict: verdictOf(outcome, received, carried, given === undefined ? 'self-asserted' : 'policy'),
    text: carried && textIn(carried),
  };
}

async function partsOf(bytes: Uint8Array) {
  if (String.fromCharCode(...bytes.subarray(0, 4)) === '%PDF') return (await fromPdf(bytes)).attached;
  const text = textOf(bytes);
  return { receipt: text?.startsWith(RECEIPT_HEAD) ? text : null, release: null, policy: null };
}

/** Null where the receipt does not hold. */
function receivedBy(receipt: string, policy: string): Received | null {
  try {
    return provenBy(parseReceipt(receipt), readPolicy(policy));
  } catch (error) {
    if (error instanceof DaftarError && error.code === 'RECEIPT_REFUSED') return null;
    throw error;
  }
}

function entryOf({ entry }: Received): ReleaseEntry {
  if (entry.type === 'release') return entry;
  throw new DaftarError('RECEIPT_MALFORMED', 'This receipt is of no release.', 'Take the one beside the text.');
}

function verdictOf(
  outcome: Verdict['outcome'],
  received: Received | null,
  carried: Release | null,
  trust: Verdict['trust'],
): Verdict {
  const { origin = '', size = 0, asOf = '', witnesses = [], quorumMet = null } = received ?? {};
  return {
    outcome,
    whole: false,
    release: received && foundOf(received, carried),
    current: null,
    also: [],
    differences: [],
    leftOut: null,
    nearest: [],
    why: outcome === 'altered' ? 'receipt-refused' : quorumMet === false ? 'receipt-unwitnessed' : 'receipt-good',
    record: { origin, size, asOf, witnesses, quorumMet, demo: false },
    trust,
  };
}

function foundOf(received: Received, release: Release | null): Found {
  const { number, language, version, event, time: entered, release: sha256, key: id } = entryOf(received);
  const { posted = null, title = '', path = '', note = '' } = release ?? {};
  const { index } = received;
  return {
    number,
    language,
    version,
    event,
    sha256,
    index,
    entered,
    posted,
    title,
    path,
    note,
    key: { id, ended: null },
  };
}

function textIn({ title, summary, dateline, body }: Release): string {
  return [title, summary, dateline?.text, bodyText(body)].filter(Boolean).join('\n\n');
}

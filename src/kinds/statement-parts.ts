import type { Json } from '../record/release.ts';
import { claim, papers, points } from '../theme/claim/claim.ts';
import { forgery } from '../theme/forgery/forgery.ts';
import type { Shown } from './kind.ts';
import { recordingOf } from './recordings.ts';
import { archivedIn, archivedLabels, dayInWords, groupOf, groupsOf, textOf } from './traits.ts';

/** How the parts of a statement beside its text are drawn: whose claim it answers, recording, forgeries, evidence. */

export function claimOf(it: Shown) {
  const from = groupOf(it.release.fields.inResponseTo);
  if (!textOf(from.claimant) && !textOf(from.claim)) return null;
  const date = dayInWords(from.said, it.here);
  const source = { title: textOf(from.claimant), by: textOf(from.where), date, ...archivedIn(from, it) };
  const label = it.words.fields?.inResponseTo ?? '';
  return claim({ label, text: textOf(from.claim), source }, archivedLabels(it.words), it.here);
}

export function playerOf(it: Shown) {
  const { file, captions } = groupOf(it.release.fields.recording);
  return recordingOf(file, captions, it.words.fields?.recording ?? '', it);
}

export function forgeriesOf(it: Shown) {
  const { fields = {}, says = {} } = it.words;
  return groupsOf(it.release.fields.forgedPictures).map(({ file, hashes, remark }) => {
    const medium = it.medium(file);
    return forgery(
      {
        label: fields.forgedPictures ?? '',
        stamp: says.notOurs ?? '',
        picture: it.picture(medium ?? undefined, '(width > 45rem) 42rem, 100vw'),
        text: textOf(remark),
        hashes: Array.isArray(hashes) ? hashes.map(textOf).filter(Boolean) : [],
      },
      it.here,
    );
  });
}

export function answersOf({ release: { fields }, words }: Shown) {
  const list = groupsOf(fields.answers).map(({ point, answer }) => ({ claim: textOf(point), answer: textOf(answer) }));
  const labels = { claim: words.fields?.point ?? '', answer: words.fields?.answer ?? '' };
  return points(list, words.fields?.answers ?? '', labels);
}

export function evidenceOf(it: Shown) {
  const list = groupsOf(it.release.fields.evidence).flatMap(({ title, file }) => {
    const medium = it.medium(file);
    return medium ? [{ title: textOf(title), address: medium.address, type: medium.type, sha256: medium.sha256 }] : [];
  });
  return papers(list, it.words.fields?.evidence ?? '', it.here);
}

/** What it answers, for machines that read pages. */
export function cited({ release: { fields } }: Shown): Record<string, Json> {
  const { claimant, address } = groupOf(fields.inResponseTo);
  if (!textOf(claimant) || !textOf(address)) return {};
  return { citation: { '@type': 'CreativeWork', url: textOf(address), creditText: textOf(claimant) } };
}

import type { Content } from '../../api-types.ts';

/** A picture in the text stands among the edition's pictures too: there the release finds its sizes. */
export function withPicture(content: Content, medium: Content['media'][number]): Content {
  const others = content.media.filter(({ sha256, role }) => sha256 !== medium.sha256 || role !== medium.role);
  return { ...content, media: [...others, medium] };
}

/** A file that a field named and names no more: it would be published all the same, and shown to nobody. */
export function withoutDropped(was: Content, now: Content): Content {
  if (was.fields === now.fields) return now;
  const left = JSON.stringify(now.fields) + now.body;
  const before = JSON.stringify(was.fields);
  return { ...now, media: now.media.filter(({ sha256 }) => left.includes(sha256) || !before.includes(sha256)) };
}

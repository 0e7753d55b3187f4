/** Fields that give out what is typed a moment later, so that a save can ask them for it at once. */
const waiting = new Set<() => void>();

/** Returns how to stop. */
export function onGather(flush: () => void): () => void {
  waiting.add(flush);
  return () => waiting.delete(flush);
}

export function gatherWords(): void {
  for (const flush of waiting) flush();
}

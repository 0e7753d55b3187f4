import type { ReactNode } from 'react';

/** What is wrong with several fields together; nothing where nothing is. */
export function Wrong({ says }: { says: ReactNode }) {
  if (!says) return null;
  return (
    <p className="write-error" role="alert">
      {says}
    </p>
  );
}

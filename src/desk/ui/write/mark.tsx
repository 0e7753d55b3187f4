import type { ReactNode } from 'react';

/** A word or two that mark something: said in words, and in a colour that can be read. */
export function Mark({ tone, children }: { tone: 'plain' | 'good' | 'warn' | 'bad'; children: ReactNode }) {
  return (
    <span className="write-mark" data-tone={tone}>
      {children}
    </span>
  );
}

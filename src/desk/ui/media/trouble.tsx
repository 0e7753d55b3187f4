import { Alert } from '@mantine/core';
import { useProblem } from '../problem.ts';

/** What went wrong, in the reader's language. */
export function Trouble({ error }: { error: unknown }) {
  const problem = useProblem(error);
  if (!problem) return null;
  return (
    <Alert color="red" role="alert">
      {problem}
    </Alert>
  );
}

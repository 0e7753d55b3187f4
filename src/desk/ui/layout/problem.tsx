import { Alert } from '@mantine/core';
import { useProblem } from '../problem.ts';

/** What was wrong, said where it is read out at once; nothing where nothing was. */
export function Problem({ says }: { says: string | null }) {
  if (!says) return null;
  return (
    <Alert color="red" role="alert" w="100%">
      {says}
    </Alert>
  );
}

/** What the desk answered, in the reader's language. */
export function ProblemOf({ error }: { error: unknown }) {
  return <Problem says={useProblem(error)} />;
}

import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api.ts';

/** What was asked is kept for a while and asked again when somebody comes back to it. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 3 && isPassing(error),
        // Whether the desk is reached is told by asking it: a desk on the same machine answers without any network.
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

import { ApiError } from '../api.ts';

/** For what is only done with words that the server has. */
export function notSaved(message: string): ApiError {
  return new ApiError({ code: 'NOT_SAVED', message, hint: '' }, 0, null);
}

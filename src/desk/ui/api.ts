import { useSyncExternalStore } from 'react';

/** What the server refused, in its words; the interface says it in its own where it has some: see problem.ts. */
export class ApiError extends Error {
  /** As in specs/errors.md; OFFLINE where the server was not reached. */
  code: string;
  hint: string;
  /** 0 where the server was not reached. */
  status: number;
  body: unknown;

  constructor({ code, message, hint }: { code: string; message: string; hint: string }, status: number, body: unknown) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.status = status;
    this.body = body;
  }
}

interface Options {
  signal?: AbortSignal;
  /** Nobody is asked to sign in for it. */
  atDoor?: boolean;
  /** It goes on when the page is left. */
  keepalive?: boolean;
}

/**
 * Calls of the desk's API: `api.get<Me>('/api/me')`. Who was signed out meanwhile is asked to sign in over the page as it
 * stands, and the call is made again; nothing that was typed is lost.
 * @throws ApiError
 */
export const api = {
  get: <T>(path: string, options?: Options) => call<T>('GET', path, undefined, options),
  post: <T = unknown>(path: string, body?: unknown, options?: Options) => call<T>('POST', path, body ?? {}, options),
  put: <T = unknown>(path: string, body: unknown, options?: Options) => call<T>('PUT', path, body, options),
  patch: <T = unknown>(path: string, body: unknown, options?: Options) => call<T>('PATCH', path, body, options),
  delete: <T = unknown>(path: string, options?: Options) => call<T>('DELETE', path, undefined, options),
  /** What is not JSON: the HTML of a preview. */
  text: (method: string, path: string, body?: unknown, options: Options = {}) =>
    answered(method, path, body, options).then((response) => response.text()),
};

async function call<T>(method: string, path: string, body: unknown, options: Options = {}): Promise<T> {
  const response = await answered(method, path, body, options);
  return (await response.json()) as T;
}

async function answered(method: string, path: string, body: unknown, options: Options): Promise<Response> {
  for (;;) {
    const response = await reach(method, path, body, options);
    if (response.ok) return response;
    const error = await errorOf(response);
    const isSignedOut = error.code === 'SIGN_IN' && !options.atDoor && !path.startsWith('/api/auth/');
    if (!isSignedOut || !(await signInAgain())) throw error;
  }
}

async function reach(method: string, path: string, body: unknown, { signal, keepalive }: Options): Promise<Response> {
  try {
    const headers: HeadersInit = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const response = await fetch(path, { method, headers, body: sent, signal, keepalive, credentials: 'same-origin' });
    setReached(true);
    return response;
  } catch (error) {
    if (signal?.aborted) throw error;
    setReached(false);
    throw new ApiError({ code: 'OFFLINE', message: 'The desk cannot be reached.', hint: '' }, 0, null);
  }
}

async function errorOf(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => null);
  const said = body?.error ?? { code: 'UNEXPECTED', message: `${response.status} ${response.statusText}`, hint: '' };
  return new ApiError(said, response.status, body);
}

type SignInAgain = () => Promise<boolean>;
let asker: SignInAgain | null = null;
let asking: Promise<boolean> | null = null;

/** Who asks somebody to sign in again, over the page as it stands; the answer is whether they did. Returns how to stop. */
export function onSignedOut(ask: SignInAgain): () => void {
  asker = ask;
  return () => {
    asker = null;
  };
}

/** Asks once, however many calls were refused. For what does not go through `api`, such as uploads. */
export function signInAgain(): Promise<boolean> {
  asking ??= (asker?.() ?? Promise.resolve(false)).finally(() => {
    asking = null;
  });
  return asking;
}

let reached = true;
const watchers = new Set<() => void>();

function setReached(now: boolean): void {
  if (reached === now) return;
  reached = now;
  for (const watcher of watchers) watcher();
  if (!now) lookAgain();
}

/** A line that is back is not always told by the browser: the desk itself is asked. */
function lookAgain(): void {
  setTimeout(() => {
    if (reached) return;
    reach('GET', '/api/desk', undefined, {}).catch(lookAgain);
  }, 3000);
}

/** Whether the desk can be reached, as far as is known. */
export function useOnline(): boolean {
  return useSyncExternalStore(watchReach, () => reached && navigator.onLine);
}

function watchReach(watcher: () => void): () => void {
  watchers.add(watcher);
  window.addEventListener('online', watcher);
  window.addEventListener('offline', watcher);
  return () => {
    watchers.delete(watcher);
    window.removeEventListener('online', watcher);
    window.removeEventListener('offline', watcher);
  };
}

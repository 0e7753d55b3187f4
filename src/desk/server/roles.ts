import { DaftarError } from '../../base/errors.ts';
import type { ACTIONS, Grant, Role } from '../admin-types.ts';

/**
 * Who may do what at the desk. Every right is checked on the server, with `requireRight`, by whatever does the thing; the
 * interface only leaves out what would be refused.
 */
export type Action = (typeof ACTIONS)[number];

const VIEWER: Action[] = ['read'];
const TRANSLATOR: Action[] = [...VIEWER, 'comment', 'translate', 'upload', 'submit', 'glossary'];
const WRITER: Action[] = [...VIEWER, 'comment', 'write', 'translate', 'upload', 'submit'];
const EDITOR: Action[] = [...WRITER, 'edit', 'glossary'];
const APPROVER: Action[] = [...VIEWER, 'comment', 'edit', 'sign-off', 'approve', 'publish', 'embargo'];

export const RIGHTS: Record<Role, readonly Action[]> = {
  viewer: VIEWER,
  translator: TRANSLATOR,
  writer: WRITER,
  editor: EDITOR,
  approver: APPROVER,
  administrator: [...new Set([...EDITOR, ...APPROVER]), 'masthead', 'staff', 'settings', 'audit', 'release'],
};

/** Actions that a translator's language narrows. */
const IN_A_LANGUAGE: readonly Action[] = ['translate', 'submit'];

/** Whoever asks for something: a person who is signed in, or a token that acts in somebody's name. */
export interface Actor {
  id: string;
  name: string;
  grants: Grant[];
  /** What a token is narrowed to; null for a person. */
  scopes: readonly Action[] | null;
}

/** Whether the actor may; `language` is that of the edition that it is about. */
export function may(actor: Actor, action: Action, language?: string): boolean {
  if (actor.scopes && !actor.scopes.includes(action)) return false;
  return actor.grants.some(
    (grant) =>
      RIGHTS[grant.role].includes(action) &&
      (grant.language === null || !IN_A_LANGUAGE.includes(action) || grant.language === language),
  );
}

/** @throws DaftarError FORBIDDEN */
export function requireRight(actor: Actor, action: Action, language?: string): void {
  if (may(actor, action, language)) return;
  throw new DaftarError(
    'FORBIDDEN',
    `${actor.name} may not do this here (${action}${language ? `, ${language}` : ''}).`,
    'Ask an administrator for a role that may.',
  );
}

/** The schedule and the importers act for nobody in particular. */
export const DAFTAR: Actor = {
  id: 'daftar',
  name: 'Daftar',
  grants: [{ role: 'administrator', language: null }],
  scopes: null,
};

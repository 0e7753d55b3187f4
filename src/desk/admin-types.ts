import * as z from 'zod';
import { anyJson } from './api-types.ts';
import { word } from './limits.ts';
import { FAMILIES, ROLES } from './vocabulary.ts';

/** Who works here, what they may, what they did, and how the desk works: for its routes and, as types, for the interface. */
/** What roles give a right to. */
export const ACTIONS = [
  'read',
  'comment',
  /** Writing originals, and translations into any language. */
  'write',
  'translate',
  'upload',
  'submit',
  /** Saving what is in review, asking for changes, lifting a restriction, putting away. */
  'edit',
  'glossary',
  'sign-off',
  'approve',
  /** Publishing, scheduling, correcting and withdrawing what is approved. */
  'publish',
  'embargo',
  'masthead',
  'staff',
  'settings',
  'audit',
  /** Publishing what was written and approved in another system, without a review here. */
  'release',
] as const;

export const grant = z.strictObject({
  role: z.enum(ROLES),
  /** Binds a translator to one language; null is every one. */
  language: word.nullable().default(null),
});

export const person = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  language: z.string().nullable(),
  twoFactor: z.boolean(),
  grants: z.array(grant),
  /** Since when this person may not sign in. */
  disabled: z.string().nullable(),
  since: z.string(),
  seen: z.string().nullable(),
});
/** What everybody at the desk may know, to mention somebody or hand something on. */
export const colleague = z.strictObject({
  id: z.string(),
  name: z.string(),
  grants: z.array(grant),
  disabled: z.boolean(),
});
export const invitation = z.strictObject({
  id: z.int(),
  email: z.string().nullable(),
  name: z.string(),
  grants: z.array(grant),
  who: z.string(),
  made: z.string(),
  expires: z.string(),
  used: z.string().nullable(),
});
/** The link is shown this once, to be handed over by other ways; `mailed` says whether it went by mail as well. */
export const handedOver = z.strictObject({ link: z.string(), mailed: z.boolean() });

export const auditEntry = z.strictObject({
  id: z.int(),
  at: z.string(),
  user: z.string().nullable(),
  who: z.string(),
  action: z.string(),
  object: z.string(),
  details: z.record(z.string(), anyJson),
  address: z.string(),
  /** What the object is called today, and the page of the desk where it stands; null of what is gone or has no name. */
  called: z.strictObject({ name: z.string(), at: z.string().nullable() }).nullable(),
});

export const scopes = z.array(z.enum(ACTIONS)).min(1);
export const token = z.strictObject({
  id: z.int(),
  name: z.string(),
  scopes,
  user: z.strictObject({ id: z.string(), name: z.string() }),
  made: z.string(),
  expires: z.string().nullable(),
  lastUsed: z.string().nullable(),
  revoked: z.string().nullable(),
});

/** A point of a checklist: its id stays when its words are changed. */
export const checklistPoint = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  words: z.record(z.string(), z.string().max(300)),
});

/** What an administrator decides of how the desk works. Everything else about the organisation is in its masthead. */
export const settingsShape = z.strictObject({
  /** By kind: who wrote cannot approve. What is not named is true. */
  twoPerson: z.record(z.string(), z.boolean()),
  /** By kind: what is to be ticked before it can be approved. */
  checklists: z.record(z.string(), z.array(checklistPoint).max(50)),
  /** Whoever signs in with a password alone can do nothing until two-factor is on. */
  requireTwoFactor: z.boolean(),
  /** The largest uploads, by what they are; what is not named is as in uploads.ts. */
  uploadMegabytes: z.partialRecord(z.enum(FAMILIES), z.int().min(1).max(10_000)),
});

export type Role = (typeof ROLES)[number];
export type Grant = z.infer<typeof grant>;
export type Person = z.infer<typeof person>;
export type Invitation = z.infer<typeof invitation>;
export type HandedOver = z.infer<typeof handedOver>;
export type AuditEntry = z.infer<typeof auditEntry>;
export type Token = z.infer<typeof token>;
export type Settings = z.infer<typeof settingsShape>;
export type ChecklistPoint = z.infer<typeof checklistPoint>;

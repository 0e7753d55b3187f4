import type { Role } from '../../src/desk/admin-types.ts';
import type { Actor } from '../../src/desk/server/roles.ts';

/** Invented people of a desk, by what they do there. */
export const amina = person('Amina Qazi', 'writer');
export const rahim = person('Rahim Soomro', 'editor');
export const zehra = person('Zehra Mirza', 'translator', 'ur');
export const kamal = person('Kamal Abro', 'translator', 'sd');
export const nadia = person('Nadia Ansari', 'approver');
export const bilal = person('Bilal Khoso', 'approver', null, 'writer');
export const guest = person('A Guest', 'viewer');

function person(name: string, role: Role, language: string | null = null, ...more: Role[]): Actor {
  const grants = [role, ...more].map((one) => ({ role: one, language }));
  return { id: name.split(' ')[0]!.toLowerCase(), name, grants, scopes: null };
}

/** Names that server and interface share. Apart from the shapes, which would bring all of Zod into the browser. */

/** In the order in which they are offered. */
export const ROLES = ['administrator', 'approver', 'editor', 'writer', 'translator', 'viewer'] as const;

/** What a file can be. */
export const FAMILIES = ['picture', 'audio', 'video', 'captions', 'pdf'] as const;

const SQLITE_FULL = 13;

/** Whether a file could not be written, or SQLite's database not, because no room is left. */
export function isDiskFull(error: unknown): boolean {
  const { code, errcode } = error as { code?: string; errcode?: number };
  return code === 'ENOSPC' || code === 'EDQUOT' || ((errcode ?? 0) & 0xff) === SQLITE_FULL;
}

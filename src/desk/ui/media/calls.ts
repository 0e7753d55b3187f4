import type { Family, MediaChange, MediaDetail, MediaLibrary, Medium } from '../../media-types.ts';
import { api } from '../api.ts';

/** What the library asks the server, each call by its name. */
export interface MediaFilter {
  q: string;
  family: Family | null;
  used: 'yes' | 'no' | null;
}

export const mediaKeys = {
  all: ['media'] as const,
  list: (filter: MediaFilter) => ['media', 'list', filter] as const,
  one: (id: number) => ['media', id] as const,
};

export function listMedia({ q, family, used }: MediaFilter, before: number | null): Promise<MediaLibrary> {
  const query = new URLSearchParams();
  if (q.trim()) query.set('q', q.trim());
  if (family) query.set('family', family);
  if (used) query.set('used', used);
  if (before !== null) query.set('before', String(before));
  return api.get<MediaLibrary>(`/api/media?${query}`);
}

export const getMedium = (id: number) => api.get<MediaDetail>(`/api/media/${id}`);
export const changeMedium = (id: number, change: MediaChange) => api.patch<MediaDetail>(`/api/media/${id}`, change);
export const deleteMedium = (id: number) => api.delete<{ done: true }>(`/api/media/${id}`);
export const mediumOf = (id: number, role: Medium['role'], language: string) =>
  api.post<Medium>(`/api/media/${id}/medium`, { role, language });

/** Where the browser gets the file itself, or of a picture a copy of at least this width. */
export function fileUrl(id: number, width?: number): string {
  return `/api/media/${id}/file${width ? `?width=${width}` : ''}`;
}

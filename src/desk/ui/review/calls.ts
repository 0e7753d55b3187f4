import type { EditionView, Step, WouldStand } from '../../api-types.ts';
import type {
  Checklist,
  Comment,
  Embargo,
  NewComment,
  NewEmbargo,
  SignOffs,
  Suggestion,
  Term,
  TermList,
} from '../../review-types.ts';
import { api } from '../api.ts';

/** What review, comments, private links and glossary ask the server, each call by its name. */
export const reviewKeys = {
  comments: (id: number) => ['edition', id, 'comments'] as const,
  checklist: (id: number, head: number) => ['edition', id, 'checklist', head] as const,
  signOffs: (id: number, head: number) => ['edition', id, 'sign-offs', head] as const,
  embargoes: (id: number) => ['edition', id, 'embargoes'] as const,
  history: (id: number) => ['edition', id, 'history'] as const,
  release: (id: number, head: number) => ['edition', id, 'release', head] as const,
  terms: ['glossary'] as const,
  suggestions: (id: number) => ['edition', id, 'glossary'] as const,
};

export type Action = 'submit' | 'reopen' | 'request-changes' | 'approve' | 'publish' | 'unschedule';

export const act = (id: number, action: Action, revision: number, note?: string) =>
  api.post<EditionView>(`/api/editions/${id}/${action}`, { revision, ...(note && { note }) });
export const schedule = (id: number, revision: number, time: string) =>
  api.post<EditionView>(`/api/editions/${id}/schedule`, { revision, time });
export const withdraw = (id: number, revision: number, reason: string) =>
  api.post<EditionView>(`/api/editions/${id}/withdraw`, { revision, reason });
export const publishTogether = (item: number, editions: { id: number; revision: number }[]) =>
  api.post<EditionView[]>(`/api/items/${item}/publish`, { editions });
export const getHistory = (id: number) => api.get<Step[]>(`/api/editions/${id}/history`);
export const getRelease = (id: number) => api.get<WouldStand>(`/api/editions/${id}/release`);

export const getComments = (id: number) => api.get<Comment[]>(`/api/editions/${id}/comments`);
export const addComment = (id: number, comment: Partial<NewComment> & { text: string }) =>
  api.post<Comment[]>(`/api/editions/${id}/comments`, comment);
export const changeComment = (comment: number, change: { resolved?: boolean; text?: string }) =>
  api.patch<Comment[]>(`/api/comments/${comment}`, change);

export const getChecklist = (id: number) => api.get<Checklist>(`/api/editions/${id}/checklist`);
export const putTick = (id: number, tick: { revision: number; point: string; ticked: boolean }) =>
  api.put<Checklist>(`/api/editions/${id}/checklist`, tick);
export const getSignOffs = (id: number) => api.get<SignOffs>(`/api/editions/${id}/sign-offs`);
export const putSignOff = (id: number, signOff: { revision: number; party: string; signed: boolean }) =>
  api.put<SignOffs>(`/api/editions/${id}/sign-offs`, signOff);

export const getEmbargoes = (id: number) => api.get<Embargo[]>(`/api/editions/${id}/embargoes`);
export const giveEmbargo = (id: number, wanted: { revision: number; label: string; expires: string }) =>
  api.post<NewEmbargo>(`/api/editions/${id}/embargoes`, wanted);
export const revokeEmbargo = (embargo: number) => api.delete<Embargo[]>(`/api/embargoes/${embargo}`);

export type SentTerm = Omit<Term, 'id'>;
export const getTerms = (asked: Record<string, string>) =>
  api.get<TermList>(`/api/glossary?${new URLSearchParams(asked)}`);
export const putTerm = (id: number | null, term: SentTerm) =>
  id === null ? api.post<Term>('/api/glossary', term) : api.put<Term>(`/api/glossary/${id}`, term);
export const removeTerm = (id: number) => api.delete(`/api/glossary/${id}`);
export const importTerms = (csv: string) => api.post<{ count: number }>('/api/glossary/import', { csv });
export const getSuggestions = (id: number, content: unknown, signal?: AbortSignal) =>
  api.post<Suggestion[]>(`/api/editions/${id}/glossary`, { content }, { signal });

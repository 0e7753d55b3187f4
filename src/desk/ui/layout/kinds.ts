import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';

export interface NamedKind {
  id: string;
  words: Record<string, { one: string; many: string }>;
}

/** The kinds that somebody writes, which the masthead is not. */
export function useKinds(): NamedKind[] {
  const { data = [] } = useQuery({
    queryKey: ['kinds'],
    queryFn: () => api.get<NamedKind[]>('/api/kinds'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data.filter(({ id }) => id !== 'masthead');
}

/** What one thing of a kind is called. */
export function useKindName(): (id: string) => string {
  const { i18n } = useTranslation();
  const kinds = useKinds();
  return (id) => {
    const words = kinds.find((kind) => kind.id === id)?.words;
    return (words?.[i18n.language] ?? words?.en)?.one ?? id;
  };
}

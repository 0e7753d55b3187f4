import { useQuery } from '@tanstack/react-query';
import { ApiError, api } from './api.ts';

/** Whoever is signed in. */
export interface Me {
  id: string;
  name: string;
  email: string;
  /** Of the interface; null until they chose. */
  language: string | null;
  twoFactor: boolean;
  /** Two-factor is asked of everybody here and is not on yet. */
  needsTwoFactor: boolean;
  grants: { role: string; language: string | null }[];
  /** What this person may do somewhere. */
  rights: string[];
}

/** Whose desk this is. */
export interface DeskView {
  /** By language. */
  names: Record<string, string>;
  languages: string[];
  zone: { id: string; offset: string };
  base: string;
  /** Whether the desk sends mail by itself. */
  mail: boolean;
}

export const ME = ['me'] as const;
export const DESK = ['desk'] as const;

/** Null at the door; undefined while it is not known yet. */
export function useWhoever() {
  return useQuery({ queryKey: ME, queryFn: whoever, staleTime: 60_000 });
}

/** Null as long as nobody is signed in. */
export function useMe(): Me | null {
  return useWhoever().data ?? null;
}

/** Whether the one who is signed in may do this somewhere: the server decides each time. */
export function useMay(): (action: string) => boolean {
  const me = useMe();
  return (action) => me?.rights.includes(action) ?? false;
}

export function useDesk(): DeskView | null {
  const { data } = useQuery({ queryKey: DESK, queryFn: () => api.get<DeskView>('/api/desk'), staleTime: 60_000 });
  return data ?? null;
}

async function whoever(): Promise<Me | null> {
  try {
    return await api.get<Me>('/api/me', { atDoor: true });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

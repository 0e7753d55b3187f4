import { useQuery } from '@tanstack/react-query';
import type { ListedEdition, ListedItem } from '../../list-types.ts';
import { useDesk } from '../me.ts';
import { useLanguage } from '../words/index.ts';
import { getKinds, getLanguages, type KindDeclaration, keys, type WritingLanguage } from '../write/calls.ts';

/** Kinds and languages with their names, as the interface says them. */
export interface Declared {
  kinds: KindDeclaration[];
  /** Those that the organisation publishes in. */
  languages: WritingLanguage[];
  kindName(id: string): string;
  language(id: string): WritingLanguage;
}

export function useDeclared(): Declared {
  const own = useLanguage();
  const desk = useDesk();
  const always = { staleTime: Number.POSITIVE_INFINITY };
  const { data: kinds = [] } = useQuery({ queryKey: keys.kinds, queryFn: getKinds, ...always });
  const { data: all = [] } = useQuery({ queryKey: keys.languages, queryFn: getLanguages, ...always });
  const chosen = desk?.languages ?? [];
  return {
    kinds,
    languages: chosen.length > 0 ? all.filter(({ id }) => chosen.includes(id)) : all,
    kindName(id) {
      const words = kinds.find((kind) => kind.id === id)?.words;
      return (words?.[own.id] ?? words?.en)?.one ?? id;
    },
    language: (id) => all.find((language) => language.id === id) ?? { id, name: id, direction: 'ltr' },
  };
}

/** By which an item is known here: in the interface's language where there is that edition, else the original. */
export function shownEdition(item: ListedItem, language: string): ListedEdition {
  const { editions, matched } = item;
  const titled = editions.filter(({ title }) => title);
  return (
    titled.find((edition) => edition.language === language) ??
    titled.find(({ translates }) => translates === null) ??
    editions.find(({ id }) => id === matched) ??
    editions[0]!
  );
}

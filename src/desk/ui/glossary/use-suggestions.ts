import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Content, EditionView } from '../../api-types.ts';
import { getSuggestions, reviewKeys } from '../review/calls.ts';

/** Terms of the source with their agreed renderings, and whether the translation, as it stands in the form, has them. */
export function useSuggestions(edition: EditionView, content: Content) {
  const [typed] = useDebouncedValue(content, 600);
  return useQuery({
    queryKey: [...reviewKeys.suggestions(edition.id), typed],
    queryFn: ({ signal }) => getSuggestions(edition.id, typed, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemView } from '../../api-types.ts';
import { Problem } from '../layout/problem.tsx';
import { useProblem } from '../problem.ts';
import { addEdition, keys, type WritingLanguage } from './calls.ts';

/** Where an item is not in a language yet: begins the translation, or an edition of its own. */
export function MissingEdition({
  item,
  language,
  languages,
}: {
  item: ItemView;
  language: WritingLanguage;
  languages: WritingLanguage[];
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>(null);
  // Somebody may have begun it since this page learned of the item.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: keys.item(item.id), exact: true });
  }, [queries, item.id]);
  const begin = useMutation({
    mutationFn: (translates: string | null) => addEdition(item.id, language.id, translates),
    onSuccess: (edition) => {
      queries.setQueryData(keys.edition(edition.id), edition);
      queries.setQueryData(keys.item(item.id), edition.item);
    },
    onError: setProblem,
  });
  const nameOf = (id: string) => languages.find((one) => one.id === id)?.name ?? id;
  const said = useProblem(problem);
  return (
    <Stack align="start" className="write-missing">
      <Title order={2} size="h3">
        {t('write.missingTitle', { language: language.name })}
      </Title>
      <Text>{t('write.missingText')}</Text>
      <Group>
        {item.editions.map((source, index) => (
          <Button
            key={source.id}
            variant={index === 0 ? 'filled' : 'default'}
            loading={begin.isPending}
            onClick={() => begin.mutate(source.language)}
          >
            {t('write.translateFrom', { language: nameOf(source.language) })}
          </Button>
        ))}
        <Button variant="subtle" loading={begin.isPending} onClick={() => begin.mutate(null)}>
          {t('write.writeAnew')}
        </Button>
      </Group>
      <Problem says={said} />
    </Stack>
  );
}

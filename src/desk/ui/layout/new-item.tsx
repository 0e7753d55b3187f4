import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditionView } from '../../api-types.ts';
import { api } from '../api.ts';
import { useGo } from '../link.tsx';
import { useDesk } from '../me.ts';
import { useProblem } from '../problem.ts';
import { useKindName, useKinds } from './kinds.ts';
import { Problem } from './problem.tsx';

/** What sort of thing, and in which language it is written first: then it can be written. */
export function NewItem({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const kindName = useKindName();
  const { kinds, languages } = useChoices(opened);
  const [chosen, setChosen] = useState<{ kind?: string; language?: string }>({});
  const kind = chosen.kind ?? kinds[0]?.id;
  const language = chosen.language ?? languages.find(({ id }) => id === i18n.language)?.id ?? languages[0]?.id;
  const begin = useMutation({
    mutationFn: () => api.post<EditionView>('/api/items', { kind, language }),
    onSuccess: ({ item }) => {
      onClose();
      go(`/items/${item.id}/${language}`);
    },
  });
  const problem = useProblem(begin.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={t('shell.newItem')}>
      <form onSubmit={submit}>
        <Stack>
          <NativeSelect
            label={t('shell.kind')}
            data-autofocus
            value={kind}
            onChange={(event) => setChosen({ ...chosen, kind: event.currentTarget.value })}
            data={kinds.map(({ id }) => ({ value: id, label: kindName(id) }))}
          />
          <NativeSelect
            label={t('shell.writtenIn')}
            value={language}
            onChange={(event) => setChosen({ ...chosen, language: event.currentTarget.value })}
            data={languages.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Problem says={problem} />
          <Group justify="end">
            <Button type="submit" loading={begin.isPending} disabled={!kind || !language}>
              {t('shell.begin')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useChoices(enabled: boolean) {
  const { data: languages = [] } = useQuery({
    queryKey: ['languages'],
    queryFn: () => api.get<{ id: string; name: string }[]>('/api/languages'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
  const own = useDesk()?.languages ?? [];
  return {
    kinds: useKinds(),
    languages: own.length > 0 ? languages.filter(({ id }) => own.includes(id)) : languages,
  };
}

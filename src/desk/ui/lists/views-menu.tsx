import { ActionIcon, Button, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconBookmark, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '../link.tsx';
import { useProblem } from '../problem.ts';
import { deleteView, getViews, listKeys, saveView } from './calls.ts';

/** A person's own lists by name: opened, saved under a name, forgotten. */
export function ViewsMenu({ query }: { query: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState('');
  const { data: views = [] } = useQuery({ queryKey: listKeys.views, queryFn: getViews });
  const refresh = () => client.invalidateQueries({ queryKey: listKeys.views });
  const save = useMutation({ mutationFn: () => saveView({ name, query }), onSuccess: refresh });
  const forget = useMutation({ mutationFn: deleteView, onSuccess: refresh });
  const problem = useProblem(save.error ?? forget.error);
  return (
    <Popover opened={isOpen} onChange={setOpen} width={320} position="bottom-end" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />} onClick={() => setOpen(!isOpen)}>
          {t('lists.views')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('lists.views')}>
        <Stack gap="sm">
          {views.length === 0 && <Text size="sm">{t('lists.viewsEmpty')}</Text>}
          {views.map((view) => (
            <Group key={view.id} justify="space-between" wrap="nowrap">
              <Link to={`/items?${view.query}`} dir="auto" onClick={() => setOpen(false)}>
                {view.name}
              </Link>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('lists.forgetView', { name: view.name })}
                onClick={() => forget.mutate(view.id)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))}
          <form
            onSubmit={(event) => {
              event.preventDefault();
              save.mutate();
            }}
          >
            <Group align="end" wrap="nowrap">
              <TextInput
                label={t('lists.saveView')}
                placeholder={t('lists.viewName')}
                required
                maxLength={80}
                classNames={{ input: 'own-direction' }}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" loading={save.isPending}>
                {t('shell.save')}
              </Button>
            </Group>
          </form>
          <Text size="sm" role="status">
            {problem ?? (save.isSuccess && t('lists.viewSaved', { name }))}
          </Text>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

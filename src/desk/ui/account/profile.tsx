import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { Problem } from '../layout/problem.tsx';
import { say } from '../layout/said.ts';
import { Section } from '../layout/section.tsx';
import { ME, type Me } from '../me.ts';
import { useSending } from '../sending.ts';
import { INTERFACE } from '../words/index.ts';

export function ProfileSection({ me }: { me: Me }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState(me.name);
  const [language, setLanguage] = useState(me.language ?? i18n.language);
  const { send, isSending, problem } = useSending(async () => {
    queries.setQueryData(ME, await api.patch<Me>('/api/me', { name, language }));
    say(t('shell.saved'));
  });
  return (
    <Section title={t('account.profile')}>
      <form onSubmit={send}>
        <Stack>
          <Problem says={problem} />
          <TextInput
            label={t('access.email')}
            value={me.email}
            readOnly
            dir="ltr"
            description={t('account.emailText')}
          />
          <TextInput
            label={t('access.name')}
            description={t('access.nameText')}
            autoComplete="name"
            required
            maxLength={100}
            dir="auto"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('shell.language')}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value)}
            data={Object.entries(INTERFACE).map(([value, { name: label }]) => ({ value, label }))}
          />
          <Group>
            <Button type="submit" loading={isSending}>
              {t('shell.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}

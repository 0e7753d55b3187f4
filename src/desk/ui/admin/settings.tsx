import { Accordion, Button, Group, NumberInput, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../admin-types.ts';
import type { Family } from '../../media-types.ts';
import { FAMILIES } from '../../vocabulary.ts';
import { api } from '../api.ts';
import { useKindName, useKinds } from '../layout/kinds.ts';
import { Page } from '../layout/page.tsx';
import { Problem } from '../layout/problem.tsx';
import { say } from '../layout/said.ts';
import { Section } from '../layout/section.tsx';
import { NotLoaded, Waiting } from '../layout/trouble.tsx';
import { ME } from '../me.ts';
import { useSending } from '../sending.ts';
import { ChecklistField } from './checklist-field.tsx';

const SETTINGS = ['settings'];

/** How this desk works. */
export default function SettingsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({ queryKey: SETTINGS, queryFn: () => api.get<Settings>('/api/settings') });
  return (
    <Page title={t('shell.settings')}>
      {error ? <NotLoaded error={error} again={refetch} /> : data ? <SettingsForm settings={data} /> : <Waiting />}
    </Page>
  );
}

function SettingsForm({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const kinds = useKinds();
  const kindName = useKindName();
  const queries = useQueryClient();
  const [changed, setChanged] = useState<Partial<Settings>>({});
  const now = { ...settings, ...changed };
  const isChanged = Object.keys(changed).length > 0;
  const change = (part: Partial<Settings>) => setChanged({ ...changed, ...part });
  const { send, isSending, problem } = useSending(async () => {
    queries.setQueryData(SETTINGS, await api.put<Settings>('/api/settings', withoutEmptyPoints(changed)));
    await queries.invalidateQueries({ queryKey: ME });
    setChanged({});
    say(t('shell.saved'));
  });
  return (
    <form onSubmit={send}>
      <Stack>
        <Section title={t('admin.signingIn')}>
          <Switch
            checked={now.requireTwoFactor}
            onChange={(event) => change({ requireTwoFactor: event.currentTarget.checked })}
            label={t('admin.requireTwoFactor')}
            description={t('admin.requireTwoFactorText')}
          />
        </Section>
        <Section title={t('admin.review')} text={t('admin.reviewText')}>
          <Accordion variant="separated" order={3}>
            {kinds.map(({ id }) => (
              <Accordion.Item key={id} value={id}>
                <Accordion.Control>
                  <Group justify="space-between" pe="xs">
                    <span>{kindName(id)}</span>
                    <Text span size="sm" c="dimmed">
                      {t('admin.ruleInShort', {
                        twoPerson: String(now.twoPerson[id] ?? true),
                        points: now.checklists[id]?.length ?? 0,
                      })}
                    </Text>
                  </Group>
                </Accordion.Control>
                <Accordion.Panel>
                  <Stack>
                    <Switch
                      checked={now.twoPerson[id] ?? true}
                      onChange={(event) =>
                        change({ twoPerson: { ...now.twoPerson, [id]: event.currentTarget.checked } })
                      }
                      label={t('admin.twoPerson')}
                      description={t('admin.twoPersonText')}
                    />
                    <ChecklistField
                      points={now.checklists[id] ?? []}
                      onChange={(points) => change({ checklists: { ...now.checklists, [id]: points } })}
                    />
                  </Stack>
                </Accordion.Panel>
              </Accordion.Item>
            ))}
          </Accordion>
        </Section>
        <Uploads limits={now.uploadMegabytes} onChange={(uploadMegabytes) => change({ uploadMegabytes })} />
        <Problem says={problem} />
        <Group className={isChanged ? 'desk-save' : undefined}>
          <Button type="submit" loading={isSending} disabled={!isChanged}>
            {t('shell.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface UploadsProps {
  limits: Settings['uploadMegabytes'];
  onChange(limits: Settings['uploadMegabytes']): void;
}

/** How large a file may be; emptied, a field goes back to what Daftar has by itself. */
function Uploads({ limits, onChange }: UploadsProps) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['media', 'limits'],
    queryFn: () => api.get<{ limits: Record<Family, number> }>('/api/media?limit=1'),
  });
  const set = (family: Family, value: string | number) => {
    const { [family]: _before, ...others } = limits;
    onChange(value === '' ? others : { ...others, [family]: Number(value) });
  };
  return (
    <Section title={t('admin.uploads')} text={t('admin.uploadsText')}>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        {FAMILIES.map((family) => (
          <NumberInput
            key={family}
            label={t('admin.inMegabytes', { what: t(`media.family.${family}`) })}
            min={1}
            max={10_000}
            allowDecimal={false}
            placeholder={data && String(Math.round(data.limits[family] / 1_000_000))}
            value={limits[family] ?? ''}
            onChange={(value) => set(family, value)}
          />
        ))}
      </SimpleGrid>
    </Section>
  );
}

/** A point that was added and then left without words says nothing to anybody. */
function withoutEmptyPoints({ checklists, ...rest }: Partial<Settings>): Partial<Settings> {
  if (!checklists) return rest;
  const filled = Object.entries(checklists).map(([kind, points]) => [
    kind,
    points.filter(({ words }) => Object.values(words).some((text) => text.trim())),
  ]);
  return { ...rest, checklists: Object.fromEntries(filled) };
}

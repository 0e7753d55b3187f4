import { Checkbox, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Grant, Role } from '../../admin-types.ts';
import { ROLES } from '../../vocabulary.ts';
import { INTERFACE } from '../words/index.ts';

/** Roles to be ticked, each with what it may do; a translator's languages one by one. */
export function GrantsField({ value, onChange }: { value: Grant[]; onChange(value: Grant[]): void }) {
  const { t } = useTranslation();
  const has = (role: Role) => value.some((grant) => grant.role === role);
  const toggle = (role: Role, isOn: boolean) => {
    const others = value.filter((grant) => grant.role !== role);
    onChange(isOn ? [...others, { role, language: null }] : others);
  };
  return (
    <Checkbox.Group label={t('admin.roles')} value={ROLES.filter(has)}>
      <Stack gap="xs" mt="xs">
        {ROLES.map((role) => (
          <div key={role}>
            <Checkbox
              value={role}
              label={t(`access.role.${role}`)}
              description={t(`admin.may.${role}`)}
              onChange={(event) => toggle(role, event.currentTarget.checked)}
            />
            {role === 'translator' && has(role) && <Languages value={value} onChange={onChange} />}
          </div>
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

function Languages({ value, onChange }: { value: Grant[]; onChange(value: Grant[]): void }) {
  const { t } = useTranslation();
  const others = value.filter(({ role }) => role !== 'translator');
  const chosen = value
    .filter(({ role, language }) => role === 'translator' && language)
    .map(({ language }) => language!);
  const choose = (languages: string[]) => {
    const now = languages.length > 0 ? languages : [null];
    onChange([...others, ...now.map((language) => ({ role: 'translator' as const, language }))]);
  };
  return (
    <Checkbox.Group
      ms={36}
      mt="xs"
      label={t('admin.intoLanguages')}
      description={t('admin.intoAll')}
      value={chosen}
      onChange={choose}
    >
      <Group mt="xs">
        {Object.entries(INTERFACE).map(([id, { name }]) => (
          <Checkbox key={id} value={id} label={<bdi lang={id}>{name}</bdi>} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

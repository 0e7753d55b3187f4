import { ActionIcon, Button, Fieldset, Group, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Json } from '../../../../record/release.ts';
import { useWriting } from './context.ts';

interface ByIdProps {
  label: string;
  value: Record<string, Json>;
  onChange(value: Record<string, Json>): void;
  empty: () => Json;
  entry(value: Json, onChange: (value: Json) => void, id: string): ReactNode;
}

/** Entries that are named by an id of their own, which never changes. */
export function ById({ label, value, onChange, empty, entry }: ByIdProps) {
  const { t } = useTranslation();
  const { readOnly } = useWriting();
  const [id, setId] = useState('');
  const isId = /^[a-z][a-z0-9-]*$/.test(id);
  const isTaken = id in value;
  const add = () => {
    if (!isId || isTaken) return;
    onChange({ ...value, [id]: empty() });
    setId('');
  };
  const remove = (key: string) =>
    onChange(Object.fromEntries(Object.entries(value).filter(([other]) => other !== key)));
  return (
    <Fieldset legend={label} className="write-list">
      {Object.entries(value).map(([key, one]) => (
        <Fieldset key={key} legend={<bdi className="write-latin">{key}</bdi>} className="write-entry">
          <div className="write-entry-fields">
            {entry(one, (changed) => onChange({ ...value, [key]: changed }), key)}
          </div>
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t('write.byIdRemove', { id: key })}
              title={t('write.byIdRemove', { id: key })}
              onClick={() => remove(key)}
            >
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </Fieldset>
      ))}
      {!readOnly && (
        <Group align="end" gap="xs">
          <TextInput
            label={t('write.byIdNew')}
            description={t('write.byIdHelp')}
            value={id}
            dir="ltr"
            error={id !== '' && !isId ? t('write.byIdWrong') : isTaken ? t('write.byIdTaken') : undefined}
            onChange={(event) => setId(event.currentTarget.value.trim())}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
          <Button
            variant="default"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={!isId || isTaken}
            onClick={add}
          >
            {t('write.add')}
          </Button>
        </Group>
      )}
    </Fieldset>
  );
}

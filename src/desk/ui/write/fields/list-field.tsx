import { ActionIcon, Button, Fieldset, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWriting } from './context.ts';

interface ListFieldProps<T> {
  label: string;
  value: T[];
  onChange(value: T[]): void;
  /** What a new entry begins as. */
  empty: () => T;
  entry(value: T, onChange: (value: T) => void, index: number): ReactNode;
  addLabel?: string;
  error?: ReactNode;
}

/** Entries in an order that can be changed, by keyboard too. */
export function ListField<T>({ label, value, onChange, empty, entry, addLabel, error }: ListFieldProps<T>) {
  const { t } = useTranslation();
  const { readOnly } = useWriting();
  const list = useRef<HTMLDivElement>(null);
  const add = () => {
    onChange([...value, empty()]);
    // The new entry is there after the next painting.
    requestAnimationFrame(() =>
      list.current
        ?.querySelector<HTMLElement>('.write-entry:last-of-type input, .write-entry:last-of-type textarea')
        ?.focus(),
    );
  };
  return (
    <Fieldset legend={label} ref={list as never} className="write-list">
      {value.map((one, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no flexible box in every browser
        <div className="write-entry" key={index} role="group" aria-label={t('write.entry', { label, n: index + 1 })}>
          <div className="write-entry-fields">
            {entry(one, (changed) => onChange(value.with(index, changed)), index)}
          </div>
          {!readOnly && (
            <Group gap={4} className="write-entry-buttons">
              {value.length > 1 && (
                <>
                  <Move
                    label={t('write.entryUp', { label, n: index + 1 })}
                    disabled={index === 0}
                    onClick={() => onChange(moved(value, index, -1))}
                    icon={<IconArrowUp size={16} />}
                  />
                  <Move
                    label={t('write.entryDown', { label, n: index + 1 })}
                    disabled={index === value.length - 1}
                    onClick={() => onChange(moved(value, index, 1))}
                    icon={<IconArrowDown size={16} />}
                  />
                </>
              )}
              <Move
                label={t('write.entryRemove', { label, n: index + 1 })}
                onClick={() => onChange(value.toSpliced(index, 1))}
                icon={<IconTrash size={16} />}
              />
            </Group>
          )}
        </div>
      ))}
      {error && (
        <p className="write-error" role="alert">
          {error}
        </p>
      )}
      {!readOnly && (
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
          {addLabel ?? t('write.entryAdd', { label })}
        </Button>
      )}
    </Fieldset>
  );
}

function Move({
  label,
  icon,
  disabled,
  onClick,
}: {
  label: string;
  icon: ReactNode;
  disabled?: boolean;
  onClick(): void;
}) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      {icon}
    </ActionIcon>
  );
}

function moved<T>(list: T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  [next[index], next[index + by]] = [next[index + by]!, next[index]!];
  return next;
}

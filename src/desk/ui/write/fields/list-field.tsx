import { ActionIcon, Button, Fieldset, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWriting } from './context.ts';
import { Wrong } from './wrong.tsx';

interface ListFieldProps<T> {
  label: string;
  value: T[];
  onChange(value: T[]): void;
  /** What a new entry begins as. */
  empty: () => T;
  entry(value: T, onChange: (value: T) => void, index: number): ReactNode;
  addLabel?: string;
  description?: ReactNode;
  error?: ReactNode;
}

/** Entries in an order that can be changed, by keyboard too. */
export function ListField<T>(props: ListFieldProps<T>) {
  const { label, value, onChange, empty, entry, addLabel, description, error } = props;
  const { t } = useTranslation();
  const { readOnly } = useWriting();
  const list = useRef<HTMLFieldSetElement>(null);
  /** On the first of these that is there when the entries are painted anew. */
  const focus = (...wanted: string[]) =>
    requestAnimationFrame(() => {
      const found = wanted.map((selector) => list.current?.querySelector<HTMLElement>(selector));
      found.find(Boolean)?.focus();
    });
  const entryAt = (index: number) => `:scope > .write-entry:nth-child(${index + 1} of .write-entry)`;
  const add = () => {
    onChange([...value, empty()]);
    focus(`${entryAt(value.length)} > .write-entry-fields :is(input, textarea, button)`);
  };
  const move = (index: number, by: -1 | 1) => {
    onChange(moved(value, index, by));
    const button = `${entryAt(index + by)} > .write-entry-buttons > [data-by]`;
    focus(`${button}[data-by="${by}"]:enabled`, `${button}:enabled`);
  };
  const remove = (index: number) => {
    onChange(value.toSpliced(index, 1));
    focus(':scope > .write-add');
  };
  return (
    <Fieldset legend={label} ref={list} className="write-list">
      {description && <p className="write-help">{description}</p>}
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
                    onClick={() => move(index, -1)}
                    data-by={-1}
                    icon={<IconArrowUp size={16} />}
                  />
                  <Move
                    label={t('write.entryDown', { label, n: index + 1 })}
                    disabled={index === value.length - 1}
                    onClick={() => move(index, 1)}
                    data-by={1}
                    icon={<IconArrowDown size={16} />}
                  />
                </>
              )}
              <Move
                label={t('write.entryRemove', { label, n: index + 1 })}
                onClick={() => remove(index)}
                icon={<IconTrash size={16} />}
              />
            </Group>
          )}
        </div>
      ))}
      <Wrong says={error} />
      {!readOnly && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={add}
          className="write-add"
        >
          {addLabel ?? t('write.entryAdd', { label })}
        </Button>
      )}
    </Fieldset>
  );
}

interface MoveProps {
  label: string;
  icon: ReactNode;
  disabled?: boolean;
  onClick(): void;
  'data-by'?: -1 | 1;
}

function Move({ label, icon, ...rest }: MoveProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} {...rest}>
      {icon}
    </ActionIcon>
  );
}

function moved<T>(list: T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  [next[index], next[index + by]] = [next[index + by]!, next[index]!];
  return next;
}

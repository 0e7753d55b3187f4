import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeclared } from '../../lists/declared.ts';
import { type FoundItem, findItem, findItems } from '../calls.ts';
import { useWriting } from './context.ts';

interface ItemFieldProps {
  label: string;
  /** Its key or number; empty where none is chosen. */
  value: string;
  onChange(item: string): void;
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  name?: string;
}

/** An item, found by words of its title or by its number. */
export function ItemField({ value, onChange, description, ...rest }: ItemFieldProps) {
  const { t, i18n } = useTranslation();
  const { readOnly } = useWriting();
  const { kindName } = useDeclared();
  const [typed, setTyped] = useState('');
  const [asked] = useDebouncedValue(typed, 250);
  const named = useQuery({
    queryKey: ['item of', value, i18n.language],
    queryFn: () => findItem(value, i18n.language),
    enabled: value !== '',
    staleTime: 60_000,
  });
  const found = useQuery({
    queryKey: ['items', asked, i18n.language],
    queryFn: () => findItems(asked, i18n.language),
    enabled: asked.trim().length > 1 && !readOnly,
    staleTime: 60_000,
  });
  const chosen = value === '' ? [] : [named.data ?? { item: value, number: null, kind: '', title: '' }];
  const others = (found.data ?? []).filter(({ item, kind }) => item !== value && kind !== 'masthead');
  const labelOf = ({ item, kind, title }: FoundItem) => (title ? `${title} (${kindName(kind)})` : item);
  return (
    <Select
      {...rest}
      description={description ?? t('write.itemHelp')}
      data={[...chosen, ...others].map((one) => ({ value: one.item, label: labelOf(one) }))}
      value={value || null}
      onChange={(item) => item && onChange(item)}
      onSearchChange={setTyped}
      // The desk has looked for it in all scripts; what it found is not sifted again.
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetched ? t('write.itemNone') : undefined}
      renderOption={({ option }) => <bdi>{option.label}</bdi>}
      allowDeselect={false}
      searchable
      readOnly={readOnly}
    />
  );
}

import { Autocomplete, type ComboboxItem } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyboard } from '../../editor/use-keyboard.ts';
import { useDeclared } from '../../lists/declared.ts';
import { findNamed } from '../calls.ts';
import { useWriting } from './context.ts';

export interface Named {
  /** The key or number of the item that is meant, or null. */
  item: string | null;
  /** As it is printed. */
  name: string;
}

interface NamedFieldProps {
  label: string;
  value: Named;
  onChange(value: Named): void;
  /** Of the items that can be meant; without it whatever texts name: people, bodies. */
  kinds?: readonly string[];
  description?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  name?: string;
}

/** A name as it is to be printed; where there is an item of what it names, it is linked. */
export function NamedField({ value, onChange, kinds, description, ...rest }: NamedFieldProps) {
  const { t } = useTranslation();
  const { language, readOnly } = useWriting();
  const keyboard = useKeyboard(language.id);
  const declared = useDeclared().kinds;
  const meant = kinds ?? declared.filter(({ isParty }) => isParty).map(({ id }) => id);
  const [asked] = useDebouncedValue(value.name, 250);
  const { data: found = [] } = useQuery({
    queryKey: ['named', meant.join(), asked, language.id],
    queryFn: () => findNamed(asked, language.id, meant),
    enabled: asked.trim().length > 1 && !readOnly,
    staleTime: 60_000,
  });
  // The field says what was chosen just before it says its new words.
  const chosen = useRef<string | null>(null);
  const linked = found.find(({ item }) => item === value.item)?.name;
  return (
    <Autocomplete
      {...rest}
      value={value.name}
      data={found.map(({ item, name }) => ({ value: item, label: name }))}
      filter={({ options }) => options}
      onOptionSubmit={(item) => {
        chosen.current = item;
      }}
      onChange={(name) => {
        onChange({ name, item: chosen.current ?? value.item });
        chosen.current = null;
      }}
      renderOption={({ option }) => <bdi lang={language.id}>{(option as ComboboxItem).label}</bdi>}
      lang={language.id}
      dir={language.direction}
      classNames={WORDS}
      {...keyboard.inputProps}
      readOnly={readOnly}
      description={
        value.item === null ? (
          description
        ) : (
          <>
            {linked ? (
              <>
                {t('write.partyLinked')} <bdi>{linked}</bdi>
              </>
            ) : (
              t('write.partyHasPage')
            )}{' '}
            {!readOnly && (
              <button type="button" className="write-link" onClick={() => onChange({ ...value, item: null })}>
                {t('write.partyUnlink')}
              </button>
            )}
          </>
        )
      }
    />
  );
}

const WORDS = { input: 'write-words' };

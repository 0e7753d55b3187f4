import { Autocomplete, type ComboboxItem } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content } from '../../../api-types.ts';
import { useKeyboard } from '../../editor/use-keyboard.ts';
import { findPeople } from '../calls.ts';
import { useWriting } from './context.ts';
import { ListField } from './list-field.tsx';

type Party = Content['people'][number];

interface PartiesFieldProps {
  label: string;
  value: Party[];
  onChange(value: Party[]): void;
  addLabel: string;
  /** Roles that the language has words for. */
  roles: Record<string, string>;
  error?: string;
}

/** People and bodies, as they are to be printed; where there is an item of theirs, it is linked. */
export function PartiesField({ label, value, onChange, addLabel, roles, error }: PartiesFieldProps) {
  return (
    <ListField<Party>
      label={label}
      value={value}
      onChange={onChange}
      addLabel={addLabel}
      error={error}
      empty={() => ({ item: null, name: '', role: '' })}
      entry={(party, change) => <PartyFields party={party} onChange={change} roles={roles} />}
    />
  );
}

function PartyFields({
  party,
  onChange,
  roles,
}: {
  party: Party;
  onChange(party: Party): void;
  roles: Record<string, string>;
}) {
  const { t } = useTranslation();
  const { language, readOnly } = useWriting();
  const keyboard = useKeyboard(language.id);
  const [asked] = useDebouncedValue(party.name, 250);
  const { data: found = [] } = useQuery({
    queryKey: ['people', asked, language.id],
    queryFn: () => findPeople(asked, language.id),
    enabled: asked.trim().length > 1 && !readOnly,
    staleTime: 60_000,
  });
  const options = found.map(({ item, name }) => ({ value: item, label: name }));
  // The field says what was chosen just before it says its new words.
  const chosen = useRef<string | null>(null);
  const isLinked = party.item !== null;
  const linked = found.find(({ item }) => item === party.item)?.name;
  return (
    <div className="write-party">
      <Autocomplete
        label={t('write.partyName')}
        value={party.name}
        data={options}
        filter={({ options: all }) => all}
        onOptionSubmit={(item) => {
          chosen.current = item;
        }}
        onChange={(name) => {
          onChange({ ...party, name, item: chosen.current ?? party.item });
          chosen.current = null;
        }}
        renderOption={({ option }) => <bdi lang={language.id}>{(option as ComboboxItem).label}</bdi>}
        lang={language.id}
        dir={language.direction}
        classNames={WORDS}
        {...keyboard.inputProps}
        readOnly={readOnly}
        description={
          isLinked ? (
            <>
              {linked ? (
                <>
                  {t('write.partyLinked')} <bdi>{linked}</bdi>
                </>
              ) : (
                t('write.partyHasPage')
              )}{' '}
              {!readOnly && (
                <button type="button" className="write-link" onClick={() => onChange({ ...party, item: null })}>
                  {t('write.partyUnlink')}
                </button>
              )}
            </>
          ) : undefined
        }
      />
      <Autocomplete
        label={t('write.partyRole')}
        value={roles[party.role] ?? party.role}
        data={Object.values(roles)}
        onChange={(role) => onChange({ ...party, role: keyOf(roles, role) })}
        lang={language.id}
        dir={language.direction}
        classNames={WORDS}
        {...keyboard.inputProps}
        readOnly={readOnly}
      />
    </div>
  );
}

/** A role that has a word is kept by its key, so that each language says it in its own. */
function keyOf(roles: Record<string, string>, typed: string): string {
  return Object.entries(roles).find(([, word]) => word === typed)?.[0] ?? typed;
}

const WORDS = { input: 'write-words' };

import { Autocomplete } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Content } from '../../../api-types.ts';
import { useKeyboard } from '../../editor/use-keyboard.ts';
import { useWriting } from './context.ts';
import { ListField } from './list-field.tsx';
import { NamedField } from './named-field.tsx';

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
  return (
    <div className="write-party">
      <NamedField label={t('write.partyName')} value={party} onChange={(named) => onChange({ ...party, ...named })} />
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

import { Button, Fieldset, NumberInput, Select, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../../../kinds/field.ts';
import type { KindWords } from '../../../../languages/language.ts';
import type { Json } from '../../../../record/release.ts';
import { useDeclared } from '../../lists/declared.ts';
import type { Said } from '../findings.ts';
import { ById } from './by-id.tsx';
import { useWriting } from './context.ts';
import { FileField } from './file-field.tsx';
import { ItemField } from './item-field.tsx';
import { ListField } from './list-field.tsx';
import { type Named, NamedField } from './named-field.tsx';
import { useSourceWords } from './source-words.tsx';
import { TextField } from './text-field.tsx';
import { WhenField } from './when-field.tsx';
import { Wrong } from './wrong.tsx';

interface OneField {
  field: Field;
  /** Its key, by which the kind's words name it. */
  id: string;
  /** Where it stands: `fields.offices.0.title`. */
  path: string;
  value: Json | undefined;
  onChange(value: Json): void;
  words: KindWords;
  /** What is wrong, by path. */
  errorAt: Said['errorAt'];
  hintAt: Said['hintAt'];
}

type GroupOf = Field & { type: 'group' };

type Several = Pick<OneField, 'words' | 'errorAt' | 'hintAt' | 'path'> & {
  fields: Record<string, Field>;
  values: Record<string, Json>;
  onChange(values: Record<string, Json>): void;
};

/** What a kind adds to the envelope, as its declaration says it. */
export function KindFields({ fields, values, onChange, path, ...rest }: Several) {
  return Object.entries(fields).map(([id, field]) => (
    <KindField
      key={id}
      {...rest}
      id={id}
      field={field}
      path={`${path}.${id}`}
      value={values[id]}
      onChange={(value) => onChange({ ...values, [id]: value })}
    />
  ));
}

function KindField(props: OneField) {
  const { t } = useTranslation();
  const { readOnly } = useWriting();
  const { field, path, value, onChange, words, id } = props;
  const label = useLabel(id, words);
  const error = props.errorAt(path, field.type);
  const shared = {
    label,
    error,
    name: path,
    required: !field.optional,
    description: field.private ? t('write.private') : props.hintAt(path),
  };
  const text = typeof value === 'string' ? value : '';
  const source = useSourceWords(path);
  const described = (help: ReactNode) =>
    source ? (
      <>
        {help} {source}
      </>
    ) : (
      help
    );
  switch (field.type) {
    case 'text':
      return (
        <TextField
          {...shared}
          value={text}
          onChange={onChange}
          rows={field.lines || field.show === 'exhibit' ? 4 : undefined}
          latin={LATIN[id]}
          description={described(shared.description)}
        />
      );
    case 'url':
      return <TextField {...shared} value={text} onChange={onChange} latin="url" />;
    case 'email':
      return <TextField {...shared} value={text} onChange={onChange} latin="email" />;
    case 'telephone':
      return <TextField {...shared} value={text} onChange={onChange} latin="tel" />;
    case 'date':
      return (
        <TextField
          {...shared}
          value={text}
          onChange={(date) => onChange(date.trim() || null)}
          latin="id"
          description={shared.description ?? t('write.dateHelp')}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={(number) => onChange(number === '' ? null : Number(number))}
          hideControls
          readOnly={readOnly}
        />
      );
    case 'yes':
      return (
        <Switch
          {...shared}
          required={false}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          disabled={readOnly}
        />
      );
    case 'item':
      return (
        <NamedField
          {...shared}
          description={described(shared.description)}
          value={namedOf(value)}
          onChange={(named) => onChange(named.name === '' && field.optional ? null : { ...named })}
          kinds={field.kinds}
        />
      );
    case 'key':
      return <ItemField {...shared} value={text} onChange={onChange} />;
    case 'file':
      return <FileField {...shared} value={text} onChange={onChange} families={field.families} />;
    case 'kind':
      return <KindChoice {...shared} value={text} onChange={onChange} />;
    case 'time':
      return <WhenField {...shared} value={text || null} onChange={(when) => onChange(when)} withTime="always" />;
    case 'choice':
      return (
        <Select
          {...shared}
          data={field.options.map((option) => ({
            value: option,
            label: words.choices?.[option] ?? t(`write.choice.${option}`, option),
          }))}
          value={text || null}
          onChange={(chosen) => onChange(chosen)}
          readOnly={readOnly}
          clearable={field.optional}
          allowDeselect={field.optional}
        />
      );
    case 'words':
      return <PerLanguage {...props} label={label} />;
    case 'group':
      return <GroupField {...props} field={field} label={label} />;
    case 'list':
      return (
        <ListField<Json>
          label={label}
          value={Array.isArray(value) ? value : []}
          onChange={onChange}
          empty={() => emptyOf(field.of)}
          description={shared.description}
          error={error}
          entry={(entry, change, index) => (
            <Entry {...props} field={field.of} path={`${path}.${index}`} value={entry} onChange={change} />
          )}
        />
      );
    case 'byId':
      return (
        <ById
          label={label}
          value={objectOf(value)}
          onChange={onChange}
          empty={() => emptyOf(field.of)}
          entry={(entry, change, key) => (
            <Entry {...props} field={field.of} path={`${path}.${key}`} value={entry} onChange={change} />
          )}
        />
      );
  }
}

/** One of the kinds that have a section, by its name. */
function KindChoice({ value, onChange, ...shared }: { value: string; onChange(id: string): void; label: string }) {
  const { readOnly } = useWriting();
  const { kinds, kindName } = useDeclared();
  const data = kinds.filter(({ section }) => section !== null).map(({ id }) => ({ value: id, label: kindName(id) }));
  return (
    <Select
      {...shared}
      data={data}
      value={value || null}
      onChange={(id) => id && onChange(id)}
      allowDeselect={false}
      readOnly={readOnly}
      searchable
    />
  );
}

function namedOf(value: Json | undefined): Named {
  const { item = null, name = '' } = objectOf(value) as Partial<Named>;
  return { item, name };
}

/** An entry is framed by its list already, so a group in it needs no frame of its own. */
function Entry(props: OneField) {
  const { field, value, onChange } = props;
  if (field.type !== 'group') return <KindField {...props} />;
  return <Parts {...props} field={field} value={value} onChange={onChange} />;
}

/** What a group consists of, and what is wrong with the whole of it. */
function Parts({ field, value, ...rest }: OneField & { field: GroupOf }) {
  const error = rest.errorAt(rest.path);
  return (
    <>
      <div className="write-parts">
        <KindFields {...rest} fields={field.of} values={objectOf(value)} />
      </div>
      <Wrong says={error} />
    </>
  );
}

function GroupField({ label, ...props }: OneField & { field: GroupOf; label: string }) {
  const { t } = useTranslation();
  const { readOnly } = useWriting();
  const { field, value, onChange, path } = props;
  const isThere = typeof value === 'object' && value !== null;
  if (field.optional && !isThere) {
    if (readOnly) return null;
    return (
      <div>
        <Button variant="default" size="xs" onClick={() => onChange(emptyOf({ ...field, optional: false }))}>
          {t('write.entryAdd', { label })}
        </Button>
        <Wrong says={props.errorAt(path)} />
      </div>
    );
  }
  return (
    <Fieldset legend={label} className="write-group">
      <Parts {...props} />
      {field.optional && !readOnly && (
        <Button variant="subtle" color="gray" size="xs" onClick={() => onChange(null)}>
          {t('write.entryRemoveAll', { label })}
        </Button>
      )}
    </Fieldset>
  );
}

/** One text in each language. */
function PerLanguage({ label, value, onChange, path, errorAt }: OneField & { label: string }) {
  const { languages } = useWriting();
  const texts = objectOf(value);
  const set = (id: string, text: string) =>
    onChange(Object.fromEntries(Object.entries({ ...texts, [id]: text }).filter(([, one]) => one !== '')));
  return (
    <Fieldset legend={label} className="write-group">
      <div className="write-parts" data-short>
        {languages.map((language) => (
          <TextField
            key={language.id}
            label={language.name}
            language={language}
            value={String(texts[language.id] ?? '')}
            onChange={(text) => set(language.id, text)}
            name={`${path}.${language.id}`}
          />
        ))}
      </div>
      <Wrong says={errorAt(path)} />
    </Fieldset>
  );
}

/** The kind's word for a field, else ours, else its key. */
export function useLabel(id: string, words: KindWords): string {
  const { t } = useTranslation();
  return words.fields?.[id] ?? t(`write.field.${id}`, id);
}

/** Texts that are not written in the edition's language. */
const LATIN: Record<string, 'id' | 'email' | 'tel'> = {
  email: 'email',
  telephone: 'tel',
  id: 'id',
  offset: 'id',
  kind: 'id',
  languages: 'id',
};

function emptyOf(field: Field): Json {
  if (field.optional) return null;
  if (field.type === 'list') return [];
  if (field.type === 'item') return { item: null, name: '' };
  if (field.type === 'yes') return false;
  if (field.type === 'words' || field.type === 'byId') return {};
  if (field.type === 'group')
    return Object.fromEntries(Object.entries(field.of).map(([id, part]) => [id, emptyOf(part)]));
  return field.type === 'text' || field.type === 'key' ? '' : null;
}

function objectOf(value: Json | undefined): Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

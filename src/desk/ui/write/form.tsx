import { Accordion, Alert, Switch, TagsInput } from '@mantine/core';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { languages } from '../../../languages/index.ts';
import type { Content, EditionView, Finding } from '../../api-types.ts';
import { useKeyboard } from '../editor/use-keyboard.ts';
import { BodyField } from './body-field.tsx';
import type { KindDeclaration } from './calls.ts';
import { useWriting } from './fields/context.ts';
import { DatelineField } from './fields/dateline-field.tsx';
import { KindFields } from './fields/kind-fields.tsx';
import { PartiesField } from './fields/parties-field.tsx';
import { TextField } from './fields/text-field.tsx';
import { WhenField } from './fields/when-field.tsx';
import { useFindings } from './findings.ts';
import { MediaField } from './media-field.tsx';

interface FormProps {
  edition: EditionView;
  kind: KindDeclaration;
  content: Content;
  /** Changes whenever the words came from elsewhere than from here. */
  epoch: number;
  findings: Finding[];
  /** Somebody wanted to let it go on, and was told that it cannot. */
  isRefused: boolean;
  onChange(part: Partial<Content>): void;
  /** Stands for title, summary and body where they are translated side by side. */
  instead?: ReactNode;
}

/** Everything that an edition says: the envelope that all kinds share, then what its kind adds. */
export function Form({ edition, kind, content, epoch, findings, isRefused, onChange: set, instead }: FormProps) {
  const { t, i18n } = useTranslation();
  const { language, readOnly } = useWriting();
  const keyboard = useKeyboard(language.id);
  const isDraft = edition.state === 'draft' && !isRefused;
  const { errorAt, hintAt } = useFindings({ kind, content, saved: edition.content, findings, isDraft });
  const roles = languages.get(language.id)?.words.roles ?? {};
  const words = kind.words[i18n.language] ?? kind.words.en!;
  // Readers have exactly this: nothing is missing yet.
  const isOut = edition.state === 'published' || edition.state === 'withdrawn';
  return (
    <form className="write-form" onSubmit={(event) => event.preventDefault()} aria-label={t('write.form')}>
      {keyboard.keyboard && !readOnly && (
        <Switch
          label={t('write.keyboard', { language: language.name })}
          checked={keyboard.isOn}
          onChange={keyboard.toggle}
          className="write-keyboard"
        />
      )}
      {content.event !== 'publish' && !(isOut && readOnly) && (
        <Alert
          color={isOut ? 'gray' : 'orange'}
          title={t(isOut ? 'write.event.next' : `write.event.${content.event}`)}
          className="write-note"
        >
          <TextField
            label={t(content.event === 'withdraw' ? 'write.reason' : 'write.note')}
            description={hintAt('note') ?? t('write.noteHelp')}
            value={content.note}
            onChange={(note) => set({ note })}
            rows={2}
            error={isOut ? undefined : errorAt('note')}
            name="note"
          />
        </Alert>
      )}
      {instead ?? (
        <>
          <TextField
            label={t('write.title')}
            description={hintAt('title')}
            value={content.title}
            onChange={(title) => set({ title })}
            rows={1}
            error={errorAt('title')}
            required
            name="title"
          />
          <TextField
            label={t('write.summary')}
            description={hintAt('summary') ?? t('write.summaryHelp')}
            value={content.summary}
            onChange={(summary) => set({ summary })}
            rows={2}
            error={errorAt('summary')}
            required={kind.requires.includes('summary')}
            name="summary"
          />
        </>
      )}
      {(kind.dated || content.posted || content.dateline) && (
        <>
          <DatelineField value={content.dateline} onChange={(dateline) => set({ dateline })} errorAt={errorAt} />
          <WhenField
            label={t('write.posted')}
            description={hintAt('posted') ?? t('write.postedHelp')}
            value={content.posted}
            onChange={(posted) => set({ posted })}
            error={errorAt('posted')}
            required={kind.requires.includes('posted')}
            name="posted"
          />
        </>
      )}
      {!instead && kind.section !== null && (
        <Suspense fallback={<p>{t('write.loading')}</p>}>
          <BodyField
            key={epoch}
            label={t('write.body')}
            description={hintAt('body')}
            value={content.body}
            onChange={(body) => set({ body })}
            error={errorAt('body')}
            required={kind.requires.includes('body')}
          />
        </Suspense>
      )}
      <MediaField
        value={content.media}
        onChange={(media) => set({ media })}
        edition={edition}
        description={hintAt('media')}
        error={errorAt('media')}
      />
      {kind.section !== null && (
        <>
          <PartiesField
            label={t('write.issuers')}
            addLabel={t('write.issuersAdd')}
            value={content.issuers}
            onChange={(issuers) => set({ issuers })}
            roles={roles}
            error={errorAt('issuers')}
          />
          <PartiesField
            label={t('write.people')}
            addLabel={t('write.peopleAdd')}
            value={content.people}
            onChange={(people) => set({ people })}
            roles={roles}
            error={errorAt('people')}
          />
          <TagsInput
            label={t('write.places')}
            description={t('write.tagsHelp')}
            value={content.places}
            onChange={(places) => set({ places })}
            lang={language.id}
            dir={language.direction}
            readOnly={readOnly}
            classNames={{ input: 'write-words' }}
            splitChars={[',', '،']}
            {...keyboard.inputProps}
            acceptValueOnBlur
            error={errorAt('places')}
          />
          <TagsInput
            label={t('write.tags')}
            description={t('write.tagsLatin')}
            value={content.tags}
            onChange={(tags) => set({ tags })}
            dir="ltr"
            readOnly={readOnly}
            classNames={{ input: 'write-latin' }}
            splitChars={[',', ' ', '،']}
            acceptValueOnBlur
            error={errorAt('tags')}
          />
        </>
      )}
      <KindFields
        fields={kind.fields}
        values={content.fields}
        onChange={(fields) => set({ fields })}
        path="fields"
        words={words}
        errorAt={errorAt}
        hintAt={hintAt}
      />
      {kind.section !== null && <Address content={content} set={set} path={edition.path} errorAt={errorAt} />}
    </form>
  );
}

function Address({
  content,
  set,
  path,
  errorAt,
}: {
  content: Content;
  set(part: Partial<Content>): void;
  path: string | null;
  errorAt(path: string): string | undefined;
}) {
  const { t } = useTranslation();
  const { readOnly } = useWriting();
  return (
    <Accordion variant="contained" order={2} defaultValue={errorAt('aliases') ? 'address' : null}>
      <Accordion.Item value="address">
        <Accordion.Control>{t('write.address')}</Accordion.Control>
        <Accordion.Panel>
          {path ? (
            <p className="write-fixed">
              {t('write.addressFixed')} <bdi className="write-latin">/{path}</bdi>
            </p>
          ) : (
            <TextField
              label={t('write.slug')}
              description={t('write.slugHelp')}
              value={content.slug ?? ''}
              onChange={(slug) => set({ slug: slug || null })}
              latin="id"
              error={errorAt('slug')}
              name="slug"
            />
          )}
          <TagsInput
            label={t('write.aliases')}
            description={t('write.aliasesHelp')}
            value={content.aliases}
            onChange={(aliases) => set({ aliases })}
            dir="ltr"
            readOnly={readOnly}
            classNames={{ input: 'write-latin' }}
            acceptValueOnBlur
            error={errorAt('aliases')}
          />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}

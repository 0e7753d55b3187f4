import { Alert, Button, Group, Loader, Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change, Content, EditionView, SourceView } from '../../api-types.ts';
import { countWords, plainText } from '../../keeping/elements.ts';
import type { Suggestion } from '../../review-types.ts';
import { useSuggestions } from '../glossary/use-suggestions.ts';
import { Problem } from '../layout/problem.tsx';
import { useProblem } from '../problem.ts';
import { Marked } from '../revisions/marked.tsx';
import { BodyField } from '../write/body-field.tsx';
import { declareCurrent, getLanguages, getSource, keys, type WritingLanguage } from '../write/calls.ts';
import { useWriting } from '../write/fields/context.ts';
import { TextField } from '../write/fields/text-field.tsx';
import { Mark } from '../write/mark.tsx';
import { notSaved } from '../write/not-saved.ts';
import { bodyOf, type Row, rowsOf } from './align.ts';
import { remember, remembered } from './remembered.ts';
import { Segment } from './segment.tsx';
import { SourceText } from './source-text.tsx';
import { Terms } from './terms.tsx';
import './translate.css';

interface TranslationViewProps {
  edition: EditionView;
  content: Content;
  epoch: number;
  onChange(part: Partial<Content>): void;
  /** Saves what is typed, and says whether the server has it. */
  save(): Promise<boolean>;
  /** The edition, declared current. */
  onCurrent(view: EditionView): void;
}

/** The source beside the translation, paragraph by paragraph, with what changed in it since. */
export function TranslationView(props: TranslationViewProps) {
  const { t } = useTranslation();
  const { edition } = props;
  const source = useQuery({
    queryKey: keys.source(edition.id),
    queryFn: () => getSource(edition.id),
    refetchInterval: 60_000,
  });
  const languages = useQuery({ queryKey: keys.languages, queryFn: getLanguages, staleTime: Number.POSITIVE_INFINITY });
  const problem = useProblem(source.error);
  if (problem && !source.data) return <Alert color="red">{problem}</Alert>;
  if (!source.data || !languages.data) return <Loader aria-label={t('translate.loading')} />;
  const language = languages.data.find(({ id }) => id === source.data.language);
  return (
    <SideBySide
      {...props}
      source={source.data}
      from={language ?? { id: source.data.language, name: source.data.language, direction: 'ltr' }}
    />
  );
}

type SideBySideProps = TranslationViewProps & { source: SourceView; from: WritingLanguage };

function SideBySide({ edition, content, epoch, onChange, save, onCurrent, source, from }: SideBySideProps) {
  const { t } = useTranslation();
  const { language } = useWriting();
  const [showsChanges, setShowsChanges] = useState(true);
  const { data: terms = [] } = useSuggestions(edition, content);
  const common = { from, showsChanges, terms };
  return (
    <section className="translate" aria-label={t('translate.sideBySide')}>
      <State {...{ edition, source, from, save, onCurrent }} />
      <Group justify="space-between" className="translate-heads">
        <Text size="sm" c="dimmed">
          {t('translate.counts', {
            from: from.name,
            source: countWords(plainText(source.content.body)),
            to: language.name,
            target: countWords(plainText(content.body)),
          })}
        </Text>
        <Switch
          label={t('translate.showChanges')}
          checked={showsChanges}
          onChange={(event) => setShowsChanges(event.currentTarget.checked)}
        />
      </Group>
      <div className="translate-row">
        <Words
          {...common}
          label={t('translate.sourceOf', { part: t('write.title') })}
          changes={source.title}
          now={source.content.title}
          target={content.title}
        />
        <TextField
          label={t('write.title')}
          value={content.title}
          onChange={(title) => onChange({ title })}
          rows={1}
          required
          name="title"
        />
      </div>
      <div className="translate-row">
        <Words
          {...common}
          label={t('translate.sourceOf', { part: t('write.summary') })}
          changes={source.summary}
          now={source.content.summary}
          target={content.summary}
        />
        <TextField
          label={t('write.summary')}
          value={content.summary}
          onChange={(summary) => onChange({ summary })}
          rows={2}
          name="summary"
        />
      </div>
      {hasNotes(source.content.body) || hasNotes(content.body) ? (
        <Whole {...common} {...{ edition, source, content, epoch, onChange }} />
      ) : (
        <Paragraphs {...common} {...{ edition, source, content, epoch, onChange }} />
      )}
    </section>
  );
}

type BodyProps = Pick<SideBySideProps, 'edition' | 'source' | 'content' | 'epoch' | 'onChange' | 'from'> & {
  showsChanges: boolean;
  terms: Suggestion[];
};

function Paragraphs({ edition, source, content, epoch, onChange, ...common }: BodyProps) {
  const { t } = useTranslation();
  const { rows, setRow } = useRows(edition, source, content, epoch, (body) => onChange({ body }));
  const before = (index: number) => rows.slice(0, index).filter((row) => row.source !== null).length;
  return (
    <>
      {rows.map((row, index) => {
        const paragraph = row.source === null ? null : source.paragraphs[row.source]!;
        const number = before(index) + 1;
        return (
          <div className="translate-row" key={`${epoch} ${index}`} data-kind={paragraph?.kind ?? 'own'}>
            {paragraph ? (
              <SourceText {...common} paragraph={paragraph} number={number} target={row.target} />
            ) : (
              <p className="translate-none">{t('translate.onlyHere')}</p>
            )}
            <Segment
              row={row}
              number={number}
              source={paragraph?.now ?? null}
              onChange={(target) => setRow(index, target)}
            />
          </div>
        );
      })}
    </>
  );
}

/** Notes belong to a text as a whole, so a text that has them is translated as one. */
function Whole({ edition, source, content, epoch, onChange, ...common }: BodyProps) {
  const { t } = useTranslation();
  return (
    <div className="translate-row" data-whole>
      <div>
        {source.paragraphs.map((paragraph, index) => (
          <SourceText key={index} {...common} paragraph={paragraph} number={index + 1} target={content.body} />
        ))}
      </div>
      <Suspense fallback={<p>{t('translate.loading')}</p>}>
        <BodyField key={epoch} label={t('write.body')} value={content.body} onChange={(body) => onChange({ body })} />
      </Suspense>
    </div>
  );
}

function hasNotes(body: string): boolean {
  return body.includes('class="notes"');
}

/** The rows stay as they are while somebody writes in them; words from elsewhere are set beside the source anew. */
function useRows(
  edition: EditionView,
  source: SourceView,
  content: Content,
  epoch: number,
  onBody: (body: string) => void,
) {
  const elements = source.paragraphs.map(({ was, now }) => was ?? now ?? '');
  const begin = () => rowsOf(elements, content.body, remembered(edition.id, content.body));
  const key = `${epoch} ${source.revision} ${elements.length}`;
  const [state, setState] = useState<{ key: string; rows: Row[] }>(() => ({ key, rows: begin() }));
  const current = state.key === key ? state : { key, rows: begin() };
  const latest = useRef(current);
  latest.current = current;
  useEffect(() => remember(edition.id, latest.current.rows), [edition.id, state]);
  const setRow = (index: number, target: string) => {
    const rows = latest.current.rows.with(index, { ...latest.current.rows[index]!, target });
    latest.current = { key, rows };
    setState(latest.current);
    onBody(bodyOf(rows));
  };
  return { rows: current.rows, setRow };
}

interface StateProps {
  edition: EditionView;
  source: SourceView;
  from: WritingLanguage;
  save(): Promise<boolean>;
  onCurrent(view: EditionView): void;
}

/** Whether the source says something else now, and the translator's word that the translation says it too. */
function State({ edition, source, from, save, onCurrent }: StateProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const changed = countChanged(source);
  const current = useMutation({
    mutationFn: async () => {
      if (!(await save())) throw notSaved(t('translate.saveFirst'));
      return declareCurrent(edition.id, source.revision);
    },
    onSuccess: (view) => {
      onCurrent(view);
      void queries.invalidateQueries({ queryKey: keys.source(edition.id) });
    },
  });
  const problem = useProblem(current.error);
  if (changed === 0 && !source.outdated) {
    return (
      <p className="translate-state">
        <Mark tone="good">{t('translate.upToDate', { language: from.name })}</Mark>
      </p>
    );
  }
  return (
    <Alert
      color={source.outdated ? 'orange' : 'blue'}
      title={t(source.outdated ? 'translate.outdated' : 'translate.draftChanged', { language: from.name })}
    >
      <p>{t('translate.changed', { count: changed })}</p>
      {edition.allowed.includes('current') && (
        <Button size="xs" onClick={() => current.mutate()} loading={current.isPending}>
          {t('translate.declareCurrent')}
        </Button>
      )}
      <Problem says={problem} />
    </Alert>
  );
}

function countChanged({ title, summary, paragraphs, fields }: SourceView): number {
  const differs = (changes: Change[]) => changes.some(({ kind }) => kind !== 'same');
  return [
    differs(title),
    differs(summary),
    ...Object.values(fields).map(differs),
    ...paragraphs.map(({ kind }) => kind !== 'same'),
  ].filter(Boolean).length;
}

interface WordsProps {
  label: string;
  changes: Change[];
  now: string;
  /** What stands for it in the translation. */
  target: string;
  from: WritingLanguage;
  showsChanges: boolean;
  terms: Suggestion[];
}

function Words({ label, changes, now, target, from, showsChanges, terms }: WordsProps) {
  const { readOnly } = useWriting();
  const differs = changes.some(({ kind }) => kind !== 'same');
  return (
    <div className="translate-source" dir={from.direction} data-changed={differs || undefined}>
      <p className="translate-label">
        <bdi>{label}</bdi>
      </p>
      {differs && showsChanges ? (
        <Marked changes={changes} language={from.id} direction={from.direction} />
      ) : (
        <p lang={from.id} dir={from.direction}>
          {now}
        </p>
      )}
      <Terms terms={terms} source={now} target={target} mayWrite={!readOnly} />
    </div>
  );
}

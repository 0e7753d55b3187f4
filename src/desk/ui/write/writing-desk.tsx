import { Alert, Button, Group, Loader, SegmentedControl, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content, EditionView, Presence, SavedView, State } from '../../api-types.ts';
import type { Keeper, Snapshot } from '../../keeping/keeper.ts';
import { isUnsaved } from '../../keeping/keeping.ts';
import { useOnline } from '../api.ts';
import { useWindowTitle } from '../layout/page.tsx';
import type { DeskView, Me } from '../me.ts';
import { Compare } from '../revisions/compare.tsx';
import { TranslationView } from '../translate/view.tsx';
import { getSource, type KindDeclaration, keys, type WritingLanguage } from './calls.ts';
import { Conflict } from './conflict.tsx';
import { withoutDropped, withPicture } from './edition-media.ts';
import { WritingProvider } from './fields/context.ts';
import { Form } from './form.tsx';
import { Heading } from './heading.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { ReviewBar } from './neighbours.tsx';
import { Offered } from './offered.tsx';
import { PresentPeople } from './present-people.tsx';
import { Restricted } from './restricted.tsx';
import { SavingState, SavingTrouble } from './saving-state.tsx';
import { Side } from './side.tsx';
import { theirsOf, useKeeper, useSnapshot, useTab } from './use-keeper.ts';
import { usePresence } from './use-presence.ts';

interface WritingDeskProps {
  edition: EditionView;
  me: Me;
  kind: KindDeclaration;
  desk: DeskView;
  languages: WritingLanguage[];
  /** Those in the switch. */
  offered: WritingLanguage[];
  language: WritingLanguage;
}

/** One edition, open to be written: nothing that is typed here is lost. */
export function WritingDesk(props: WritingDeskProps) {
  const { t } = useTranslation();
  const { edition, me } = props;
  const tab = useTab();
  const take = useTakeView();
  const [cleaned, setCleaned] = useState<string[]>([]);
  const onSaved = ({ cleaned: sentences, ...view }: SavedView) => {
    take(view);
    setCleaned(sentences);
  };
  const keeper = useKeeper(edition, me.id, tab, onSaved);
  if (!keeper) return <Loader aria-label={t('write.loading')} m="xl" />;
  return <Open {...props} keeper={keeper} tab={tab} cleaned={cleaned} />;
}

type OpenProps = WritingDeskProps & { keeper: Keeper; tab: string; cleaned: string[] };

function Open({ edition, me, kind, desk, languages, offered, language, keeper, tab, cleaned }: OpenProps) {
  const { t } = useTranslation();
  const snapshot = useSnapshot(keeper);
  const take = useTakeView();
  const queries = useQueryClient();
  const news = useNewsFromOthers(keeper, edition);
  const [isComparing, setIsComparing] = useState(false);
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    if (refusals > 0) goToFirstFault();
  }, [refusals]);
  const [view, setView] = useState<'form' | 'translation'>(edition.translates ? 'translation' : 'form');
  const isBesideSource = view === 'translation' && edition.translates !== null;
  const readOnly = !edition.allowed.includes('save');
  const onHeard = ({ head, state }: Presence) => {
    const isNews = head > keeper.state.base && keeper.state.phase !== 'saving';
    if (isNews || state !== edition.state)
      void queries.invalidateQueries({ queryKey: keys.edition(edition.id), exact: true });
  };
  const { data: source = null } = useQuery({
    queryKey: keys.source(edition.id),
    queryFn: () => getSource(edition.id),
    enabled: isBesideSource,
  });
  const presence = usePresence(edition.id, tab, me.id, onHeard);
  const change = useCallback(
    (part: Partial<Content>) => {
      const was = keeper.state.content;
      keeper.typed(withoutDropped(was, { ...was, ...part }));
      presence.typed();
    },
    [keeper, presence.typed],
  );
  const addPicture = (medium: Content['media'][number]) => change(withPicture(keeper.state.content, medium));
  const isOnline = useOnline();
  useEffect(() => {
    if (isOnline) keeper.happened({ type: 'online' });
  }, [keeper, isOnline]);
  useHotkeys([['mod+S', () => void keeper.save()]], [], true);
  const compare = () => setIsComparing(true);
  const title = snapshot.content.title.trim();
  useWindowTitle(title || t('write.untitled'));
  return (
    <WritingProvider
      value={{
        ...{ language, languages, readOnly, addPicture, media: snapshot.content.media },
        kind: edition.kind,
        offset: desk.zone.offset,
        source: source && {
          from: languages.find(({ id }) => id === source.language) ?? language,
          fields: source.fields,
        },
      }}
    >
      <div className="write-page" data-view={isBesideSource ? 'translation' : 'form'}>
        <header className="write-head">
          <Heading kind={kind} number={edition.number} title={title} language={language} />
          <LanguageSwitch item={edition.item} languages={offered} current={language.id} />
          <PresentPeople others={presence.others} me={me.id} />
        </header>
        <ReviewBar
          edition={edition}
          save={() => keeper.settle()}
          onChange={take}
          onRefused={() => setRefusals((n) => n + 1)}
        />
        <SavingTrouble keeper={keeper} snapshot={snapshot} onCompare={compare} />
        <News news={news} edition={edition} />
        <Cleaned sentences={cleaned} />
        <Restricted edition={edition} onLifted={take} />
        <div className="write-columns-main">
          <div className="write-main">
            {edition.translates && (
              <SegmentedControl
                value={view}
                onChange={(value) => setView(value as 'form' | 'translation')}
                aria-label={t('write.view')}
                data={[
                  { value: 'translation', label: t('write.viewTranslation') },
                  { value: 'form', label: t('write.viewForm') },
                ]}
              />
            )}
            <Form
              edition={edition}
              kind={kind}
              content={snapshot.content}
              epoch={snapshot.epoch}
              findings={edition.findings}
              isRefused={refusals > 0}
              onChange={change}
              instead={
                isBesideSource ? (
                  <TranslationView
                    edition={edition}
                    content={snapshot.content}
                    epoch={snapshot.epoch}
                    onChange={change}
                    save={() => keeper.save()}
                    onCurrent={take}
                  />
                ) : undefined
              }
            />
          </div>
          <Side
            {...{ edition, kind, keeper, me }}
            content={snapshot.content}
            onChange={take}
            isTextWide={isBesideSource}
          />
        </div>
        <SaveBar keeper={keeper} snapshot={snapshot} readOnly={readOnly} state={edition.state} />
      </div>
      <Offered keeper={keeper} snapshot={snapshot} kind={kind} onCompare={compare} />
      {isComparing && snapshot.theirs && (
        <Conflict {...{ keeper, snapshot, kind }} onClose={() => setIsComparing(false)} />
      )}
    </WritingProvider>
  );
}

/** Where the form says that something is wrong, the cursor goes, and the page with it. */
function goToFirstFault(): void {
  const fault = document.querySelector<HTMLElement>('.write-form :is([aria-invalid="true"], .write-error)');
  fault?.scrollIntoView({ block: 'center' });
  const isField = fault?.matches('input, textarea, [contenteditable]');
  const place = isField ? fault : fault?.parentElement?.querySelector<HTMLElement>('input, textarea, button');
  place?.focus({ preventScroll: true });
}

interface SaveBarProps {
  keeper: Keeper;
  snapshot: Snapshot;
  readOnly: boolean;
  state: State;
}

function SaveBar({ keeper, snapshot, readOnly, state }: SaveBarProps) {
  const { t } = useTranslation();
  const isFixed = state === 'approved' || state === 'scheduled';
  return (
    <Group className="write-bar" justify="space-between" wrap="nowrap">
      {readOnly && !isUnsaved(snapshot) ? (
        <Text size="sm">{t(isFixed ? 'write.readOnlyFixed' : 'write.readOnly')}</Text>
      ) : (
        <SavingState snapshot={snapshot} />
      )}
      {!readOnly && (
        <Button
          size="sm"
          onClick={() => void keeper.save()}
          disabled={snapshot.phase === 'conflict' || snapshot.phase === 'offered'}
          aria-keyshortcuts="Control+S Meta+S"
          title={t('write.saveKeys')}
        >
          {t('write.save')}
        </Button>
      )}
    </Group>
  );
}

/** Puts an edition, as an answer brought it, where every part of the page reads it. */
function useTakeView(): (view: EditionView) => void {
  const queries = useQueryClient();
  return useCallback(
    (view) => {
      queries.setQueryData(keys.edition(view.id), view);
      queries.setQueryData(keys.item(view.item.id), view.item);
      void queries.invalidateQueries({ queryKey: keys.revisions(view.id) });
    },
    [queries],
  );
}

interface OthersNews {
  from: number;
  to: number;
  name: string | null;
}

/** Tells the keeper of what others have saved. Returns what of it has just been put into the form. */
function useNewsFromOthers(keeper: Keeper, edition: EditionView): OthersNews | null {
  const [news, setNews] = useState<OthersNews | null>(null);
  useEffect(() => {
    const { base, epoch } = keeper.state;
    keeper.happened({ type: 'newer', theirs: theirsOf(edition) });
    if (keeper.state.epoch > epoch && keeper.state.base === edition.head)
      setNews({ from: base, to: edition.head, name: edition.author?.name ?? null });
  }, [keeper, edition]);
  return news;
}

function News({ news, edition }: { news: OthersNews | null; edition: EditionView }) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const [closed, setClosed] = useState<OthersNews | null>(null);
  if (!news || news === closed) return null;
  return (
    <Alert
      color="blue"
      title={t('write.newsTitle', { name: news.name ?? t('write.somebody') })}
      withCloseButton
      closeButtonLabel={t('write.close')}
      onClose={() => setClosed(news)}
      role="status"
    >
      <Button size="xs" variant="default" onClick={() => setIsOpen(true)}>
        {t('write.newsSee')}
      </Button>
      {isOpen && <Compare edition={edition} from={news.from} to={news.to} onClose={() => setIsOpen(false)} />}
    </Alert>
  );
}

function Cleaned({ sentences }: { sentences: string[] }) {
  const { t } = useTranslation();
  if (sentences.length === 0) return null;
  return (
    <Alert color="yellow" title={t('write.cleaned')} role="status">
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Alert>
  );
}

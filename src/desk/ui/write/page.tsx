import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ItemView } from '../../api-types.ts';
import { useWindowTitle } from '../layout/page.tsx';
import { NotLoaded, Waiting } from '../layout/trouble.tsx';
import { type DeskView, useDesk, useMe } from '../me.ts';
import {
  getEdition,
  getItem,
  getKinds,
  getLanguages,
  type KindDeclaration,
  keys,
  type WritingLanguage,
} from './calls.ts';
import { Heading } from './heading.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { MissingEdition } from './missing-edition.tsx';
import { WritingDesk } from './writing-desk.tsx';
import './write.css';

/** `/items/$id/$language`: where one edition of an item is written. */
export default function WritePage() {
  const { id, language } = useParams({ strict: false }) as { id: string; language: string };
  const item = useQuery({ queryKey: keys.item(Number(id)), queryFn: () => getItem(Number(id)) });
  const kinds = useQuery({ queryKey: keys.kinds, queryFn: getKinds, staleTime: Number.POSITIVE_INFINITY });
  const languages = useQuery({ queryKey: keys.languages, queryFn: getLanguages, staleTime: Number.POSITIVE_INFINITY });
  const desk = useDesk();
  const error = item.error ?? kinds.error ?? languages.error;
  if (error) return <NotLoaded error={error} />;
  if (!item.data || !kinds.data || !languages.data || !desk) return <Waiting />;
  const kind = kinds.data.find((one) => one.id === item.data.kind);
  if (!kind) return <NotLoaded error={new Error(item.data.kind)} />;
  const all = { item: item.data, kind, desk, languages: languages.data };
  return <Item key={`${id} ${language}`} {...all} language={language} />;
}

interface ItemProps {
  item: ItemView;
  kind: KindDeclaration;
  desk: DeskView;
  languages: WritingLanguage[];
  language: string;
}

function Item({ item, kind, desk, languages, language: id }: ItemProps) {
  const edition = item.editions.find((one) => one.language === id);
  const language = languages.find((one) => one.id === id) ?? { id, name: id, direction: 'ltr' as const };
  const offered = languagesOf(item, desk, languages);
  if (edition) return <Edition id={edition.id} {...{ kind, desk, languages, offered, language }} />;
  return (
    <div className="write-page">
      <MissingHead item={item} kind={kind} languages={languages} />
      <LanguageSwitch item={item} languages={offered} current={id} />
      <MissingEdition item={item} language={language} languages={languages} />
    </div>
  );
}

/** Which item it is, by the title that it has elsewhere. */
function MissingHead({ item, kind, languages }: Pick<ItemProps, 'item' | 'kind' | 'languages'>) {
  const { t } = useTranslation();
  const first = item.editions.find(({ title }) => title.trim() !== '') ?? item.editions[0];
  const language = languages.find(({ id }) => id === first?.language);
  const title = first?.title.trim() ?? '';
  useWindowTitle(title || t('write.untitled'));
  return (
    <Heading
      kind={kind}
      number={item.number}
      title={title}
      language={language ?? { id: 'en', name: '', direction: 'ltr' }}
    />
  );
}

type EditionProps = Omit<ItemProps, 'item' | 'language'> & {
  id: number;
  offered: WritingLanguage[];
  language: WritingLanguage;
};

function Edition({ id, ...rest }: EditionProps) {
  const me = useMe();
  const edition = useQuery({ queryKey: keys.edition(id), queryFn: () => getEdition(id) });
  if (edition.error && !edition.data) return <NotLoaded error={edition.error} again={edition.refetch} />;
  if (!edition.data || !me) return <Waiting />;
  return <WritingDesk edition={edition.data} me={me} {...rest} />;
}

/** The organisation's own languages in its own order, and any in which the item is already. */
function languagesOf({ editions, kind }: ItemView, desk: DeskView, languages: WritingLanguage[]): WritingLanguage[] {
  if (kind === 'masthead') return [];
  const own = desk.languages.length > 0 ? desk.languages : languages.map(({ id }) => id);
  const ids = new Set([...own, ...editions.map(({ language }) => language)]);
  return [...ids].flatMap((id) => languages.find((one) => one.id === id) ?? []);
}

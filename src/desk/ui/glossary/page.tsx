import { Button, FileButton, Group, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Term } from '../../review-types.ts';
import { Confirm } from '../layout/confirm.tsx';
import { Page } from '../layout/page.tsx';
import { Problem } from '../layout/problem.tsx';
import { say } from '../layout/said.ts';
import { NotLoaded, Waiting } from '../layout/trouble.tsx';
import { useDeclared } from '../lists/declared.ts';
import { useMay } from '../me.ts';
import { useProblem } from '../problem.ts';
import { getTerms, importTerms, removeTerm, reviewKeys } from '../review/calls.ts';
import { useLanguage } from '../words/index.ts';
import { Dialog } from '../write/dialog.tsx';
import { LanguageSelect, TermForm } from './term-form.tsx';
import './glossary.css';

type Edited = Omit<Term, 'id'> & { id: number | null };

/** `/glossary`: agreed renderings of names and terms, for each pair of languages. */
export default function GlossaryPage() {
  const { t } = useTranslation();
  const may = useMay();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 200);
  const [edited, setEdited] = useState<Edited | null>(null);
  const asked = { from, to, q };
  const { data, error, refetch } = useQuery({
    queryKey: [...reviewKeys.terms, asked],
    queryFn: () => getTerms(asked),
    placeholderData: keepPreviousData,
  });
  const empty = useEmptyTerm(from, to);
  const actions = (
    <>
      {may('glossary') && (
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited(empty)}>
          {t('glossary.add')}
        </Button>
      )}
      {may('glossary') && <Import />}
      <Button
        component="a"
        href="/api/glossary.csv"
        download
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
      >
        {t('glossary.export')}
      </Button>
    </>
  );
  return (
    <Page title={t('glossary.title')} wide actions={actions}>
      <Text c="dimmed">{t('glossary.text')}</Text>
      <Group className="glossary-filters" align="end">
        <TextInput
          type="search"
          label={t('glossary.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          dir="auto"
        />
        <LanguageSelect label={t('glossary.from')} value={from} onChange={setFrom} withAny={t('glossary.any')} />
        <LanguageSelect label={t('glossary.to')} value={to} onChange={setTo} withAny={t('glossary.any')} />
      </Group>
      {error && <NotLoaded error={error} again={refetch} />}
      {!data && !error && <Waiting />}
      {data?.terms.length === 0 && (
        <Text role="status">{t(from || to || q ? 'glossary.notFound' : 'glossary.empty')}</Text>
      )}
      {data && data.terms.length > 0 && <Terms terms={data.terms} mayChange={may('glossary')} onEdit={setEdited} />}
      {data?.more && <Text>{t('glossary.more')}</Text>}
      {edited && (
        <Dialog title={t(edited.id === null ? 'glossary.add' : 'glossary.change')} onClose={() => setEdited(null)}>
          <TermForm first={edited} onCancel={() => setEdited(null)} onDone={() => setEdited(null)} />
        </Dialog>
      )}
    </Page>
  );
}

function Terms({ terms, mayChange, onEdit }: { terms: Term[]; mayChange: boolean; onEdit(term: Term): void }) {
  const { t } = useTranslation();
  const { language } = useDeclared();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Term | null>(null);
  const remove = async () => {
    await removeTerm(asked!.id);
    await queries.invalidateQueries({ queryKey: reviewKeys.terms });
  };
  return (
    <Table className="glossary-table" verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('glossary.term')}</Table.Th>
          <Table.Th>{t('glossary.rendering')}</Table.Th>
          <Table.Th>{t('glossary.note')}</Table.Th>
          {mayChange && (
            <Table.Th>
              <span className="desk-hidden">{t('glossary.actions')}</span>
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {terms.map((term) => (
          <Table.Tr key={term.id}>
            <Table.Th scope="row" fw={600}>
              <bdi lang={term.from}>{term.term}</bdi>{' '}
              <Text component="span" size="xs" c="dimmed">
                <bdi lang={term.from}>{language(term.from).name}</bdi>
              </Text>
            </Table.Th>
            <Table.Td>
              <bdi lang={term.to}>{term.rendering}</bdi>{' '}
              <Text component="span" size="xs" c="dimmed">
                <bdi lang={term.to}>{language(term.to).name}</bdi>
              </Text>
            </Table.Td>
            <Table.Td dir="auto">{term.note}</Table.Td>
            {mayChange && (
              <Table.Td>
                <Group gap="xs" wrap="nowrap">
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => onEdit(term)}
                    aria-label={t('glossary.changeIt', { term: term.term })}
                  >
                    {t('glossary.change')}
                  </Button>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => setAsked(term)}
                    aria-label={t('glossary.removeIt', { term: term.term })}
                  >
                    {t('shell.remove')}
                  </Button>
                </Group>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
      {asked && (
        <Confirm
          title={t('glossary.removeTitle')}
          text={t('glossary.removeText', { term: asked.term, rendering: asked.rendering })}
          button={t('shell.remove')}
          onClose={() => setAsked(null)}
          work={remove}
        />
      )}
    </Table>
  );
}

function Import() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const problem = useProblem(error);
  const take = async (file: File | null) => {
    if (!file) return;
    setSending(true);
    try {
      const { count } = await importTerms(await file.text());
      await queries.invalidateQueries({ queryKey: reviewKeys.terms });
      setError(null);
      say(t('glossary.imported', { count }));
    } catch (wrong) {
      setError(wrong);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <FileButton onChange={take} accept="text/csv,.csv,.tsv,text/plain">
        {(props) => (
          <Button {...props} variant="default" loading={isSending} leftSection={<IconUpload size={18} aria-hidden />}>
            {t('glossary.import')}
          </Button>
        )}
      </FileButton>
      <Problem says={problem} />
    </>
  );
}

/** Into the language of whoever works here, as far as nothing else is chosen. */
function useEmptyTerm(from: string, to: string): Edited {
  const { languages } = useDeclared();
  const own = useLanguage().id;
  const source = from || (languages[0]?.id ?? 'en');
  const target = to || (own === source ? (languages.find(({ id }) => id !== source)?.id ?? own) : own);
  return { id: null, from: source, to: target, term: '', rendering: '', note: '' };
}

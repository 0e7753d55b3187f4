import { Badge, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content, EditionView } from '../../api-types.ts';
import type { Suggestion } from '../../review-types.ts';
import { useDeclared } from '../lists/declared.ts';
import { useMay } from '../me.ts';
import { useProblem } from '../problem.ts';
import { TermForm } from './term-form.tsx';
import { useSuggestions } from './use-suggestions.ts';
import './glossary.css';

interface PanelProps {
  edition: EditionView;
  /** As it stands in the form. */
  content: Content;
}

/** Terms of the source with their agreed renderings, and where the translation says something else. */
export function GlossaryPanel({ edition, content }: PanelProps) {
  const { t } = useTranslation();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const { data, error, refetch } = useSuggestions(edition, content);
  const problem = useProblem(error);
  const from = edition.translates ?? edition.language;
  const first = { id: null, from, to: edition.language, term: '', rendering: '', note: '' };
  return (
    <Stack>
      {problem && <Text c="red">{problem}</Text>}
      {!data && !problem && <Loader aria-label={t('review.loading')} />}
      {data?.length === 0 && <Text>{t('glossary.nothing')}</Text>}
      {data && data.length > 0 && (
        <ul className="glossary-terms">
          {data.map((one) => (
            <Term key={one.id} suggestion={one} />
          ))}
        </ul>
      )}
      {may('glossary') && !isAdding && (
        <Button size="xs" variant="default" onClick={() => setAdding(true)}>
          {t('glossary.add')}
        </Button>
      )}
      {isAdding && (
        <TermForm
          first={first}
          isBound
          onCancel={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            void refetch();
          }}
        />
      )}
    </Stack>
  );
}

function Term({ suggestion: { term, rendering, from, to, note, used } }: { suggestion: Suggestion }) {
  const { t } = useTranslation();
  const { language } = useDeclared();
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" align="start">
        <Text size="sm" c="dimmed" lang={from} dir={language(from).direction}>
          {term}
        </Text>
        {used ? (
          <IconCheck size={18} role="img" aria-label={t('glossary.used')} className="glossary-used" />
        ) : (
          <Badge variant="default">{t('glossary.unused')}</Badge>
        )}
      </Group>
      <Text fw={600} lang={to} dir={language(to).direction}>
        {rendering}
      </Text>
      {note && (
        <Text size="sm" dir="auto">
          {note}
        </Text>
      )}
    </li>
  );
}

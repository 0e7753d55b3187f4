import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plainText } from '../../keeping/elements.ts';
import { BodyField } from '../write/body-field.tsx';
import { useWriting } from '../write/fields/context.ts';
import type { Row } from './align.ts';
import { atRest } from './at-rest.ts';

interface SegmentProps {
  row: Row;
  number: number;
  /** HTML of the source's paragraph, where there is one. */
  source: string | null;
  onChange(html: string): void;
}

/** What stands for one paragraph of the source. It becomes an editor when it is entered: a page of editors would be slow. */
export function Segment({ row, number, source, onChange }: SegmentProps) {
  const { t } = useTranslation();
  const { language, readOnly } = useWriting();
  const [isOpen, setIsOpen] = useState(false);
  const [copied, setCopied] = useState(0);
  const label = t('translate.target', { n: number, language: language.name });
  const change = (html: string) => onChange(isEmpty(html) ? '' : html);
  if (isOpen && !readOnly) {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that the focus leaves the editor in it
      <div
        className="translate-segment"
        onBlur={(event) => {
          // The editor's own buttons and menus are part of it, wherever they stand in the page.
          const next = event.relatedTarget as HTMLElement | null;
          if (next && !event.currentTarget.contains(next) && next.closest('.translate-segment, .translate-rest'))
            setIsOpen(false);
        }}
      >
        <Suspense fallback={<p>{t('translate.loading')}</p>}>
          <BodyField key={copied} label={label} value={row.target} onChange={change} autoFocus />
        </Suspense>
        {row.target === '' && source && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              onChange(source);
              setCopied(copied + 1);
            }}
          >
            {t('translate.copySource')}
          </Button>
        )}
      </div>
    );
  }
  const shown = { lang: language.id, dir: language.direction, className: 'translate-rest translate-text' };
  if (readOnly) {
    return <div {...shown} dangerouslySetInnerHTML={{ __html: atRest(row.target) }} />;
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a real button may hold no headings and lists
    <div
      {...shown}
      role="button"
      tabIndex={0}
      aria-label={`${label}: ${plainText(row.target) || t('translate.empty')}`}
      title={t('translate.edit')}
      data-empty={row.target === '' ? t('translate.empty') : undefined}
      onFocus={() => setIsOpen(true)}
      onClick={() => setIsOpen(true)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') setIsOpen(true);
      }}
      dangerouslySetInnerHTML={{ __html: atRest(row.target) }}
    />
  );
}

function isEmpty(html: string): boolean {
  return !/<(?:img|hr)\b/.test(html) && html.replace(/<[^>]*>/g, '').trim() === '';
}

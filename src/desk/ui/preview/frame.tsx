import { Loader } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content } from '../../api-types.ts';
import { api } from '../api.ts';
import { useProblem } from '../problem.ts';
import './preview.css';
import { Problem } from '../layout/problem.tsx';

/** What page is wanted: see POST /api/preview. */
export interface Wanted {
  edition: number;
  content?: Content;
  event?: 'publish' | 'correct' | 'withdraw';
  language?: string;
}

interface FrameProps {
  wanted: Wanted;
  /** Of the reader's window, in CSS pixels. */
  width: number;
  title: string;
}

/** Typing is waited for no longer than this: what is shown is never far behind. */
const PATIENCE_MS = 150;

/** The very page that readers would get, as wide as theirs; it follows what is typed and stays where it was scrolled to. */
export function PreviewFrame({ wanted, width, title }: FrameProps) {
  const { t } = useTranslation();
  const { page, error } = usePage(wanted);
  const { ref: around, width: room } = useElementSize();
  const frame = useRef<HTMLIFrameElement>(null);
  const problem = useProblem(error);
  useEffect(() => {
    if (page !== null) show(frame.current, page);
  }, [page]);
  const scale = room > 0 ? Math.min(1, room / width) : 1;
  return (
    <div className="preview-around" ref={around}>
      <Problem says={problem} />
      {page === null && !problem && <Loader aria-label={t('review.previewLoading')} />}
      <div className="preview-window" hidden={page === null} style={{ width: width * scale }}>
        <iframe
          ref={frame}
          title={title}
          // No script of the page runs; of the same origin, so that style, fonts and pictures are had with the session.
          sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
          className="preview-frame"
          style={{ width, height: `${100 / scale}%`, transform: `scale(${scale})` }}
        />
      </div>
    </div>
  );
}

function usePage(wanted: Wanted): { page: string | null; error: unknown } {
  const [page, setPage] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const isFirst = useRef(true);
  const asked = JSON.stringify(wanted);
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      try {
        const text = await api.text('POST', '/api/preview', JSON.parse(asked), { signal: stop.signal });
        if (stop.signal.aborted) return;
        setPage(text);
        setError(null);
      } catch (wrong) {
        if (!stop.signal.aborted) setError(wrong);
      }
    };
    const timer = setTimeout(ask, isFirst.current ? 0 : PATIENCE_MS);
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [asked]);
  return { page, error };
}

/** The same page again has only its words changed: it does not flash, and stays where it was scrolled to. */
function show(frame: HTMLIFrameElement | null, page: string): void {
  if (!frame) return;
  const there = frame.contentDocument;
  const next = new DOMParser().parseFromString(page, 'text/html');
  const isSame = there?.querySelector('#content') && styleOf(there) === styleOf(next);
  if (!there || !isSame) {
    frame.srcdoc = page;
    return;
  }
  const { lang, dir } = next.documentElement;
  Object.assign(there.documentElement, { lang, dir });
  const at = there.scrollingElement?.scrollTop ?? 0;
  there.body.replaceWith(there.importNode(next.body, true));
  if (there.scrollingElement) there.scrollingElement.scrollTop = at;
}

function styleOf(page: Document): string | null {
  return page.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? null;
}

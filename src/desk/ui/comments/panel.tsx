import { Button, Group, Loader, Stack, Switch, Text } from '@mantine/core';
import { IconQuote } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content, EditionView } from '../../api-types.ts';
import { findPassage } from '../../passages.ts';
import type { Answer, Comment, Passage } from '../../review-types.ts';
import { useFormat } from '../format.ts';
import { useMe } from '../me.ts';
import { useProblem } from '../problem.ts';
import { addComment, changeComment, getComments, reviewKeys } from '../review/calls.ts';
import { CommentForm } from './comment-form.tsx';
import { goToPassage, hideMarks, isInForm, markedPassage, showMarks } from './marks.ts';
import './comments.css';

interface PanelProps {
  edition: EditionView;
  /** As it stands in the form: passages are looked for in it. */
  content: Content;
}

/** What people say to each other about an edition and its passages. */
export function CommentsPanel({ edition, content }: PanelProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = reviewKeys.comments(edition.id);
  const { data, error } = useQuery({ queryKey: key, queryFn: () => getComments(edition.id), refetchInterval: 30_000 });
  const [withResolved, setWithResolved] = useState(false);
  const [current, setCurrent] = useState<Comment | null>(null);
  const marked = useMarked();
  const problem = useProblem(error);
  const take = (comments: Comment[]) => queries.setQueryData(key, comments);
  const open = data?.filter(({ resolved }) => resolved === null) ?? [];
  const shown = withResolved ? (data ?? []) : open;
  useMarks(open, current, content);
  const mayComment = edition.allowed.includes('comment');
  return (
    <Stack className="comments">
      {problem && <Text c="red">{problem}</Text>}
      {!data && !problem && <Loader aria-label={t('review.loading')} />}
      {mayComment && (
        <div>
          {marked.passage && <Quote passage={marked.passage} onDrop={marked.drop} />}
          <CommentForm
            label={t(marked.passage ? 'review.commentOnPassage' : 'review.comment')}
            button={t('review.commentSend')}
            send={async (text, mentions) => {
              take(await addComment(edition.id, { text, mentions, passage: marked.passage }));
              marked.drop();
            }}
          />
          {!marked.passage && (
            <Text size="xs" c="dimmed" mt={4}>
              {t('review.commentMark')}
            </Text>
          )}
        </div>
      )}
      {data && data.length > open.length && (
        <Switch
          checked={withResolved}
          onChange={(event) => setWithResolved(event.currentTarget.checked)}
          label={t('review.withResolved', { count: data.length - open.length })}
        />
      )}
      {data && shown.length === 0 && <Text>{t('review.commentsNone')}</Text>}
      <ol className="comments-list">
        {shown.map((comment) => (
          <One
            key={comment.id}
            comment={comment}
            content={content}
            edition={edition}
            mayComment={mayComment}
            onChange={take}
            onLook={() => setCurrent(comment)}
          />
        ))}
      </ol>
    </Stack>
  );
}

interface OneProps {
  comment: Comment;
  content: Content;
  edition: EditionView;
  mayComment: boolean;
  onChange(comments: Comment[]): void;
  onLook(): void;
}

function One({ comment, content, edition, mayComment, onChange, onLook }: OneProps) {
  const { t } = useTranslation();
  const [isAnswering, setAnswering] = useState(false);
  const { id, passage, resolved, answers } = comment;
  const isLost = passage !== null && findPassage(content, passage) === null;
  return (
    <li className="comments-one" data-resolved={resolved !== null || undefined}>
      {passage && (
        <>
          <button
            type="button"
            className="comments-quote"
            disabled={isLost}
            onClick={() => {
              onLook();
              goToPassage(passage);
            }}
          >
            <bdi lang={edition.language}>{passage.quote}</bdi>
          </button>
          {isLost && (
            <Text size="xs" c="dimmed">
              {t('review.lostPlace')}
            </Text>
          )}
        </>
      )}
      <Said said={comment} onChange={onChange} />
      {answers.length > 0 && (
        <ol className="comments-answers">
          {answers.map((answer) => (
            <li key={answer.id}>
              <Said said={answer} onChange={onChange} />
            </li>
          ))}
        </ol>
      )}
      {isAnswering && (
        <CommentForm
          label={t('review.answer')}
          button={t('review.answerSend')}
          autoFocus
          send={async (text, mentions) => {
            onChange(await addComment(edition.id, { text, mentions, parent: id }));
            setAnswering(false);
          }}
          onCancel={() => setAnswering(false)}
        />
      )}
      {mayComment && !isAnswering && (
        <Group gap="xs">
          <Button size="compact-xs" variant="default" onClick={() => setAnswering(true)}>
            {t('review.answer')}
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            onClick={async () => onChange(await changeComment(id, { resolved: resolved === null }))}
          >
            {t(resolved ? 'review.reopenComment' : 'review.resolve')}
          </Button>
        </Group>
      )}
    </li>
  );
}

function Said({ said, onChange }: { said: Answer; onChange(comments: Comment[]): void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const [isRewording, setRewording] = useState(false);
  const { id, who, at, text, mentions } = said;
  return (
    <div>
      <Text size="sm" c="dimmed">
        <Text component="bdi" fw={600} c="var(--mantine-color-text)">
          {who?.name ?? '–'}
        </Text>
        {' · '}
        <time dateTime={at}>{format.ago(at)}</time>
        {who?.id === me?.id && !isRewording && (
          <>
            {' · '}
            <button type="button" className="comments-plain" onClick={() => setRewording(true)}>
              {t('review.reword')}
            </button>
          </>
        )}
      </Text>
      {isRewording ? (
        <CommentForm
          label={t('review.comment')}
          button={t('shell.save')}
          first={text}
          autoFocus
          send={async (changed) => {
            onChange(await changeComment(id, { text: changed }));
            setRewording(false);
          }}
          onCancel={() => setRewording(false)}
        />
      ) : (
        <p className="comments-text" dir="auto">
          {withMentions(
            text,
            mentions.map(({ name }) => name),
          )}
        </p>
      )}
    </div>
  );
}

function Quote({ passage, onDrop }: { passage: Passage; onDrop(): void }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="nowrap" align="start" mb={4}>
      <IconQuote size={16} aria-hidden />
      <blockquote className="comments-marked" dir="auto">
        {passage.quote}
      </blockquote>
      <Button size="compact-xs" variant="default" onClick={onDrop}>
        {t('review.dropPassage')}
      </Button>
    </Group>
  );
}

/** What was marked last in the form stays marked while somebody types the comment; not when they go on writing there. */
function useMarked(): { passage: Passage | null; drop(): void } {
  const [passage, setPassage] = useState<Passage | null>(null);
  useEffect(() => {
    const look = () => {
      const now = markedPassage();
      if (now) setPassage(now);
    };
    const drop = ({ target }: Event) => isInForm(target) && setPassage(null);
    look(); // on a phone words are marked first, and then this is opened
    // Within inputs some browsers tell only of `select`.
    document.addEventListener('selectionchange', look);
    document.addEventListener('select', look, true);
    document.addEventListener('beforeinput', drop, true);
    return () => {
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('select', look, true);
      document.removeEventListener('beforeinput', drop, true);
    };
  }, []);
  return { passage, drop: () => setPassage(null) };
}

function useMarks(open: Comment[], current: Comment | null, content: Content): void {
  const passages = open.flatMap(({ passage }) => (passage ? [passage] : []));
  const key = JSON.stringify([passages, current?.id]);
  useEffect(() => {
    // The editor shows what was typed a moment later.
    const timer = setTimeout(() => showMarks(passages, current?.passage ?? null), 100);
    return () => clearTimeout(timer);
  }, [key, content.body]);
  useEffect(() => hideMarks, []);
}

/** Names of those who are mentioned stand out. */
function withMentions(text: string, names: string[]) {
  if (names.length === 0) return text;
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).sort((a, b) => b.length - a.length);
  return text
    .split(new RegExp(`(@(?:${escaped.join('|')}))`))
    .map((part, index) => (index % 2 === 1 ? <b key={`${index} ${part}`}>{part}</b> : part));
}

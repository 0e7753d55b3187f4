import { Button, Combobox, Group, Stack, Textarea, useCombobox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../layout/problem.tsx';
import { type Colleague, getPeople, listKeys } from '../lists/calls.ts';
import { useProblem } from '../problem.ts';

interface FormProps {
  label: string;
  button: string;
  first?: string;
  autoFocus?: boolean;
  send(text: string, mentions: string[]): Promise<unknown>;
  onCancel?(): void;
}

/** Words to others. An `@` offers the names of those who can be mentioned. */
export function CommentForm({ label, button, first = '', autoFocus, send, onCancel }: FormProps) {
  const { t } = useTranslation();
  const { data: people = [] } = useQuery({ queryKey: listKeys.people, queryFn: getPeople, staleTime: 60_000 });
  const [text, setText] = useState(first);
  const [error, setError] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const problem = useProblem(error);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() === '' || isSending) return;
    setSending(true);
    try {
      await send(text.trim(), mentioned(text, people));
      setText('');
      setError(null);
    } catch (wrong) {
      setError(wrong);
    } finally {
      setSending(false);
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <MentionArea {...{ label, text, people, autoFocus }} onChange={setText} onSend={submit} />
        <Problem says={problem} />
        <Group gap="xs">
          <Button type="submit" size="xs" loading={isSending} disabled={text.trim() === ''}>
            {button}
          </Button>
          {onCancel && (
            <Button size="xs" variant="default" onClick={onCancel}>
              {t('shell.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}

interface AreaProps {
  label: string;
  text: string;
  people: Colleague[];
  autoFocus?: boolean;
  onChange(text: string): void;
  onSend(): void;
}

function MentionArea({ label, text, people, autoFocus, onChange, onSend }: AreaProps) {
  const { t } = useTranslation();
  const area = useRef<HTMLTextAreaElement>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const box = useCombobox({ onDropdownClose: () => box.resetSelectedOption() });
  const found = asked === null ? [] : people.filter(({ name }) => fold(name).includes(fold(asked))).slice(0, 6);
  const look = (value: string, caret: number) => {
    const begun = /(?:^|\s)@([^\s@][^@\n]{0,30}|)$/u.exec(value.slice(0, caret));
    setAsked(begun?.[1] ?? null);
    if (begun) box.openDropdown();
    else box.closeDropdown();
  };
  const choose = (id: string) => {
    const { name } = people.find((one) => one.id === id)!;
    const caret = area.current!.selectionStart;
    const from = text.lastIndexOf('@', caret - 1);
    onChange(`${text.slice(0, from)}@${name} ${text.slice(caret)}`);
    box.closeDropdown();
    setAsked(null);
    area.current!.focus();
  };
  return (
    <Combobox store={box} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.EventsTarget>
        <Textarea
          ref={area}
          label={label}
          description={t('review.mentionHelp')}
          value={text}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            look(event.currentTarget.value, event.currentTarget.selectionStart);
          }}
          onBlur={() => box.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend();
          }}
          autosize
          minRows={2}
          maxRows={12}
          maxLength={10_000}
          dir="auto"
          autoFocus={autoFocus}
          aria-autocomplete="list"
        />
      </Combobox.EventsTarget>
      <Combobox.DropdownTarget>
        <div />
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={found.length === 0}>
        <Combobox.Options aria-label={t('review.mention')}>
          {found.map(({ id, name }) => (
            <Combobox.Option key={id} value={id}>
              <bdi>{name}</bdi>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

/** Whoever's name stands behind an `@`; of two names where one begins with the other, the longer one. */
function mentioned(text: string, people: Colleague[]): string[] {
  let rest = text;
  const byLength = [...people].sort((a, b) => b.name.length - a.name.length);
  return byLength.flatMap(({ id, name }) => {
    if (!rest.includes(`@${name}`)) return [];
    rest = rest.replaceAll(`@${name}`, '');
    return [id];
  });
}

function fold(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

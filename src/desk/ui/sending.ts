import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemIn } from './problem.ts';

/** The way of every form here: sends, and says what was wrong; what was typed stays. */
export function useSending(work: () => Promise<void>) {
  const { i18n } = useTranslation();
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    setSending(true);
    setError(null);
    try {
      await work();
    } catch (wrong) {
      setError(wrong);
    } finally {
      setSending(false);
    }
  };
  return { send, isSending, error, problem: error ? problemIn(i18n, error) : null };
}

import { Anchor, type AnchorProps } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { ComponentPropsWithRef, MouseEvent } from 'react';

export type LinkProps = { to: string } & AnchorProps & Omit<ComponentPropsWithRef<'a'>, keyof AnchorProps | 'href'>;

/** A link to a page of the desk: `<Link to="/items?state=draft">`. */
export function Link({ to, onClick, ...rest }: LinkProps) {
  const go = useGo();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || !isPlainClick(event)) return;
    event.preventDefault();
    go(to);
  };
  return <Anchor {...rest} href={to} onClick={follow} />;
}

/** For Mantine's `component` and `renderRoot`: a bare `a` that goes there without loading the page anew. */
export function BareLink({ to, onClick, ...rest }: { to: string } & ComponentPropsWithRef<'a'>) {
  const go = useGo();
  return (
    <a
      {...rest}
      href={to}
      onClick={(event) => {
        onClick?.(event);
        if (event.defaultPrevented || !isPlainClick(event)) return;
        event.preventDefault();
        go(to);
      }}
    />
  );
}

/** Goes to a page of the desk. */
export function useGo(): (to: string, how?: { replace?: boolean }) => void {
  const { history } = useRouter();
  return (to, { replace = false } = {}) => (replace ? history.replace(to) : history.push(to));
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
}

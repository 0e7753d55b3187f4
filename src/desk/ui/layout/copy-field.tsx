import { Button, Group, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Something to hand on: a link, a key. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    field.current?.select();
    // Without TLS a browser has no clipboard for scripts; what is selected can still be copied the old way.
    if (navigator.clipboard) await navigator.clipboard.writeText(value);
    else document.execCommand('copy');
    setCopied(true);
  };
  return (
    <Group align="end" wrap="nowrap" gap="xs">
      <TextInput ref={field} label={label} value={value} readOnly dir="ltr" flex={1} className="desk-code" />
      <Button variant="default" onClick={copy} aria-live="polite">
        {t(isCopied ? 'shell.copied' : 'shell.copy')}
      </Button>
    </Group>
  );
}

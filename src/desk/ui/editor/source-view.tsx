import { Alert, Input } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A body that the editor cannot hold, as it is stored: to be read, not to be changed. */
export function SourceView({ label, html }: { label: string; html: string }) {
  const { t } = useTranslation();
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Alert color="orange" title={t('editor.sourceTitle')}>
        {t('editor.sourceText')}
      </Alert>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className="editor-source" dir="ltr" lang="en" aria-label={label} tabIndex={0}>
        <pre>{html}</pre>
      </section>
    </Input.Wrapper>
  );
}

/** Whatever goes wrong in the editor: the text stays in sight. */
export class EditorBoundary extends Component<{ instead: ReactNode; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? this.props.instead : this.props.children;
  }
}

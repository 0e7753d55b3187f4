import { Alert, List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PasteNews } from './pasting.ts';

/** What a paste could not bring along, where there is such. */
export function PasteAlert({ news, onClose }: { news: PasteNews | null; onClose(): void }) {
  const { t } = useTranslation();
  const lost = news?.type === 'done' ? news.pasted.lost : [];
  const isPlain = news?.type === 'done' && news.pasted.plain;
  const isSilent = !news || (news.type === 'done' && lost.length === 0 && !isPlain);
  return (
    <div role="status">
      {!isSilent && (
        <Alert
          color={news.type === 'refused' ? 'red' : 'orange'}
          withCloseButton
          closeButtonLabel={t('editor.close')}
          onClose={onClose}
          radius={0}
        >
          {news.type === 'refused' && t('editor.pasteRefused')}
          {isPlain && t('editor.pastePlain')}
          {lost.length > 0 && (
            <>
              {t('editor.pasteLost')}
              <List size="sm">
                {lost.map(([what, count]) => (
                  <List.Item key={what}>{t(`editor.lost.${what}`, { count })}</List.Item>
                ))}
              </List>
            </>
          )}
        </Alert>
      )}
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import { Page } from '../layout/page.tsx';

export default function AccountPage() {
  const { t } = useTranslation();
  return <Page title={t('shell.account')}>{null}</Page>;
}

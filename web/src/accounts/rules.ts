import { useTranslation } from 'react-i18next';

/** What a field of these forms must hold; null: it does. */
export function useRules() {
  const { t } = useTranslation();
  return {
    filled: (value: string) => (value.trim() ? null : t('account.required')),
    email: (value: string) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('account.emailWrong')),
    password: (value: string) => (value.length >= 10 ? null : t('account.passwordShort')),
  };
}

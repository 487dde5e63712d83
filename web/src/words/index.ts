import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en.ts';
import { first } from './first.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
    returnNull: false;
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: first } },
  interpolation: { escapeValue: false },
  initAsync: false,
  // What is on the screen already learns the words that come later.
  react: { bindI18nStore: 'added' },
  // A bare key on the screen is a fault; the browser tests fail on it.
  saveMissing: true,
  missingKeyHandler: (_languages, _namespace, key) => console.error(`No words for ${key}`),
});

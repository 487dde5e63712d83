import './theme/room-styles.ts';
import i18next from 'i18next';
import { en } from './words/en.ts';

i18next.addResourceBundle('en', 'translation', en, true, true);

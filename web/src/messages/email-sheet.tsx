import { inTheme } from '../../../journeys/email-html.ts';
import classes from './email-sheet.module.css';

type Props = { html: string; title: string; theme?: 'light' | 'dark'; phone?: boolean };

/** An email as a mail program shows it; nothing of it can run, ask or lead away. */
export function EmailSheet({ html, title, theme = 'light', phone = false }: Props) {
  return (
    <div className={phone ? `${classes.frame} ${classes.phone}` : classes.frame}>
      <iframe
        className={theme === 'dark' ? `${classes.sheet} ${classes.dark}` : classes.sheet}
        title={title}
        sandbox=""
        referrerPolicy="no-referrer"
        srcDoc={inTheme(html, theme)}
      />
    </div>
  );
}

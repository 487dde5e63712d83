import type { ReactNode } from 'react';
import { Link } from 'react-router';
import classes from './rows.module.css';

/** A list of things, one line each; on a phone the parts of a line stand below each other. */
export function Rows({ label, children, busy }: { label: string; children: ReactNode; busy?: boolean }) {
  return (
    <ul className={classes.rows} aria-label={label} aria-busy={busy}>
      {children}
    </ul>
  );
}

type RowProps = { columns?: string; children: ReactNode };

export function Row({ columns = '1fr auto', children }: RowProps) {
  return (
    <li className={classes.row} style={{ '--columns': columns } as React.CSSProperties}>
      {children}
    </li>
  );
}

/** The name of a row: its link covers the whole line. */
export function RowLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className={classes.link}>
      {children}
    </Link>
  );
}

export function RowButton({ label, onClick, children }: { label: string; onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={classes.link} aria-label={label} onClick={onClick}>
      {children}
    </button>
  );
}

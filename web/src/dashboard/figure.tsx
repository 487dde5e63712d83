import { Link } from 'react-router';
import classes from './dashboard.module.css';

type Props = { to: string; name: string; value: string; note: string | null };

/** One number with what it counts; it leads to its rows. */
export function Figure({ to, name, value, note }: Props) {
  return (
    <Link to={to} className={classes.figure}>
      <span className={classes.name}>{name}</span>
      <b className={classes.value}>{value}</b>
      <span className={classes.note}>{note}</span>
    </Link>
  );
}

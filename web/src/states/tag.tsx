import type { ReactNode } from 'react';
import classes from './tag.module.css';

export type Tone = 'done' | 'waiting' | 'failed' | 'info' | 'quiet';

/** A state in a word, with a dot whose colour only repeats it. */
export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}

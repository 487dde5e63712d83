import { Group, UnstyledButton } from '@mantine/core';
import classes from './filter.module.css';

type Props<Value extends string> = {
  label: string;
  options: { value: Value | null; label: string }[];
  /** Undefined: none of them is what is shown. */
  value: Value | null | undefined;
  onChange: (value: Value | null) => void;
};

/** One of several views on a list. */
export function Filter<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  return (
    <Group gap={6} role="group" aria-label={label}>
      {options.map((option) => (
        <UnstyledButton
          key={option.value ?? ''}
          className={classes.option}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </UnstyledButton>
      ))}
    </Group>
  );
}

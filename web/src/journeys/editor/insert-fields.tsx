import { Group, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './insert-fields.module.css';
import type { Field } from './use-fields.ts';

const few = 9;
const longest = 16;

/** What can be put into the text, as chips with a sample each; the chip goes where the cursor is. */
export function InsertFields({ fields, onInsert }: { fields: Field[]; onInsert: (placeholder: string) => void }) {
  const { t } = useTranslation();
  const [all, showAll] = useState(false);
  if (fields.length === 0) return null;
  return (
    <Group gap={6} role="group" aria-label={t('editor.insert')}>
      <Text size="sm" c="dimmed" aria-hidden>
        {t('editor.insert')}
      </Text>
      {(all ? fields : fields.slice(0, few)).map((field) => (
        <UnstyledButton
          key={field.name}
          className={classes.chip}
          aria-label={t('editor.insertField', { field: field.label })}
          // The text keeps its cursor.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert(`{{${field.name}}}`)}
        >
          {field.label}
          {sampleOf(field) ? <span className={classes.sample}>{sampleOf(field)}</span> : null}
        </UnstyledButton>
      ))}
      {!all && fields.length > few ? (
        <UnstyledButton className={classes.more} onClick={() => showAll(true)}>
          {t('editor.insertMore')}
        </UnstyledButton>
      ) : null}
    </Group>
  );
}

/** What stands there for a customer, if it is short enough for a chip. */
function sampleOf({ sample, type }: Field): string | null {
  const words = sample === null || sample === undefined ? '' : String(sample);
  return type !== 'boolean' && words !== '' && words.length <= longest ? words : null;
}

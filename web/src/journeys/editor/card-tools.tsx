import { Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions } from './actions.ts';
import type { Spot } from './arrange.ts';
import classes from './flow.module.css';

/** What can be done with the chosen step; `spot`: the place behind it. */
export function CardTools({ id, number, spot }: { id: string; number: number; spot: Spot }) {
  const { t } = useTranslation();
  const { move, duplicate, remove, offer } = useActions();
  const tools = [
    { words: t('editor.moveUp', { number }), icon: IconArrowUp, act: () => move(id, -1) },
    { words: t('editor.moveDown', { number }), icon: IconArrowDown, act: () => move(id, 1) },
    { words: t('builder.duplicate', { number }), icon: IconCopy, act: () => duplicate(id) },
    {
      words: t('builder.addBehind', { number }),
      icon: IconPlus,
      act: (event: MouseEvent<HTMLElement>) => offer(spot, event.currentTarget),
    },
    { words: t('editor.remove', { number }), icon: IconTrash, act: () => remove(id) },
  ];
  return (
    <Group className={classes.tools} role="group" aria-label={t('builder.tools', { number })}>
      {tools.map(({ words, icon: Icon, act }) => (
        <button key={words} type="button" className={classes.tool} aria-label={words} title={words} onClick={act}>
          <Icon size={17} aria-hidden />
        </button>
      ))}
    </Group>
  );
}

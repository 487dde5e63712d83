import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AddedKind } from '../blocks.ts';
import type { Spot } from './arrange.ts';
import classes from './flow.module.css';
import { kindIcons, kinds } from './kind-icons.ts';

/** Where a step is to come, and the button that was pressed for it. */
export type Offer = { spot: Spot; button: HTMLElement; at: { left: number; top: number } };

type Props = { offer: Offer; onAdd: (kind: AddedKind, spot: Spot) => void; onClose: () => void };

/** One menu for all places: a hundred of them would be a hundred menus. */
export function AddMenu({ offer: { spot, button, at }, onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const leave = () => {
    onClose();
    button.focus();
  };
  return (
    <Menu
      opened
      onChange={(opened) => (opened ? undefined : leave())}
      position="bottom"
      returnFocus={false}
      // The key that has opened it is not yet over.
      clickOutsideEvents={['mousedown', 'touchstart']}
    >
      <Menu.Target>
        <button type="button" aria-hidden tabIndex={-1} className={classes.anchor} style={at} />
      </Menu.Target>
      <Menu.Dropdown aria-label={t('builder.addHere')}>
        {kinds.map((kind) => {
          const Icon = kindIcons[kind];
          return (
            <Menu.Item
              key={kind}
              leftSection={<Icon size={16} aria-hidden />}
              onClick={() => {
                onClose();
                onAdd(kind, spot);
              }}
            >
              {t(`builder.kinds.${kind}`)}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

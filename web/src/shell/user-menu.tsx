import { Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { lazy, Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Me } from '../../../api/schemas.ts';
import { furnished } from '../furnished.ts';
import { signOut } from '../request/accounts.ts';
import { useForgetMe } from '../request/me.ts';
import classes from './user-menu.module.css';

const BusinessChoice = lazy(furnished(() => import('../accounts/business-choice.tsx')));

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const;

/** Who is signed in, the theme, and the way out; the browser's own popover. */
export function UserMenu({ me }: { me: Me }) {
  const { t } = useTranslation();
  const id = useId();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const forget = useForgetMe();
  const leave = async () => {
    await signOut().catch(() => undefined);
    forget();
    await navigate('/sign-in');
  };
  return (
    <>
      <UnstyledButton className={classes.avatar} aria-label={t('user.menu', { name: me.user.name })} popoverTarget={id}>
        {initials(me.user.name)}
      </UnstyledButton>
      <div
        id={id}
        popover="auto"
        className={classes.menu}
        role="dialog"
        aria-label={t('user.menu', { name: me.user.name })}
      >
        <Text fw={600} truncate>
          {me.user.name}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          {me.user.email}
        </Text>
        {me.organizations.length > 1 ? (
          <Suspense>
            <BusinessChoice me={me} />
          </Suspense>
        ) : null}
        <fieldset className={classes.schemes}>
          <legend>{t('scheme.label')}</legend>
          {schemes.map(({ value, icon: Icon }) => (
            <label key={value} className={classes.scheme}>
              <input
                type="radio"
                name="scheme"
                value={value}
                checked={colorScheme === value}
                onChange={() => setColorScheme(value)}
              />
              <Icon size={17} stroke={1.7} aria-hidden />
              {t(`scheme.${value}`)}
            </label>
          ))}
        </fieldset>
        <UnstyledButton className={classes.leave} onClick={() => void leave()}>
          <IconLogout size={17} stroke={1.7} aria-hidden />
          {t('user.signOut')}
        </UnstyledButton>
      </div>
    </>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}

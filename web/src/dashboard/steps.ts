import type { TFunction } from 'i18next';
import type { Integration, Journey } from '../../../api/schemas.ts';
import { isLive } from '../integrations/integration-state.ts';
import { connectAddress } from '../request/integrations.ts';

export type ChecklistStep = {
  key: string;
  title: string;
  words: string;
  done: boolean;
  /** The first is the one that is meant; several where the owner chooses. */
  actions: Action[];
};
export type Action = { label: string; to: string; leaves?: boolean };

/** What the role of whoever looks allows. */
export type May = { connect: boolean; write: boolean };

/** What is done and what comes next, from what there is. */
export function stepsOf(t: TFunction, integrations: Integration[], journeys: Journey[], may: May): ChecklistStep[] {
  return [connect(t, integrations, may), sync(t, integrations), make(t, journeys, may), turnOn(t, journeys, may)];
}

function connect(t: TFunction, integrations: Integration[], may: May): ChecklistStep {
  const live = integrations.find(isLive);
  const dead = integrations.find(({ state }) => state === 'needs_reconnect');
  const ready = integrations.filter(({ state }) => state !== 'not_set_up');
  const settings = '/settings/integrations';
  const start = ({ provider }: Integration, label: string) => ({ label, to: connectAddress(provider), leaves: true });
  const beginnings = dead
    ? [start(dead, t('integration.reconnect', { provider: dead.name }))]
    : ready.map((each) => start(each, each.connect));
  const see = { label: t(live ? 'home.connect.see' : 'home.connect.action'), to: settings };
  return {
    key: 'connect',
    title: t('home.connect.title'),
    words: live
      ? t('home.connect.done', { account: live.accountName ?? live.name })
      : t(may.connect ? 'home.connect.why' : 'home.connect.notYours'),
    done: Boolean(live),
    actions: live || beginnings.length === 0 || !may.connect ? [see] : beginnings,
  };
}

function sync(t: TFunction, integrations: Integration[]): ChecklistStep {
  const running = integrations.find(({ state }) => state === 'syncing');
  const customers = integrations.reduce((sum, each) => sum + each.customers, 0);
  const done = !running && integrations.some((each) => each.lastSyncAt !== null);
  return {
    key: 'sync',
    title: t('home.sync.title'),
    words: running
      ? t('home.sync.running', { count: running.sync?.customers ?? 0 })
      : done
        ? t('home.sync.done', { count: customers })
        : t('home.sync.why'),
    done,
    actions: running || done ? [{ label: t('home.sync.action'), to: '/customers' }] : [],
  };
}

function make(t: TFunction, journeys: Journey[], may: May): ChecklistStep {
  const done = journeys.length > 0;
  return {
    key: 'journey',
    title: t('home.journey.title'),
    words: done ? t('home.journey.done', { count: journeys.length }) : t('home.journey.why'),
    done,
    actions: done
      ? [{ label: t('home.journey.see'), to: '/journeys' }]
      : may.write
        ? [{ label: t('home.journey.action'), to: '/journeys/new' }]
        : [],
  };
}

function turnOn(t: TFunction, journeys: Journey[], may: May): ChecklistStep {
  const on = journeys.filter(({ status }) => status === 'active');
  const [first] = on;
  const draft = journeys.find(({ status }) => status === 'draft');
  return {
    key: 'on',
    title: t('home.on.title'),
    words: first ? t('home.on.done', { count: on.length }) : t('home.on.why'),
    done: Boolean(first),
    actions: first
      ? [{ label: t('home.on.see'), to: `/journeys/${first.id}` }]
      : draft && may.write
        ? [{ label: t('home.on.action'), to: `/journeys/${draft.id}/edit` }]
        : [],
  };
}

import type { TemplateField } from './fields.ts';
import type { Purpose } from './purposes.ts';
import type { SendingWindow } from './sending-window.ts';
import type { ChannelName } from './steps/step.ts';
import type { OwnThings } from './text-check.ts';

/**
 * `path` as in the definition: `steps.2.body`. An error stands in the way of publishing; a warning is accepted by its
 * code, or mended.
 */
export type Problem = { path: string; code: string; message: string; severity: 'error' | 'warning' };

export type OfferedTrigger = { entity: string; fields: readonly TemplateField[] };

export type OfferedProvider = {
  name: string;
  triggers: Readonly<Record<string, OfferedTrigger>>;
  /** What it can be asked right before a message leaves; left out: not asked. */
  truths?: Readonly<Record<string, string>>;
  /** What the system can send by itself, by purpose, and where that is switched: the middle of a sentence. */
  automations?: Readonly<Partial<Record<Purpose, string>>>;
};

export type PublishContext = {
  /** What every provider offers: its manifest is enough. */
  providers: Readonly<Record<string, OfferedProvider>>;
  /** Keys of the providers that this organization has connected; left out: not asked. */
  connected?: readonly string[];
  /** The channels that this installation has; left out: all. */
  channels?: readonly ChannelName[];
  /** Why nothing can leave by a channel yet; null: it can. Left out: not asked. */
  senders?: Readonly<Record<ChannelName, 'no_sender' | 'sms_not_registered' | null>>;
  /** Whether anybody of the business can be asked; left out: not asked. */
  canAsk?: boolean;
  /** Whether the business's postal address is known, which marketing mail has to carry; left out: not asked. */
  hasPostalAddress?: boolean;
  /** What texts may need of the business; left out: not asked. */
  own?: OwnThings;
  /** When the business sends, and whose law it is under; left out: not asked. */
  hours?: { window: SendingWindow; region: string };
  /** Whether opened links are counted; left out: not asked. */
  linksTracked?: boolean;
  /** Codes of warnings that this organization has accepted before: what concerns all its journeys is asked once. */
  accepted?: readonly string[];
};

export const error = (path: string, code: string, message: string): Problem => ({
  ...{ path, code, message },
  severity: 'error',
});

export const warning = (path: string, code: string, message: string): Problem => ({
  ...{ path, code, message },
  severity: 'warning',
});

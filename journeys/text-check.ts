import { isAllowedImage } from './email-html.ts';
import { tokensOf } from './markup.ts';
import type { ChannelName } from './steps/step.ts';
import { checkTemplate, type TemplateProblem, variablesOf } from './templates.ts';

/** What the business has set up for its texts; left out: not asked. */
export type OwnThings = {
  /** How the business is called in its texts. */
  name?: string;
  /** Names of what is known of the business, such as `business.phone`. */
  known?: readonly string[];
  /** Names of the business's links that are set, such as `business.review_link`. */
  links?: readonly string[];
  /** Where they lead, by their names. */
  addresses?: Readonly<Record<string, string>>;
  /** Hosts that pictures may come from. */
  imageHosts?: readonly string[];
};

type TextProblem = Omit<TemplateProblem, 'code'> & { code: string };

const ownLinks: Readonly<Record<string, string>> = {
  'business.review_link': 'review link',
  'business.booking_link': 'booking link',
};

/** What is wrong with one text of a journey, and with what it needs of the business. */
export function textProblems(text: string, channel: ChannelName, known: string[], own: OwnThings): TextProblem[] {
  return [
    ...checkTemplate(text, channel, known).flatMap((found) => (isOfBusiness(found) ? ofBusiness(found, own) : found)),
    ...missingLinks(text, own),
    ...(channel === 'email' ? foreignPictures(text, own) : []),
  ];
}

/** What is known of the business is the same for every customer. */
const isOfBusiness = ({ code, variable }: TemplateProblem): boolean =>
  code === 'no_default' && variable !== null && variable.startsWith('business.');

/** A link has its own words; the name there is always. */
function ofBusiness({ variable }: TemplateProblem, { known }: OwnThings): TextProblem[] {
  if (!known || variable === null || variable === 'business.name' || Object.hasOwn(ownLinks, variable)) return [];
  if (known.includes(variable)) return [];
  const what = variable.replace('business.', '').replaceAll('_', ' ');
  const message = `The ${what} of your business is not known: add it under Settings, Business.`;
  return [{ code: 'business_unknown', severity: 'error', variable, message }];
}

function missingLinks(text: string, { links }: OwnThings): TextProblem[] {
  return variablesOf(text).flatMap((variable) => {
    const name = ownLinks[variable];
    if (!links || !name || links.includes(variable)) return [];
    const message = `Your ${name} is not set: add it under Settings, Look and links.`;
    return [{ code: 'link_not_set', severity: 'error', variable, message }];
  });
}

function foreignPictures(text: string, { imageHosts }: OwnThings): TextProblem[] {
  if (!imageHosts) return [];
  const hosts = tokensOf([{ text, trusted: true }]).flatMap((token) =>
    token.kind === 'image' && !isAllowedImage(token.url, imageHosts) ? [new URL(token.url).hostname] : [],
  );
  return [...new Set(hosts)].map((host) => ({
    code: 'picture_not_allowed',
    severity: 'error',
    variable: null,
    message: `Pictures from ${host} are not shown: allow it under Settings, Look and links, and use its https address.`,
  }));
}

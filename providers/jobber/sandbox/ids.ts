export type Kind =
  | 'Client'
  | 'Job'
  | 'Visit'
  | 'Quote'
  | 'Invoice'
  | 'PaymentRecord'
  | 'Tag'
  | 'Account'
  | 'User'
  | 'Email'
  | 'PhoneNumber'
  | 'WebhookEndpoint';

export const encodeId = (kind: Kind, id: number) => Buffer.from(`gid://Jobber/${kind}/${id}`).toString('base64');

/** Null for an id of another kind; undefined for something that is no EncodedId at all. */
export function decodeId(kind: Kind, encoded: string): number | null | undefined {
  if (!isEncodedId(encoded)) return undefined;
  const match = /^gid:\/\/Jobber\/(\w+)\/(\d+)$/.exec(Buffer.from(encoded, 'base64').toString('utf8'));
  return match?.[1] === kind ? Number(match[2]) : null;
}

export const isEncodedId = (text: string) => text.length > 0 && Buffer.from(text, 'base64').toString('base64') === text;

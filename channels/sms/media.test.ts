import { describe, expect, it } from '@jest/globals';
import { readWebhook } from './webhook.ts';

const arrived = (fields: Record<string, string>) => {
  const form = { MessageSid: 'SM1', SmsStatus: 'received', From: '+12025550123', To: '+12025550199', Body: '' };
  const body = Buffer.from(new URLSearchParams({ ...form, ...fields }).toString());
  return readWebhook({ headers: {}, body, url: 'https://example.com/inbound' });
};

describe('a text with pictures', () => {
  it.each([
    ['3', 3],
    ['0', 0],
    ['many', 0],
    ['-1', 0],
  ])('that says it has %s counts %d', (NumMedia, media) => {
    expect(arrived({ NumMedia, MediaUrl0: 'https://example.com/1' })).toMatchObject([{ kind: 'inbound', media }]);
  });

  it('that says nothing of any has none', () => {
    expect(arrived({})).toMatchObject([{ media: 0 }]);
  });
});

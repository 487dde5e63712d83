import { describeChannel } from './describe-channel.ts';
import { createEmail } from './email/index.ts';
import { createResendSandbox } from './email/sandbox.ts';
import { createSms } from './sms/index.ts';
import { createTwilioSandbox } from './sms/sandbox.ts';

const secret = (text: string) => `whsec_${Buffer.from(text).toString('base64')}`;
const sid = `AC${'0a'.repeat(16)}`;
const id = (number: string) => `0192f0c1-7d0e-7aaa-8bbb-00000000${number}`;

describeChannel({
  name: 'email',
  unknownId: '0192f0c1-7d0e-7aaa-8bbb-ffffffffffff',
  exact: true,
  operation: 'POST /emails',
  userAgent: /^resend-node:\d/,
  sandbox: (hookUrl) =>
    createResendSandbox({ apiKey: 're_right', webhookUrl: hookUrl, webhookSecret: secret('right'), stateFile: null }),
  channel: ({ sandboxUrl, timeoutMs, wrongKey }) =>
    createEmail({
      apiKey: wrongKey ? 're_wrong' : 're_right',
      baseUrl: sandboxUrl,
      webhookSecrets: [secret(wrongKey ? 'wrong' : 'right')],
      timeoutMs,
    }),
  message: (number) => ({
    id: id(number),
    to: 'Renée Ärmel <renee@example.com>',
    from: 'Van & Co <van@example.com>',
    replyTo: 'owner@example.com',
    subject: 'Done – thank you 🎉',
    text: 'Hello Renée,\n\nall done 🎉',
    html: '<p>Hello Renée</p>',
    headers: { 'List-Unsubscribe': '<https://example.com/u/1>' },
    until: null,
  }),
  arrived: ({ to, from, text }) => ({ to, from, text }),
});

describeChannel({
  name: 'sms',
  unknownId: `SM${'f'.repeat(32)}`,
  exact: false,
  operation: 'POST /Messages.json',
  userAgent: /^twilio-node\/\d/,
  sandbox: (hookUrl) =>
    createTwilioSandbox({ accountSid: sid, authToken: 'right', inboundUrl: `${hookUrl}/inbound`, stateFile: null }),
  channel: ({ sandboxUrl, hookUrl, timeoutMs, wrongKey }) =>
    createSms({
      accountSid: sid,
      authToken: wrongKey ? 'wrong' : 'right',
      baseUrl: sandboxUrl,
      publicUrl: hookUrl,
      callbacks: true,
      timeoutMs,
    }),
  message: (number) => ({
    id: id(number),
    to: '+12025550123',
    from: '+12025550100',
    replyTo: null,
    subject: null,
    text: 'Hello Renée, all done 🎉\nSee you & bye',
    html: null,
    headers: {},
    until: null,
  }),
  arrived: ({ to, from, body }) => ({ to, from, text: body }),
});

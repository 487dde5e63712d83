import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { createResendSandbox } from '../channels/email/sandbox.ts';
import { createTwilioSandbox } from '../channels/sms/sandbox.ts';
import type { Config } from '../config.ts';
import { createJobberSandbox } from '../providers/jobber/sandbox.ts';
import { createQuickbooksSandbox } from '../providers/quickbooks/sandbox.ts';
import { createMirror } from './mirror.ts';
import type { VendorSandbox } from './vendor.ts';

/** The pretend vendors of the configuration as one app, with the page to play them at `/`. */
export function createSandbox(config: Config): { app: Express; close(): Promise<void> } {
  const vendors = vendorsOf(config);
  const app = express();
  app.disable('x-powered-by');
  app.get('/health', (_request, response) => {
    response.json({ ok: true, vendors: vendors.map((vendor) => vendor.key) });
  });
  const mirror = createMirror(join(config.dataDir, 'sandbox', 'mirror.json'));
  app.use('/mirror', mirror.routes);
  app.use('/jobber/control', mirror.watch);
  for (const vendor of vendors) app.use(`/${vendor.key}`, vendor.router);
  // Browsers ask for it on every page, the consent pages among them.
  app.get('/favicon.ico', (_request, response) => void response.status(204).end());
  app.get('/settings.json', (_request, response) => {
    response.json({ vendors: vendors.map((vendor) => vendor.key), product: config.publicUrl });
  });
  app.use(pageHeaders, express.static(join(import.meta.dirname, 'page')));
  return {
    app,
    async close() {
      await mirror.close();
      await Promise.all(vendors.map((vendor) => vendor.close()));
    },
  };
}

// A letter is shown in a frame that inherits these rules: its pictures may load, its scripts never run.
const pageHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'https:'],
      styleSrc: ["'self'", "'unsafe-inline'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  strictTransportSecurity: false,
});

// Whoever plays here clicks faster than a business works; the vendors' own limits would hold them up.
const budgetMultiplier = 20;

function vendorsOf({ jobber, quickbooks, email, sms, publicUrl, dataDir }: Config): VendorSandbox[] {
  const folder = join(dataDir, 'sandbox');
  mkdirSync(folder, { recursive: true });
  const stateFile = (name: string) => join(folder, `${name}.json`);
  const channels = `${publicUrl}/api/channels`;
  const vendors: VendorSandbox[] = [];
  if (jobber.mode === 'sandbox')
    vendors.push(
      createJobberSandbox({
        clientId: jobber.clientId,
        clientSecret: jobber.clientSecret,
        webhookUrl: `${publicUrl}/api/crm/jobber/webhook`,
        stateFile: stateFile('jobber'),
        settings: { budgetMultiplier },
      }),
    );
  if (quickbooks.mode === 'sandbox')
    vendors.push(
      createQuickbooksSandbox({
        clientId: quickbooks.clientId,
        clientSecret: quickbooks.clientSecret,
        verifierToken: quickbooks.verifierTokens[0] ?? '',
        webhookUrl: `${publicUrl}/api/crm/quickbooks/webhook`,
        stateFile: stateFile('quickbooks'),
        settings: { budgetMultiplier },
      }),
    );
  if (email.mode === 'sandbox')
    vendors.push(
      createResendSandbox({
        apiKey: email.apiKey,
        webhookUrl: `${channels}/email/webhook`,
        webhookSecret: email.webhookSecrets[0] ?? '',
        perSecond: email.perSecond,
        stateFile: stateFile('resend'),
      }),
    );
  if (sms.mode === 'sandbox')
    vendors.push(
      createTwilioSandbox({
        accountSid: sms.accountSid,
        authToken: sms.authToken,
        inboundUrl: `${channels}/sms/inbound`,
        stateFile: stateFile('twilio'),
        number: sms.defaultSender ?? undefined,
      }),
    );
  return vendors;
}

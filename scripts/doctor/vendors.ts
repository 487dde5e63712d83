import { createChannels } from '../../channels/index.ts';
import type { Config } from '../../config.ts';
import { type Finding, fail, ok, warn, words } from './finding.ts';

/** Each vendor's credentials by a harmless call. */
export async function examineVendors(config: Config): Promise<Finding[]> {
  const channels = createChannels(config);
  return Promise.all([
    provider('Jobber', 'JOBBER', config.jobber),
    provider('QuickBooks Online', 'QUICKBOOKS', config.quickbooks),
    ...(config.quickbooks.mode === 'real' ? [verifierTokens(config.quickbooks)] : []),
    channel('email (Resend)', config.email.mode, 'RESEND_API_KEY', channels.email),
    ...(config.email.mode === 'real' ? [webhookSecrets(config.email)] : []),
    channel('SMS (Twilio)', config.sms.mode, 'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN', channels.sms),
  ]);
}

async function channel(
  about: string,
  mode: string,
  variables: string,
  vendor: { check(): Promise<void> } | null,
): Promise<Finding> {
  if (!vendor) return warn(about, 'is off', `Set ${variables} to switch it on.`);
  try {
    await vendor.check();
    return ok(about, mode === 'sandbox' ? 'is played by the sandbox, which answers' : 'takes the credentials');
  } catch (error) {
    const todo = mode === 'sandbox' ? 'Start the sandbox: npm start' : `Check ${variables} in the vendor's console.`;
    return fail(about, words(error), todo);
  }
}

type ProviderSettings = Pick<Config['jobber'], 'mode' | 'tokenUrl' | 'clientId'>;

// A provider shows a client's credentials to be right only in a code exchange: reachable is all that can be asked.
async function provider(
  about: string,
  prefix: string,
  { mode, tokenUrl, clientId }: ProviderSettings,
): Promise<Finding> {
  if (mode === 'off')
    return warn(about, 'is off', `Set ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET to switch it on.`);
  try {
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'doctor', client_id: clientId });
    const response = await fetch(tokenUrl, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
    await response.body?.cancel();
    if (response.status >= 500)
      return warn(about, `answers with ${response.status}`, 'Look at its status page and try again later.');
    return ok(
      about,
      mode === 'sandbox'
        ? 'is played by the sandbox, which answers'
        : 'answers; Connect shows whether it takes the credentials',
    );
  } catch (error) {
    const todo =
      mode === 'sandbox' ? 'Start the sandbox: npm start' : `Check the way to the internet, or ${prefix}_TOKEN_URL.`;
    return fail(about, `does not answer: ${words(error)}`, todo);
  }
}

async function verifierTokens({ verifierTokens: tokens }: Config['quickbooks']): Promise<Finding> {
  const about = 'QuickBooks Online webhooks';
  if (tokens.length > 0) return ok(about, `${tokens.length} verifier tokens are set`);
  const todo =
    'Set up webhooks to PUBLIC_URL + /api/crm/quickbooks/webhook in the developer portal and set QUICKBOOKS_WEBHOOK_VERIFIER_TOKENS.';
  return warn(about, 'no verifier token: every webhook is refused', todo);
}

async function webhookSecrets({ webhookSecrets }: Config['email']): Promise<Finding> {
  if (webhookSecrets.length > 0) return ok('email webhooks', `${webhookSecrets.length} signing secrets are set`);
  const todo = 'Create a webhook at Resend to PUBLIC_URL + /api/channels/email/webhook and set RESEND_WEBHOOK_SECRETS.';
  return warn('email webhooks', 'no signing secret: deliveries and bounces stay unknown', todo);
}

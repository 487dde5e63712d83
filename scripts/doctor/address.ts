import type { Config } from '../../config.ts';
import { type Finding, fail, ok, warn, words } from './finding.ts';

/** Whether vendors can reach us where PUBLIC_URL says. */
export async function examineAddress({ publicUrl, jobber, quickbooks, email, sms }: Config): Promise<Finding[]> {
  const about = 'PUBLIC_URL';
  const real = [jobber, quickbooks, email, sms].some(({ mode }) => mode === 'real');
  if (real && !publicUrl.startsWith('https:')) {
    const todo =
      'Start a tunnel and set PUBLIC_URL to its https address; until then changes are found by looking every minute.';
    return [warn(about, `${publicUrl} cannot get webhooks from real vendors`, todo)];
  }
  try {
    const response = await fetch(`${publicUrl}/api/health`, {
      signal: AbortSignal.timeout(10_000),
      redirect: 'manual',
    });
    await response.body?.cancel();
    if (response.ok) return [ok(about, `${publicUrl} leads to this product`)];
    return [
      fail(about, `${publicUrl}/api/health answers with ${response.status}`, 'Let the proxy or tunnel lead to PORT.'),
    ];
  } catch (error) {
    return [
      fail(
        about,
        `${publicUrl} does not answer: ${words(error)}`,
        'Start the API (npm start), or let the proxy or tunnel lead to PORT.',
      ),
    ];
  }
}

import { until } from './until.ts';

/** An owner who uses the product over HTTP, as a browser would: cookies, redirects, no other road in. */
export class Owner {
  private readonly cookies = new Map<string, string>();
  private readonly base: string;

  constructor(base: string) {
    this.base = base;
  }

  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(path, this.base);
    const ours = url.origin === new URL(this.base).origin;
    const headers = new Headers(init.headers);
    if (ours) {
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      headers.set('origin', new URL(this.base).origin);
    }
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    if (ours) this.keep(response);
    return response;
  }

  async send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await this.request(path, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
    return (text ? JSON.parse(text) : null) as Answer;
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.send<Answer>('GET', path);
  }

  post<Answer>(path: string, body?: unknown): Promise<Answer> {
    return this.send<Answer>('POST', path, body ?? {});
  }

  async signUp(name: string, business = `${name} Services`): Promise<void> {
    await this.post('/api/auth/sign-up/email', {
      name,
      organizationName: business,
      email: `${name.toLowerCase()}@owner.example`,
      password: 'a-long-enough-password',
    });
    // Said by the owner, so the zone of the account at the provider does not take its place.
    const zone = { zone: zoneAtTwoInTheAfternoon(), zoneConfirmed: true };
    // Whatever the day of the run, offers leave.
    await this.send('PATCH', '/api/organization', { ...zone, holidays: { public: false } });
  }

  /** Clicks Connect and Allow; answers where the product sends the browser in the end. */
  async connectJobber(): Promise<string> {
    const start = await this.request('/api/crm/jobber/connect');
    const consent = start.headers.get('location');
    if (!consent) throw new Error(`Connect answered ${start.status} and led nowhere`);
    const back = await pressAllow(consent);
    const landed = await this.request(back);
    // Vendors tell whole seconds: what happens in the one of connecting counts as before it.
    const connectedAt = Math.floor(Date.now() / 1000);
    await until('the second of connecting is over', async () => Date.now() / 1000 > connectedAt + 1);
    return landed.headers.get('location') ?? `status ${landed.status}: ${(await landed.text()).slice(0, 300)}`;
  }

  private keep(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

async function pressAllow(consent: string): Promise<string> {
  const page = await (await fetch(consent)).text();
  const fields = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']): [string, string] => [name, plain(value)],
  );
  const body = new URLSearchParams([...fields, ['decision', 'allow']]);
  const answer = await fetch(consent, { method: 'POST', body, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (!location) throw new Error(`The consent page answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return location;
}

const plain = (text: string) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

/** A zone in which messages may leave now, whatever the hour of the run. */
export function zoneAtTwoInTheAfternoon(now = new Date()): string {
  const hour = (zone: string) =>
    Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format(now));
  const zones = [
    'Pacific/Honolulu',
    'America/Anchorage',
    'America/Los_Angeles',
    'America/Denver',
    'America/Chicago',
    'America/New_York',
    'America/Halifax',
    'America/Sao_Paulo',
    'Atlantic/South_Georgia',
    'Atlantic/Azores',
    'Europe/London',
    'Europe/Berlin',
    'Europe/Athens',
    'Asia/Dubai',
    'Asia/Karachi',
    'Asia/Dhaka',
    'Asia/Bangkok',
    'Asia/Singapore',
    'Asia/Tokyo',
    'Australia/Brisbane',
    'Pacific/Noumea',
    'Pacific/Auckland',
    'Pacific/Tongatapu',
    'Pacific/Kiritimati',
  ];
  const zone = zones.find((candidate) => [13, 14, 15].includes(hour(candidate)));
  if (!zone) throw new Error('No zone has early afternoon now');
  return zone;
}

/** The sandbox page's own buttons, pressed over HTTP. */
export class Sandbox {
  readonly base: string;

  constructor(base: string) {
    this.base = base;
  }

  async send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.base}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return (text ? JSON.parse(text) : null) as Answer;
  }

  client(fields: Record<string, unknown>): Promise<{ id: string }> {
    return this.send('POST', '/jobber/control/clients', fields);
  }

  job(fields: Record<string, unknown>): Promise<{ id: string }> {
    return this.send('POST', '/jobber/control/jobs', fields);
  }

  completeJob(id: string): Promise<unknown> {
    return this.send('POST', `/jobber/control/jobs/${encodeURIComponent(id)}/complete`, {});
  }

  emails(): Promise<{ from: string; to: string; subject: string; text: string; idempotencyKey: string | null }[]> {
    return this.list('/resend/control/messages');
  }

  texts(): Promise<{ from: string; to: string; body: string; direction: string }[]> {
    return this.list('/twilio/control/messages');
  }

  private async list<Item>(path: string): Promise<Item[]> {
    const answer = await this.send<Item[] | { messages: Item[] }>('GET', path);
    return Array.isArray(answer) ? answer : answer.messages;
  }
}

import type { Request } from 'express';

/** A form in either shape that browsers and mail programs send. Null: it is neither, or broken. */
export async function readForm(request: Request): Promise<FormData | null> {
  const type = request.get('content-type');
  if (!Buffer.isBuffer(request.body) || !type) return null;
  const form = new Response(new Uint8Array(request.body), { headers: { 'content-type': type } });
  return form.formData().catch(() => null);
}

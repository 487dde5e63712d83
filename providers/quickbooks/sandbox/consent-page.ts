const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Says what it is; it does not look like the vendor's page. */
export function consentPage(input: { company: string; redirectUri: string; state: string }): string {
  const hidden = (name: string, value: string) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;
  const button = (decision: string, label: string) => `<button name="decision" value="${decision}">${label}</button>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sandbox: connect to a pretend QuickBooks Online company</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color: #222; background: #fff }
  .sandbox { border: 3px dashed #a15c00; padding: .5rem 1rem; background: #fff6e5 }
  button { font: inherit; padding: .6rem 1.2rem; margin: 0 .5rem .5rem 0; cursor: pointer }
</style>
<p class="sandbox"><strong>This is a sandbox on your own machine, not QuickBooks Online.</strong> Nothing here reaches a real company.</p>
<h1>Connect Afterjob to ${escapeHtml(input.company)}?</h1>
<p>Afterjob asks to read the customers, invoices, estimates and payments of this pretend company.</p>
<form method="post">
${hidden('redirect_uri', input.redirectUri)}${hidden('state', input.state)}
${button('allow', 'Allow')}
${button('deny', 'Deny')}
</form>
</html>`;
}

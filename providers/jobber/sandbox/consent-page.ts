const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Says what it is; it does not look like the vendor's page. */
export function consentPage(input: { account: string; redirectUri: string; state: string | null }): string {
  const hidden =
    `<input type="hidden" name="redirect_uri" value="${escapeHtml(input.redirectUri)}">` +
    (input.state === null ? '' : `<input type="hidden" name="state" value="${escapeHtml(input.state)}">`);
  const button = (decision: string, label: string) => `<button name="decision" value="${decision}">${label}</button>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sandbox: connect to a pretend Jobber account</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 3rem auto; padding: 0 1rem; color: #222; background: #fff }
  .sandbox { border: 3px dashed #a15c00; padding: .5rem 1rem; background: #fff6e5 }
  button { font: inherit; padding: .6rem 1.2rem; margin: 0 .5rem .5rem 0; cursor: pointer }
</style>
<p class="sandbox"><strong>This is a sandbox on your own machine, not Jobber.</strong> Nothing here reaches a real account.</p>
<h1>Connect Afterjob to ${escapeHtml(input.account)}?</h1>
<p>Afterjob asks to read the clients, jobs, visits and quotes of this pretend account.</p>
<form method="post">
${hidden}
${button('allow', 'Allow')}
${button('deny', 'Deny')}
<p>${button('marketplace', 'Start from the marketplace')}<br>
<small>Goes back with a code but without state, as when somebody begins in Jobber's App Marketplace.</small></p>
</form>
</html>`;
}

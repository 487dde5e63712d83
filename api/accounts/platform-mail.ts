import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Channel } from '../../channels/channel.ts';
import { isAllowedRecipient } from '../../journeys/recipients.ts';

export type PlatformMail = {
  /**
   * Sends one of the platform's own letters; a failure is logged by its kind, never thrown.
   * @param from who invites, and to which business
   * @returns whether it left
   */
  send(letter: keyof typeof letters, to: Recipient, link: string, from?: Inviter): Promise<boolean>;
};

type Recipient = { name: string | null; email: string };
type Inviter = { person: string; business: string };

const letters = {
  reset_password: () => ({
    subject: 'Choose a new password for Afterjob',
    text: 'Somebody, most likely you, asked for a new password. Choose it here within an hour:',
    after: 'If it was not you, nothing has to be done.',
  }),
  verify_email: () => ({
    subject: 'Confirm your email address for Afterjob',
    text: 'Welcome. Please confirm that this is your address:',
    after: 'If you did not sign up, nothing has to be done.',
  }),
  invitation: ({ person, business }: Inviter) => ({
    subject: `Join ${business} on Afterjob`,
    text: `${person} asks you to work with ${business} on Afterjob. Accept here within seven days:`,
    after: 'If you do not know them, nothing has to be done.',
  }),
};

type MailOptions = {
  email: Channel | null;
  from: string;
  /** Outside production a real channel sends to nobody else; null: no limit. */
  allowedRecipients: readonly string[] | null;
  log: Logger;
};

export function createPlatformMail({ email, from, allowedRecipients, log }: MailOptions): PlatformMail {
  return {
    async send(letter, to, link, inviter = { person: 'Somebody', business: 'a business' }) {
      if (!email || !from) {
        log.warn({ letter }, 'A letter was not sent: no email channel is set up');
        return false;
      }
      if (!isAllowedRecipient(to.email, allowedRecipients)) {
        log.warn({ letter }, 'A letter was not sent: its address is not in ALLOWED_RECIPIENTS');
        return false;
      }
      const { subject, text, after } = letters[letter](inviter);
      const lines = [to.name ? `Hello ${to.name},` : 'Hello,', text, link, after];
      const html = [
        entities(lines[0] ?? ''),
        entities(text),
        `<a href="${entities(link)}">${entities(link)}</a>`,
        after,
      ];
      try {
        await email.send({
          id: randomUUID(),
          to: to.email,
          from,
          replyTo: null,
          subject,
          text: lines.join('\n\n'),
          html: html.map((line) => `<p>${line}</p>`).join('\n'),
          headers: {},
          until: null,
        });
        return true;
      } catch (error) {
        log.error({ letter, err: error }, 'A letter was not sent');
        return false;
      }
    },
  };
}

function entities(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Sender } from '../../../api/schemas.ts';
import { changeSender } from '../request/senders.ts';
import { Failure } from '../states/failure.tsx';
import { atFields, besideFields } from '../states/field-faults.ts';
import { useSenderDeed } from './use-sender-deed.ts';

/** The name that emails come from, and where answers go. */
export function SenderNamesForm({ sender, onDone }: { sender: Sender; onDone: () => void }) {
  const { t } = useTranslation();
  const deed = useSenderDeed();
  const form = useForm({
    initialValues: { displayName: sender.displayName ?? '', replyTo: sender.replyTo ?? '' },
    validate: {
      displayName: (value) => (/["<>\\]/.test(value) ? t('senders.nameWrong') : null),
      replyTo: (value) => (!value || /^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('account.emailWrong')),
    },
  });
  const submit = form.onSubmit(({ displayName, replyTo }) =>
    deed.mutate(
      {
        work: () =>
          changeSender(sender.id, { displayName: displayName.trim() || null, replyTo: replyTo.trim() || null }),
        done: t('senders.saved'),
      },
      { onSuccess: onDone, onError: atFields(form) },
    ),
  );
  return (
    <form onSubmit={submit} noValidate aria-label={t('senders.editOf', { address: sender.address })}>
      <Stack gap="sm">
        <TextInput label={t('senders.displayName')} maxLength={80} {...form.getInputProps('displayName')} />
        <TextInput
          label={t('senders.replyTo')}
          description={t('senders.replyToHint')}
          type="email"
          {...form.getInputProps('replyTo')}
        />
        <Failure error={besideFields(form, deed.error)} />
        <Group>
          <Button type="submit" loading={deed.isPending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

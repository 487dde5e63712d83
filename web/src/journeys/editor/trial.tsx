import { Alert, Modal, Paper, SegmentedControl, Skeleton, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../../api/schemas.ts';
import { EmailSheet } from '../../messages/email-sheet.tsx';
import bubble from '../../messages/message-body.module.css';
import { usePreviewOf } from '../../request/previews.ts';
import { Failure } from '../../states/failure.tsx';
import { CustomerChoice } from './customer-choice.tsx';
import { TestSendForm } from './test-send-form.tsx';
import type { TrialProps } from './trial-button.tsx';

const views = ['light', 'dark', 'phone', 'plain'] as const;
type View = (typeof views)[number];

/** One message with samples or a customer's values, in each dress, and a test of it. */
export default function Trial({ journeyId, draft, stepId, number, onClose }: TrialProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const [customerId, setCustomer] = useState<string | null>(null);
  const [view, setView] = useState<View>('light');
  const preview = usePreviewOf(journeyId, { draft, stepId, customerId });
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('trial.title', { number })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <CustomerChoice onChoose={setCustomer} />
        {preview.data?.channel === 'email' ? (
          <SegmentedControl
            aria-label={t('trial.view')}
            fullWidth
            value={view}
            onChange={(value) => setView(views.find((each) => each === value) ?? 'light')}
            data={views.map((each) => ({ value: each, label: t(`trial.views.${each}`) }))}
          />
        ) : null}
        <div aria-live="polite">
          {preview.data ? <Shown preview={preview.data} view={view} /> : null}
          {preview.isLoading ? <Skeleton height={240} radius="md" /> : null}
        </div>
        <Failure error={preview.error} retry={() => void preview.refetch()} />
        {preview.data && !preview.data.problem ? (
          <TestSendForm journeyId={journeyId} asked={{ draft, stepId, customerId }} channel={preview.data.channel} />
        ) : null}
      </Stack>
    </Modal>
  );
}

function Shown({ preview: { problem, subject, text, html, segments }, view }: { preview: Preview; view: View }) {
  const { t } = useTranslation();
  if (problem) {
    return (
      <Alert color="amber" title={t('trial.cannot')}>
        {problem.words}
      </Alert>
    );
  }
  if (segments !== null) {
    return (
      <Stack gap="xs">
        <div className={bubble.bubble}>{text}</div>
        <Text size="sm" c="dimmed">
          {t('trial.billed', { count: segments })}
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap="xs">
      <Text>
        <Text span c="dimmed">
          {t('trial.subject')}:{' '}
        </Text>
        {subject}
      </Text>
      {view === 'plain' || html === null ? (
        <Paper
          withBorder
          p="md"
          bg="var(--surface-sunken)"
          style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          {text}
        </Paper>
      ) : (
        <EmailSheet
          html={html}
          title={t(`trial.views.${view}`)}
          theme={view === 'dark' ? 'dark' : 'light'}
          phone={view === 'phone'}
        />
      )}
    </Stack>
  );
}

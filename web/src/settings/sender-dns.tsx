import { ActionIcon, Code, CopyButton, Group, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Sender } from '../../../api/schemas.ts';
import { Tag } from '../states/tag.tsx';

/** What to write into the DNS of a domain, each with a button that copies it. */
export function SenderDns({ sender: { address, dns } }: { sender: Sender }) {
  const { t } = useTranslation();
  return (
    <Stack component="ul" gap="xs" p={0} m={0} aria-label={t('senders.dns', { address })}>
      {dns.map(({ type, name, value, priority, verified }, index) => (
        <Paper
          component="li"
          key={`${type} ${name} ${value}`}
          withBorder
          p="sm"
          style={{ listStyle: 'none' }}
          bg="var(--mantine-color-body)"
        >
          <Stack gap={6}>
            <Group gap="sm" justify="space-between">
              <Text fw={600}>
                {t('senders.dnsType')} {type}
              </Text>
              <Tag tone={verified ? 'done' : 'waiting'}>{t(verified ? 'senders.dnsFound' : 'senders.dnsMissing')}</Tag>
            </Group>
            <Line label={t('senders.dnsName')} value={name} copy={t('senders.copyName', { n: index + 1 })} />
            <Line label={t('senders.dnsValue')} value={value} copy={t('senders.copyValue', { n: index + 1 })} />
            {priority === null ? null : (
              <Text size="sm">
                {t('senders.dnsPriority')} {priority}
              </Text>
            )}
          </Stack>
        </Paper>
      ))}
    </Stack>
  );
}

function Line({ label, value, copy }: { label: string; value: string; copy: string }) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <Text size="sm" w={52} style={{ flexShrink: 0 }}>
        {label}
      </Text>
      <Code style={{ flex: 1, overflowWrap: 'anywhere' }} c="var(--mantine-color-text)">
        {value}
      </Code>
      <CopyButton value={value}>
        {({ copied, copy: doCopy }) => (
          <Tooltip label={t(copied ? 'senders.copied' : 'senders.copy')}>
            <ActionIcon variant="subtle" aria-label={copied ? t('senders.copied') : copy} onClick={doCopy}>
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}

import { ActionIcon, Code, Collapse, CopyButton, Group, List, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconChevronDown, IconChevronRight, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Integration } from '../../../api/schemas.ts';

/** What the operator has to enter at the provider, ready to copy. */
export function SetupList({ integration }: { integration: Integration }) {
  const { t } = useTranslation();
  const [opened, { toggle }] = useDisclosure(integration.state === 'not_set_up');
  const { name: provider, setup } = integration;
  const Chevron = opened ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton onClick={toggle} aria-expanded={opened} py={4} fz="sm" fw={550}>
        <Group gap={6}>
          <Chevron size={16} aria-hidden />
          {t('integration.setup', { provider })}
        </Group>
      </UnstyledButton>
      <Collapse expanded={opened}>
        <Stack gap="sm" pt="xs">
          <Text size="sm" c="dimmed">
            {t('integration.setupWhy', { provider })}
          </Text>
          <Copyable name={t('integration.callbackUrl')} value={setup.callbackUrl} />
          <Copyable name={t('integration.webhookUrl')} value={setup.webhookUrl} />
          {setup.addresses.map(({ name, url }) => (
            <Copyable key={name} name={name} value={url} />
          ))}
          <div>
            <Text size="sm" fw={550}>
              {t('integration.topics')}
            </Text>
            {setup.registersWebhooks ? (
              <Text size="sm" c="dimmed">
                {t('integration.topicsRegistered')}
              </Text>
            ) : null}
            <Group gap={6} mt={4}>
              {setup.topics.map((topic) => (
                <Code key={topic}>{topic}</Code>
              ))}
            </Group>
          </div>
          <div>
            <Text size="sm" fw={550}>
              {t('integration.scopes')}
            </Text>
            <List size="sm" listStyleType="none">
              {setup.scopes.map(({ name, why }) => (
                <List.Item key={name}>
                  <Code>{name}</Code> {why}
                </List.Item>
              ))}
            </List>
          </div>
        </Stack>
      </Collapse>
    </div>
  );
}

function Copyable({ name, value }: { name: string; value: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <Text size="sm" fw={550}>
        {name}
      </Text>
      <Group gap="xs" wrap="nowrap">
        <Code style={{ overflowWrap: 'anywhere' }}>{value}</Code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <ActionIcon
              variant="default"
              onClick={copy}
              aria-label={copied ? t('integration.copied') : t('integration.copy', { what: name })}
            >
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </ActionIcon>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}

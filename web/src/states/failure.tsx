import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Problem } from '../../../api/schemas.ts';
import { problemOf } from '../request/request.ts';
import { NotHere } from './not-here.tsx';

type Props = {
  error: unknown;
  retry?: () => void;
  /** Words of our own for codes that mean something special here. */
  known?: Partial<Record<string, { title: ParseKeys; detail?: ParseKeys }>>;
};

/** What went wrong, what to do, and the button that does it. */
export function Failure({ error, retry, known }: Props) {
  const { t } = useTranslation();
  if (!error) return null;
  const problem = problemOf(error);
  if (problem?.status === 404 && retry) return <NotHere />;
  const special = known?.[problem?.code ?? ''];
  const words = special ?? general(problem);
  // A problem's title is the status in words; its detail is what was written for the owner.
  const title = !special && problem?.detail ? problem.detail : t(words.title);
  const detail = words.detail && (special || !problem?.detail) ? t(words.detail) : null;
  return (
    <Alert color="brick" icon={<IconAlertTriangle aria-hidden />} title={title} role="alert">
      <Stack gap="sm" align="flex-start">
        {detail ? <Text size="sm">{detail}</Text> : null}
        {problem?.errors?.length ? (
          <List size="sm">
            {onceEach(problem.errors).map((each) => (
              <List.Item key={`${each.path}${each.message}`}>{each.message}</List.Item>
            ))}
          </List>
        ) : null}
        <Group gap="xs">
          {problem?.action ? <ActionButton {...problem.action} /> : null}
          {retry ? (
            <Button variant="default" size="xs" onClick={retry}>
              {t('tryAgain')}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Alert>
  );
}

// Addresses under /api are left by a full page load: they redirect.
function ActionButton({ label, href }: { label: string; href: string }) {
  const { pathname } = useLocation();
  // The owner is there already.
  if (href === pathname) return null;
  const leaves = href.startsWith('/api/') || /^https?:/.test(href);
  return leaves ? (
    <Button component="a" href={href} size="xs">
      {label}
    </Button>
  ) : (
    <Button component={Link} to={href} size="xs">
      {label}
    </Button>
  );
}

/** The same fault of two fields is one sentence to the owner. */
const onceEach = (errors: NonNullable<Problem['errors']>) => [
  ...new Map(errors.map((each) => [each.message, each])).values(),
];

function general(problem: Problem | null): { title: ParseKeys; detail?: ParseKeys } {
  if (problem?.status === 0) return { title: 'problem.unreachableTitle', detail: 'problem.unreachableDetail' };
  if (problem?.status === 404) return { title: 'problem.notFoundTitle', detail: 'problem.notFoundDetail' };
  if (problem && problem.status < 500) return { title: 'problem.unknownTitle' };
  return { title: 'problem.serverTitle', detail: 'problem.serverDetail' };
}

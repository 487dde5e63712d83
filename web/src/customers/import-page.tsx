import { Alert, Button, FileInput, Stack } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { checkList } from '../request/customer-imports.ts';
import { useMe } from '../request/me.ts';
import { Page } from '../shell/page.tsx';
import { Failure } from '../states/failure.tsx';
import { UpLink } from '../states/up-link.tsx';
import { ImportCheck } from './import-check.tsx';
import { ImportForm } from './import-form.tsx';
import { PastImports } from './past-imports.tsx';

/** As much as the server takes in one request, with room for what stands around it. */
const mostBytes = 900_000;

/** A list of customers from elsewhere: looked through first, taken with what the business states of their consent. */
export default function ImportPage() {
  const { t } = useTranslation();
  const mayChange = useMe().data?.role !== 'viewer';
  const [chosen, choose] = useState<File | null>(null);
  const [text, setText] = useState('');
  const checking = useMutation({ mutationFn: checkList });
  const tooLarge = chosen !== null && chosen.size > mostBytes;
  const take = async (file: File | null) => {
    choose(file);
    checking.reset();
    if (!file || file.size > mostBytes) return;
    const read = await file.text();
    setText(read);
    checking.mutate(read);
  };
  const start = () => void take(null);
  return (
    <Page
      width="reading"
      title={t('import.title')}
      lead={t('import.lead')}
      above={<UpLink to="/customers">{t('customer.back')}</UpLink>}
    >
      {mayChange ? (
        <Stack gap="lg">
          <FileInput
            label={t('import.file')}
            description={t('import.fileHint')}
            placeholder={t('import.filePlaceholder')}
            accept=".csv,.tsv,.txt,text/csv"
            leftSection={<IconFileSpreadsheet size={18} aria-hidden />}
            value={chosen}
            onChange={(file) => void take(file)}
            error={tooLarge ? t('import.tooLarge') : null}
            clearable
            clearButtonProps={{ 'aria-label': t('import.otherFile') }}
          />
          <div aria-live="polite">
            <Failure error={checking.error} />
            {checking.data ? <ImportCheck checked={checking.data} /> : null}
          </div>
          {chosen && checking.data && checking.data.fresh + checking.data.known > 0 ? (
            <ImportForm
              key={`${chosen.name} ${chosen.lastModified}`}
              fileName={chosen.name}
              file={text}
              checked={checking.data}
              onDone={start}
            />
          ) : null}
        </Stack>
      ) : (
        <Alert color="amber" title={t('import.viewer')}>
          <Button component={Link} to="/customers" variant="default" size="xs">
            {t('customer.back')}
          </Button>
        </Alert>
      )}
      <PastImports />
    </Page>
  );
}

import { ActionIcon, Kbd, Modal, Table } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const sheet = [
  ['arrows', ['↑', '↓']],
  ['out', ['←']],
  ['enter', ['Enter']],
  ['escape', ['Esc']],
  ['move', ['Alt', '↑', '↓']],
  ['add', ['A']],
  ['duplicate', ['D']],
  ['remove', ['Del']],
  ['undo', ['Ctrl', 'Z']],
  ['redo', ['Ctrl', 'Y']],
  ['sheet', ['?']],
] as const;

/** The keys of the editor; `?` opens it from anywhere but a text. */
export function KeysSheet() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const writes = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      if (event.key === '?' && !writes) setOpen(true);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <ActionIcon variant="default" size="lg" aria-label={t('builder.keys.title')} onClick={() => setOpen(true)}>
        <IconKeyboard size={18} aria-hidden />
      </ActionIcon>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={t('builder.keys.title')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Table>
          <Table.Tbody>
            {sheet.map(([what, keys]) => (
              <Table.Tr key={what}>
                <Table.Th scope="row" fw={400}>
                  {t(`builder.keys.${what}`)}
                </Table.Th>
                <Table.Td ta="end" style={{ whiteSpace: 'nowrap' }}>
                  {keys.map((key) => (
                    <Kbd key={key} ms={4}>
                      {key}
                    </Kbd>
                  ))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </>
  );
}

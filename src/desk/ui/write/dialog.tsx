import { Drawer, Group, Modal, type ModalProps } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface DialogProps {
  title: string;
  /** Without it there is an answer to be given. */
  onClose?(): void;
  closeLabel?: string;
  size?: ModalProps['size'];
  fullScreen?: boolean;
  children: ReactNode;
}

const AT_ONCE = { duration: 0 };

/** A dialog over the page. Mantine's own header would be a second banner of the page, so it has its title by itself. */
export function Dialog({ title, onClose, closeLabel, size, fullScreen, children }: DialogProps) {
  const { t } = useTranslation();
  const mayClose = onClose !== undefined;
  return (
    <Modal.Root
      opened
      onClose={onClose ?? (() => {})}
      closeOnEscape={mayClose}
      closeOnClickOutside={mayClose}
      size={size}
      fullScreen={fullScreen}
      transitionProps={AT_ONCE}
    >
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Group justify="space-between" wrap="nowrap" mb="sm">
            <Modal.Title fw={700}>{title}</Modal.Title>
            {mayClose && <Modal.CloseButton aria-label={closeLabel ?? t('write.close')} />}
          </Group>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** What ends a dialog: always in sight, however long the dialog is. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <Group justify="end" gap="sm" className="write-dialog-actions">
      {children}
    </Group>
  );
}

/** The same, coming up from below on a phone, and in from the side where there is width. */
export function Sheet({ title, onClose, children }: Required<Pick<DialogProps, 'title' | 'onClose' | 'children'>>) {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position={isPhone ? 'bottom' : 'right'}
      size={isPhone ? '85%' : '28rem'}
      transitionProps={AT_ONCE}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Body>
          <Group justify="space-between" wrap="nowrap">
            <Drawer.Title>{title}</Drawer.Title>
            <Drawer.CloseButton aria-label={t('write.close')} />
          </Group>
          {children}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

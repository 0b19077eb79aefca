// Owns a dialog: title, content, Escape closes, focus comes back. Refuses a dialog over a dialog.
import { type ReactNode, useEffect } from "react";
import { Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { focusSoon } from "./focus";

interface Props {
  title: string;
  /** the field to begin with, as a selector; without one the dialog itself has the focus */
  first?: string;
  onClose: () => void;
  children: ReactNode;
}

export function Pane({ title, first, onClose, children }: Props) {
  useEffect(() => {
    if (first) focusSoon(first);
  }, [first]);
  // A control that vanished under its own key leaves the focus nowhere for a moment; Escape closes all the same.
  useEffect(() => {
    const lost = ({ key }: KeyboardEvent) => {
      if (key === "Escape" && document.activeElement === document.body) onClose();
    };
    document.addEventListener("keydown", lost);
    return () => document.removeEventListener("keydown", lost);
  }, [onClose]);
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className="pane">
        <Dialog>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

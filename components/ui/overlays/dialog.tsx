"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../buttons/icon-button.tsx";
import styles from "./dialog.module.css";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the one that does it last. */
  actions?: ReactNode;
  size?: "medium" | "large";
  children?: ReactNode;
};

/** Asks for one thing before something is done. Escape and the veil close it and do nothing. */
export function Dialog({ isOpen, onClose, title, description, actions, size = "medium", children }: Props) {
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.veil} />
        <Base.Popup className={styles.popup} data-size={size}>
          <header className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <IconButton label="Close" size="small" icon={<X aria-hidden />} onClick={onClose} />
          </header>
          <div className={styles.body}>
            {description !== undefined && (
              <Base.Description className={styles.description} render={<div />}>
                {description}
              </Base.Description>
            )}
            {children}
          </div>
          {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "../buttons/button.tsx";
import { IconButton } from "../buttons/icon-button.tsx";
import styles from "./dialog.module.css";
import { useDialogFocus } from "./use-dialog-focus.ts";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  /** Buttons, the one that does it last. */
  actions?: ReactNode;
  /** `full`: the whole page, for what needs all of the room. */
  size?: "medium" | "large" | "full";
  /** Something was typed or chosen that is lost with it: Escape and the veil ask before they close it. */
  isTyped?: boolean;
  /** Whatever is typed into it is lost with it. It is mounted only while it is open. */
  losesInput?: boolean;
  /** Its content takes the focus by itself. */
  focusesItself?: boolean;
  /** What has the focus after it is closed; left out: what had it before. */
  focusAfter?: () => HTMLElement | null;
  children?: ReactNode;
};

/** Asks for one thing before something is done. Escape and the veil close it and do nothing; where something was typed, they ask. */
export function Dialog(props: Props) {
  const { isOpen, onClose, title, description, actions, size = "medium", children } = props;
  const { focusesItself = false, focusAfter, isTyped = false, losesInput = false } = props;
  const [isAsking, setAsking] = useState(false);
  const [hasInput, setHasInput] = useState(false);
  const isLost = isTyped || (losesInput && hasInput);
  const popup = useRef<HTMLDivElement>(null);
  const firstFocus = useDialogFocus(popup, isOpen);
  const leave = () => {
    setAsking(false);
    onClose();
  };
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && (isLost ? setAsking(true) : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={styles.veil} />
        <Base.Popup
          className={styles.popup}
          data-size={size}
          ref={popup}
          onInput={() => setHasInput(true)}
          initialFocus={focusesItself ? false : firstFocus}
          {...(focusAfter !== undefined && { finalFocus: focusAfter })}
        >
          <header className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <IconButton label="Close" size="small" icon={<X aria-hidden />} onClick={onClose} />
          </header>
          <div className={styles.body} data-dialog-body>
            {description !== undefined && (
              <Base.Description className={styles.description} render={<div />}>
                {description}
              </Base.Description>
            )}
            {children}
          </div>
          {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
          {isAsking && <LossDialog onStay={() => setAsking(false)} onLeave={leave} />}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Asks before what was typed is lost. */
function LossDialog({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <Dialog
      isOpen
      onClose={onStay}
      title="Close it?"
      description="What you typed is not kept."
      actions={
        <>
          <Button onClick={onStay}>Keep it open</Button>
          <Button look="danger" onClick={onLeave}>
            Close it
          </Button>
        </>
      }
    />
  );
}

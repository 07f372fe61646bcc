"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "../buttons/button.tsx";
import { IconButton } from "../buttons/icon-button.tsx";
import styles from "./dialog.module.css";
import { doByKey } from "./do-by-key.ts";
import { BEING_DONE, UnderWay } from "./under-way.ts";
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
  /** Something was typed or chosen that is lost with it: Escape and the veil ask first. Left out: whatever is typed into it. */
  isTyped?: boolean;
  /** What it shows is not shown again: Escape and the veil ask first. */
  showsOnce?: boolean;
  /** What is under way and will be told here, as a sentence, or only that something is: meanwhile nothing closes it, and its X and `BackButton` say why. */
  underWay?: string | boolean | null;
  /** Its content takes the focus by itself. */
  focusesItself?: boolean;
  /** What has the focus after it is closed; left out: what had it before. */
  focusAfter?: () => HTMLElement | null;
  children?: ReactNode;
};

/**
 * Asks for one thing before something is done. Escape and the veil close it and do nothing; where something would be lost, they
 * ask.
 */
export function Dialog(props: Props) {
  const { isOpen, onClose, title, description, actions, size = "medium", children } = props;
  const { focusesItself = false, focusAfter, showsOnce = false } = props;
  const underWay = props.underWay === true ? BEING_DONE : props.underWay || null;
  const [isAsking, setAsking] = useState(false);
  const [hasInput, setHasInput] = useState(false);
  const isLost = showsOnce || (props.isTyped ?? hasInput);
  // It may be opened again.
  if (!isOpen && (hasInput || isAsking)) {
    setHasInput(false);
    setAsking(false);
  }
  const popup = useRef<HTMLDivElement>(null);
  const firstFocus = useDialogFocus(popup, isOpen);
  const leave = () => {
    setAsking(false);
    onClose();
  };
  const dismiss = () => {
    if (underWay !== null) return;
    if (isLost) setAsking(true);
    else onClose();
  };
  return (
    <Base.Root open={isOpen} onOpenChange={(open) => !open && dismiss()}>
      <Base.Portal>
        <Base.Backdrop className={styles.veil} />
        <Base.Popup
          className={styles.popup}
          data-size={size}
          ref={popup}
          // What is typed into a list or a dialog above it reaches this one, too.
          onInput={({ currentTarget, target }) => currentTarget.contains(target as Node) && setHasInput(true)}
          onKeyDown={doByKey}
          initialFocus={focusesItself ? false : firstFocus}
          {...(focusAfter !== undefined && { finalFocus: focusAfter })}
        >
          <header className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <IconButton
              label="Close"
              size="small"
              icon={<X aria-hidden />}
              refused={underWay}
              onClick={onClose}
            />
          </header>
          <div className={styles.body} data-dialog-body>
            {description !== undefined && (
              <Base.Description className={styles.description} render={<div />}>
                {description}
              </Base.Description>
            )}
            {children}
          </div>
          {actions !== undefined && (
            <footer className={styles.actions}>
              <UnderWay value={underWay}>{actions}</UnderWay>
            </footer>
          )}
          {isAsking && <LossDialog showsOnce={showsOnce} onStay={() => setAsking(false)} onLeave={leave} />}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

type LossProps = { showsOnce: boolean; onStay: () => void; onLeave: () => void };

/** Asks before what was typed, or is shown this once, is lost. */
function LossDialog({ showsOnce, onStay, onLeave }: LossProps) {
  return (
    <Dialog
      isOpen
      onClose={onStay}
      title="Close it?"
      description={
        showsOnce ? "What it shows is not shown again. Copy it first." : "What you entered is not kept."
      }
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

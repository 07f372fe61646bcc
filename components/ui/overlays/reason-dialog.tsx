"use client";

import { type ReactNode, useState } from "react";
import { Button, type ButtonLook } from "../buttons/button.tsx";
import { TextArea } from "../fields/text-field.tsx";
import { BackButton } from "./back-button.tsx";
import { Dialog } from "./dialog.tsx";

type Props = {
  onClose: () => void;
  title: string;
  description: ReactNode;
  /** What the button says, and so what will happen. */
  action: string;
  look?: ButtonLook;
  isReasonRequired?: boolean;
  /** It is being done: the dialog stays until the answer is here. */
  isBusy?: boolean;
  /** What it says is not there yet: its button waits for that. */
  isLoading?: boolean;
  /** The refusal of the last try; the dialog stays open and keeps what was typed. */
  problem?: ReactNode;
  onConfirm: (reason: string) => void;
  /** What stands below the reason: it may be long, and come late. */
  details?: ReactNode;
  children?: ReactNode;
};

/** Asks why, before something is done that stays written beside a name for ever. It is mounted only while it is open. */
export function ReasonDialog({
  isReasonRequired = false,
  isBusy = false,
  look = "primary",
  ...props
}: Props) {
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const confirm = () => {
    if (isReasonRequired && reason.trim() === "") setIsMissing(true);
    else props.onConfirm(reason.trim());
  };
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      underWay={isBusy}
      title={props.title}
      description={props.description}
      actions={
        <>
          <BackButton onClick={props.onClose} />
          <Button look={look} isBusy={isBusy || props.isLoading === true} onClick={confirm}>
            {props.action}
          </Button>
        </>
      }
    >
      {props.children}
      <TextArea
        label="Reason"
        hint="Shown in the history with your name."
        isRequired={isReasonRequired}
        error={isMissing && reason.trim() === "" ? "Enter a reason: it is shown in the history." : null}
        value={reason}
        maxLength={1_000}
        onChange={(event) => setReason(event.target.value)}
      />
      {props.problem}
      {props.details}
    </Dialog>
  );
}

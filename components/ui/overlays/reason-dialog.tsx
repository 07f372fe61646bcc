"use client";

import { type ReactNode, useState } from "react";
import { Button, type ButtonLook } from "../buttons/button.tsx";
import { TextArea } from "../fields/text-field.tsx";
import { Dialog } from "./dialog.tsx";

type Props = {
  onClose: () => void;
  title: string;
  description: ReactNode;
  /** What the button says, and so what will happen. */
  action: string;
  look?: ButtonLook;
  isReasonRequired?: boolean;
  isBusy?: boolean;
  /** The refusal of the last try; the dialog stays open and keeps what was typed. */
  problem?: ReactNode;
  onConfirm: (reason: string) => void;
  /** What stands below the reason: it may be long, and come late. */
  details?: ReactNode;
  children?: ReactNode;
};

/** Asks why, before something is done that stays written beside a name for ever. It is mounted only while it is open. */
export function ReasonDialog({ isReasonRequired = false, look = "primary", ...props }: Props) {
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
      title={props.title}
      description={props.description}
      actions={
        <>
          <Button onClick={props.onClose}>Back</Button>
          <Button look={look} isBusy={props.isBusy ?? false} onClick={confirm}>
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

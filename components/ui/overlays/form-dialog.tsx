"use client";

import { type ReactNode, useId } from "react";
import { Button } from "../buttons/button.tsx";
import { Form } from "../fields/form.tsx";
import { BackButton } from "./back-button.tsx";
import { Dialog } from "./dialog.tsx";
import styles from "./form-dialog.module.css";

type Props = {
  title: ReactNode;
  description: ReactNode;
  /** The words of the button that sends it. */
  act?: string;
  look?: "primary" | "danger";
  /** It is being sent: the dialog stays until the answer is here. */
  isBusy: boolean;
  /** Why it cannot be sent; null where it can. */
  refused?: string | null;
  /** Other buttons, before the one that sends it. */
  more?: ReactNode;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A few fields in a dialog. Enter in a field of one line sends them, as the button does. */
export function FormDialog(props: Props) {
  const {
    title,
    description,
    act = "Save",
    look = "primary",
    isBusy,
    refused = null,
    more,
    onSubmit,
    onClose,
    children,
  } = props;
  const id = useId();
  const submit = () => {
    if (!isBusy && refused === null) onSubmit();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      underWay={isBusy}
      title={title}
      description={description}
      actions={
        <>
          <BackButton onClick={onClose} />
          {more}
          <Button type="submit" form={id} look={look} isBusy={isBusy} refused={refused}>
            {act}
          </Button>
        </>
      }
    >
      <Form id={id} className={styles.fields} noValidate onSubmit={submit}>
        {children}
      </Form>
    </Dialog>
  );
}

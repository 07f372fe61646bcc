"use client";

import { type ComponentProps, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import styles from "./values-form.module.css";

/** A value that nobody should read over a shoulder; it can be shown on demand, and no browser keeps it. */
export function SecretField(props: ComponentProps<typeof TextField>) {
  const [isShown, setShown] = useState(false);
  return (
    <div className={styles.secret}>
      <TextField {...props} isMono type={isShown ? "text" : "password"} autoComplete="new-password" />
      <Button
        look="quiet"
        size="small"
        className={styles.show}
        aria-pressed={isShown}
        aria-label={`${isShown ? "Hide" : "Show"} ${props.name}`}
        onClick={() => setShown(!isShown)}
      >
        {isShown ? "Hide" : "Show"}
      </Button>
    </div>
  );
}

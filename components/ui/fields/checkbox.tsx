"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./checkbox.module.css";

type Props = {
  label: ReactNode;
  checked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  disabled?: boolean;
};

/** Something that is so or not. */
export function Checkbox({ label, checked, onCheckedChange, disabled = false }: Props) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is Base UI's
    <label className={styles.check}>
      <Base.Root
        className={styles.box}
        checked={checked}
        disabled={disabled}
        onCheckedChange={(isChecked) => onCheckedChange(isChecked)}
      >
        <Base.Indicator className={styles.mark}>
          <Check aria-hidden />
        </Base.Indicator>
      </Base.Root>
      {label}
    </label>
  );
}

"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import styles from "./select-field.module.css";

export type SelectOption = { readonly value: string; readonly label: string };

type Props = {
  options: readonly SelectOption[];
  value: string;
  onValueChange: (value: string) => void;
  /** How the control looks while it is closed. */
  className: string;
  /** Its name, where it stands in no field with a label. */
  label?: string;
  isRequired?: boolean;
  onBlur?: () => void;
  name?: string;
  disabled?: boolean;
};

/** The control of a choice among a few words. */
export function Select(props: Props) {
  const { options, value, onValueChange, className, label, isRequired, onBlur, name, disabled } = props;
  return (
    <Base.Root
      items={options}
      value={value}
      onValueChange={(chosen) => onValueChange(chosen ?? "")}
      disabled={disabled === true}
      {...(name !== undefined && { name })}
    >
      <Base.Trigger
        className={`${className} ${styles.trigger}`}
        aria-label={label}
        aria-required={isRequired || undefined}
        onBlur={onBlur}
      >
        <Base.Value className={styles.value} />
        <Base.Icon className={styles.icon}>
          <ChevronDown aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} alignItemWithTrigger={false} sideOffset={4}>
          <Base.Popup className={styles.popup}>
            <Base.List>
              {options.map((option) => (
                <Base.Item key={option.value} value={option.value} className={styles.item}>
                  <Base.ItemText>{option.label}</Base.ItemText>
                  <Base.ItemIndicator className={styles.icon}>
                    <Check aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

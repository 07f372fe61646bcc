"use client";

import { Select } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import styles from "./field.module.css";
import { Field, type FieldProps } from "./field.tsx";
import select from "./select-field.module.css";

export type SelectFieldProps = FieldProps & {
  options: readonly { value: string; label: string }[];
  value: string;
  onValueChange: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  disabled?: boolean;
};

/** A choice among a few words. */
export function SelectField({
  label,
  hint,
  error,
  isRequired = false,
  options,
  value,
  onValueChange,
  onBlur,
  name,
  disabled = false,
}: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error ?? null} isRequired={isRequired}>
      <Select.Root
        items={options}
        value={value}
        onValueChange={(chosen) => onValueChange(chosen ?? "")}
        disabled={disabled}
        {...(name !== undefined && { name })}
      >
        <Select.Trigger
          className={`${styles.control} ${select.trigger}`}
          aria-required={isRequired || undefined}
          onBlur={onBlur}
        >
          <Select.Value className={select.value} />
          <Select.Icon className={select.icon}>
            <ChevronDown aria-hidden />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner className={select.positioner} alignItemWithTrigger={false} sideOffset={4}>
            <Select.Popup className={select.popup}>
              <Select.List>
                {options.map((option) => (
                  <Select.Item key={option.value} value={option.value} className={select.item}>
                    <Select.ItemText>{option.label}</Select.ItemText>
                    <Select.ItemIndicator className={select.icon}>
                      <Check aria-hidden />
                    </Select.ItemIndicator>
                  </Select.Item>
                ))}
              </Select.List>
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </Field>
  );
}

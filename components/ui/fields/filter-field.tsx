"use client";

import { type FocusEvent, type KeyboardEvent, useState } from "react";
import { pressedKey } from "../keys/pressed-key.ts";
import { ClockField } from "./clock-field.tsx";
import { HALF_ENTRY } from "./half-entry.ts";
import { TextField } from "./text-field.tsx";

type Props = {
  label: string;
  /** What the list is narrowed to now; empty where it is not. */
  value: string;
  placeholder?: string;
  type?: "text" | "date";
  maxLength?: number;
  /** Why a text cannot be used, as a sentence; null where it can. It is then kept in the field and not used. */
  problemOf?: (text: string) => string | null;
  /** Said of a value that can be used, but finds nothing. */
  error?: string | null;
  /** Called only with another value than the present one. */
  onChange: (value: string) => void;
};

/**
 * A field that narrows a list. A text counts once the field is left, or with Enter; a date as soon as it is whole, and never
 * where a part of it is missing. What is the same as before changes nothing: one can go through the fields with Tab.
 */
export function FilterField({ value, type = "text", problemOf, error = null, onChange, ...rest }: Props) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  const [isTyping, setIsTyping] = useState(false);
  if (seen !== value) {
    setSeen(value);
    setTyped(value);
  }
  const text = typed.trim();
  const problemIn = (wanted: string) => {
    if (wanted === HALF_ENTRY) return "Enter the whole date, or clear it.";
    return wanted === "" ? null : (problemOf?.(wanted) ?? null);
  };
  const use = (wanted: string) => {
    setIsTyping(false);
    if (problemIn(wanted) === null && wanted !== value) onChange(wanted);
  };
  const given = {
    ...rest,
    value: typed,
    error: isTyping ? null : (problemIn(text) ?? error),
    onChange: ({ target }: { target: { value: string } }) => {
      setTyped(target.value);
      setIsTyping(true);
      if (type === "date" && isWholeDate(target.value)) use(target.value);
    },
    onBlur: ({ currentTarget: { validity, value: entry } }: FocusEvent<HTMLInputElement>) =>
      use(validity.badInput ? HALF_ENTRY : entry.trim()),
    onKeyDown: (event: KeyboardEvent) => {
      if (pressedKey(event) === "Enter") use(text);
    },
  };
  return type === "date" ? <ClockField {...given} type="date" /> : <TextField {...given} type={type} />;
}

/** While a year is typed, a browser gives its first digits as a year: `0002`, `0020`. */
function isWholeDate(text: string): boolean {
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text);
}

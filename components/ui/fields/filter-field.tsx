"use client";

import { useState } from "react";
import { pressedKey } from "../keys/pressed-key.ts";
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
 * A field that narrows a list. A text counts once the field is left, or with Enter; a date as soon as it is whole. What
 * is the same as before changes nothing: one can go through the fields with Tab.
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
  const problem = isTyping || text === "" ? null : (problemOf?.(text) ?? null);
  const use = (wanted: string) => {
    setIsTyping(false);
    const isUsable = wanted === "" || (problemOf?.(wanted) ?? null) === null;
    if (isUsable && wanted !== value) onChange(wanted);
  };
  return (
    <TextField
      {...rest}
      type={type}
      value={typed}
      error={problem ?? (isTyping ? null : error)}
      onChange={({ target }) => {
        setTyped(target.value);
        setIsTyping(true);
        if (type === "date" && isWholeDate(target.value)) use(target.value);
      }}
      onBlur={() => use(text)}
      onKeyDown={(event) => {
        if (pressedKey(event) === "Enter") use(text);
      }}
    />
  );
}

/** While a year is typed, a browser gives its first digits as a year: `0002`, `0020`. */
function isWholeDate(text: string): boolean {
  return /^[1-9]\d{3}-\d{2}-\d{2}$/.test(text);
}

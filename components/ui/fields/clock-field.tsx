"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { HALF_ENTRY } from "./half-entry.ts";
import { TextField } from "./text-field.tsx";

type Props = Omit<ComponentProps<typeof TextField>, "ref" | "type" | "value" | "onChange" | "onKeyUp"> & {
  type: "date" | "datetime-local";
  value: string;
  onChange: (event: { target: { value: string } }) => void;
};

/** A date, or a date with its time. One that is typed half has the entry `HALF_ENTRY`, which is no date, so that it is not taken for none. */
export function ClockField({ value, onChange, onBlur, ...rest }: Props) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The entry was taken back: what is left of it in the field goes, too.
    if (value === "" && field.current?.validity.badInput === true) field.current.value = "";
  }, [value]);
  const look = (input: HTMLInputElement) => {
    const entry = input.validity.badInput ? HALF_ENTRY : input.value;
    if (entry !== value) onChange({ target: { value: entry } });
  };
  return (
    <TextField
      {...rest}
      ref={field}
      value={value === HALF_ENTRY ? "" : value}
      onChange={({ currentTarget }) => look(currentTarget)}
      // Half a date is typed without an event of a change.
      onKeyUp={(event) => look(event.currentTarget)}
      onBlur={(event) => {
        look(event.currentTarget);
        onBlur?.(event);
      }}
    />
  );
}

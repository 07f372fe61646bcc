"use client";

import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import { choicesOf } from "#components/api/choices.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";

type Props = Omit<ComponentProps<typeof SelectField>, "options"> & {
  value: string;
  /** The words of the choice of none. */
  none: string;
};

/** Which stored secret a script is given. The secret itself never comes to a browser. */
export function SecretField({ value, none, ...rest }: Props) {
  const list = useQuery(useTRPC().secrets.list.queryOptions());
  const { items, unread } = choicesOf(list, "The secrets");
  const names = items.map(({ name }) => name);
  const known = value === "" || names.includes(value) ? names : [value, ...names];
  const options = known.map((name) => ({ value: name, label: name }));
  return (
    <SelectField
      {...rest}
      error={rest.error ?? unread}
      value={value}
      options={[{ value: "", label: none }, ...options]}
    />
  );
}

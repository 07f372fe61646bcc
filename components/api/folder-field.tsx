"use client";

import { useQuery } from "@tanstack/react-query";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import type { Act } from "#engine/rights/acts.ts";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";
import { choicesOf } from "./choices.ts";
import { useTRPC } from "./trpc.ts";

type Props = {
  label?: string;
  hint?: string;
  /** Only folders in which this may be done are offered. */
  act: Act;
  /** The root is offered to everybody: all that they may. */
  isRootOffered?: boolean;
  value: string;
  onValueChange: (path: string) => void;
};

/** A choice among the folders. */
export function FolderField({
  label = "Folder",
  hint = "",
  act,
  isRootOffered = false,
  value,
  onValueChange,
}: Props) {
  const list = useQuery(useTRPC().folders.list.queryOptions());
  const { unread } = choicesOf(list, "The folders");
  // What is chosen has its name also while the folders are loaded.
  const options = (list.data ?? [{ path: value, acts: [act] }])
    .filter(({ acts, path }) => acts.includes(act) || path === value || (isRootOffered && path === ROOT))
    .map(({ path }) => ({ value: path, label: folderText(path) }));
  return (
    <SelectField
      label={label}
      hint={hint}
      error={unread}
      value={value}
      options={options}
      onValueChange={onValueChange}
    />
  );
}

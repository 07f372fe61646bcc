import { useQuery } from "@tanstack/react-query";
import { choicesOf } from "#components/api/choices.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";

type Props = { value: string; onValueChange: (path: string) => void };

/** Narrows a list to one folder and those below it. Not there where there is only the root. */
export function FolderFilter({ value, onValueChange }: Props) {
  const list = useQuery(useTRPC().folders.list.queryOptions());
  const { items, unread } = choicesOf(list, "The folders");
  if (unread === null && items.every(({ path }) => path === ROOT)) return null;
  const options = items.map(({ path }) => ({ value: path, label: folderText(path) }));
  const all = options.some((option) => option.value === ROOT)
    ? options
    : [{ value: ROOT, label: folderText(ROOT) }, ...options];
  return (
    <SelectField label="Folder" error={unread} value={value} options={all} onValueChange={onValueChange} />
  );
}

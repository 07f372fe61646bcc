import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/api/trpc.ts";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { folderText, ROOT } from "#engine/rights/folder-path.ts";

type Props = { value: string; onValueChange: (path: string) => void };

/** Narrows a list to one folder and those below it. Not there where there is only the root. */
export function FolderFilter({ value, onValueChange }: Props) {
  const { data = [] } = useQuery(useTRPC().folders.list.queryOptions());
  if (data.every(({ path }) => path === ROOT)) return null;
  const options = data.map(({ path }) => ({ value: path, label: folderText(path) }));
  const all = options.some((option) => option.value === ROOT)
    ? options
    : [{ value: ROOT, label: folderText(ROOT) }, ...options];
  return <SelectField label="Folder" value={value} options={all} onValueChange={onValueChange} />;
}

import type { ReactNode } from "react";
import { FilterField } from "#components/ui/fields/filter-field.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { FilterLine } from "#components/ui/rows/filter-line.tsx";

type Props = {
  query: ReadonlyMap<string, string>;
  /** Those that there are now; one that was deleted since stays choosable while it is chosen. */
  graphs: readonly string[];
  onChange: (words: Readonly<Record<string, string | null>>) => void;
  /** More fields, after the search. */
  children?: ReactNode;
};

/** What a list of schedules or triggers is narrowed to. */
export function AutomationFilter({ query, graphs, onChange, children }: Props) {
  const graph = query.get("graph") ?? "";
  const names = graph === "" || graphs.includes(graph) ? graphs : [graph, ...graphs];
  return (
    <FilterLine>
      <FilterField
        label="Search"
        placeholder="Part of a name"
        maxLength={100}
        value={query.get("search") ?? ""}
        onChange={(search) => onChange({ search })}
      />
      {children}
      <SelectField
        label="Graph"
        value={graph}
        options={[{ value: "", label: "Any graph" }, ...names.map((name) => ({ value: name, label: name }))]}
        onValueChange={(chosen) => onChange({ graph: chosen })}
      />
      <SelectField
        label="Show"
        value={query.get("removed") === "1" ? "1" : ""}
        options={[
          { value: "", label: "All but removed" },
          { value: "1", label: "Removed" },
        ]}
        onValueChange={(removed) => onChange({ removed })}
      />
    </FilterLine>
  );
}

import type { ReactNode } from "react";
import { GraphField } from "#components/api/graphs/graph-field.tsx";
import { FilterField } from "#components/ui/fields/filter-field.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { FilterLine } from "#components/ui/rows/filter-line.tsx";

type Props = {
  query: ReadonlyMap<string, string>;
  onChange: (words: Readonly<Record<string, string | null>>) => void;
  /** More fields, after the search. */
  children?: ReactNode;
};

/** What a list of schedules or triggers is narrowed to. */
export function AutomationFilter({ query, onChange, children }: Props) {
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
      <GraphField
        label="Graph"
        noneText="Any graph"
        value={query.get("graph") ?? ""}
        onChoose={(graph) => onChange({ graph })}
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

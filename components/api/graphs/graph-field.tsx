"use client";

import { useState } from "react";
import type { FieldProps } from "#components/ui/fields/field.tsx";
import { SearchSelectField } from "#components/ui/fields/search-select-field.tsx";
import type { GraphSummary } from "#contract/graphs/graphs.ts";
import { useFoundGraphs } from "./use-graphs.ts";

type Props = FieldProps & {
  value: string;
  /** Only graphs that have a revision to run are offered. */
  isSealed?: boolean;
  /** What no choice means: `Any graph`. Left out, a choice cannot be taken back. */
  noneText?: string;
  /** The graph is absent where the choice was taken back. */
  onChoose: (name: string, graph?: GraphSummary) => void;
};

/** A choice among all graphs: the server is asked for what is typed. */
export function GraphField({ value, isSealed = false, noneText, onChoose, ...rest }: Props) {
  const [typed, setTyped] = useState("");
  const [isWanted, setWanted] = useState(false);
  // The name that is chosen stands in the field, and is not searched for: one can choose another from the whole list.
  const search = typed === value ? "" : typed;
  const { graphs: found, isSearching, error } = useFoundGraphs(search, { isSealed, isWanted });
  // What was found before is offered meanwhile only as far as it has what is typed: Enter takes the first one.
  const graphs = isSearching ? found.filter(({ name }) => hasText(name, search)) : found;
  return (
    <SearchSelectField
      {...rest}
      options={graphs.map(({ name }) => name)}
      value={value}
      placeholder={noneText ?? "Search graphs"}
      clearText={noneText}
      search={{
        onSearch: setTyped,
        onOpen: () => setWanted(true),
        isSearching,
        emptyText: emptyText(isSearching, error),
      }}
      onValueChange={(name) =>
        onChoose(
          name,
          graphs.find((each) => each.name === name),
        )
      }
    />
  );
}

function hasText(name: string, text: string): boolean {
  return name.toLowerCase().includes(text.trim().toLowerCase());
}

function emptyText(isSearching: boolean, error: unknown): string {
  if (error !== null) return "The graphs could not be read.";
  return isSearching ? "Searching…" : "No graph matches.";
}

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import type { FormEntries } from "#components/values-form/form-values.ts";
import type { ScheduleView } from "#contract/schedules.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { paramsForm } from "./params-of-schedule.ts";
import type { ScheduleEntries } from "./schedule-entries.ts";

const NONE: Readonly<Record<string, Json>> = {};

/** What the chosen revision asks for, and how far it is filled in. */
export function useParams(
  { graph, revision }: Pick<ScheduleEntries, "graph" | "revision">,
  before: ScheduleView | null,
  typed: FormEntries,
) {
  const trpc = useTRPC();
  const graphs = useQuery(trpc.graphs.list.queryOptions({}));
  const chosen = graphs.data?.find(({ name }) => name === graph);
  const latest = chosen?.latest?.number ?? null;
  const number = revision.trim() === "" ? latest : Number(revision);
  const isKnown = graph !== "" && number !== null && Number.isSafeInteger(number) && number > 0;
  const query = useQuery({
    ...trpc.pipelines.launchForm.queryOptions({ graph, revision: isKnown ? number : 1 }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: isKnown,
  });
  // Those of another graph mean nothing here.
  const stored = before !== null && before.graph === graph ? (before.params as typeof NONE) : NONE;
  const specs = isKnown ? query.data?.params : undefined;
  const form = useMemo(
    () => (specs === undefined ? null : paramsForm(specs, stored, typed)),
    [specs, stored, typed],
  );
  return {
    /** Null while it is not known what is asked for. */
    form,
    query,
    graphs: graphs.data ?? [],
    latest,
    isUnsealed: chosen !== undefined && latest === null,
  };
}

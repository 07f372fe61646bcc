import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Applied } from "#client/triggers/apply-trigger.ts";
import {
  applyDeclared,
  keyOf,
  OtherGraph,
  removeDeclared,
  triggersOfGraph,
  undeclared,
} from "#client/triggers/declared-triggers.ts";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import type { ReadDeclaredTrigger } from "#engine/graph-triggers/read-whole-graph-text.ts";

/** What became of one: what was done, or why not. */
export type Outcome =
  | (Applied & { readonly problems?: undefined })
  | { readonly problems: readonly string[]; readonly todo?: string };

const PRESENT = "triggers of a graph";
/** What is about no single one of them. */
const ENDS_ALL: readonly string[] = ["no-server", "database-away", "outcome-unknown", "broken", "page"];

/** What is there of the triggers of a file, and what applies them, one after the other. */
export function useDeclared(graph: string, triggers: readonly ReadDeclaredTrigger[]) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const present = useQuery({
    queryKey: [PRESENT, graph],
    queryFn: () => triggersOfGraph(client, graph),
    staleTime: 0,
  });
  const others = undeclared(present.data ?? [], triggers);
  const apply = useMutation({
    mutationFn: async (removesOthers: boolean) => {
      const note = (key: string, outcome: Outcome) =>
        setOutcomes((before) => new Map(before).set(key, outcome));
      let isWhole = true;
      for (const each of triggers) {
        const outcome = await outcomeOf(each, () => applyDeclared(client, each));
        if (outcome.problems !== undefined) isWhole = false;
        note(keyOf(each), outcome);
      }
      for (const other of isWhole && removesOthers ? others : []) {
        await removeDeclared(client, other);
        note(keyOf(other), { what: "changed", state: "removed" });
      }
      return { isWhole };
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: [PRESENT, graph] }),
        queries.invalidateQueries(trpc.schedules.pathFilter()),
        queries.invalidateQueries(trpc.triggers.pathFilter()),
      ]),
  });
  return { present, others, outcomes, apply };
}

/** A refusal is about one of them, with its line. That the server is not reached ends it all. */
async function outcomeOf({ placeOf }: ReadDeclaredTrigger, apply: () => Promise<Applied>): Promise<Outcome> {
  try {
    return await apply();
  } catch (error) {
    if (error instanceof OtherGraph)
      return { problems: [error.message], todo: "Choose another name in the file." };
    const { code, title, problems, todo } = shownProblem(error);
    if (ENDS_ALL.includes(code)) throw error;
    const said = problems.length === 0 ? [{ path: "", text: title }] : problems;
    return {
      problems: said.map(({ path, text }) => `Line ${placeOf(path).line ?? 1}: ${text}`),
      ...(todo !== undefined && { todo }),
    };
  }
}

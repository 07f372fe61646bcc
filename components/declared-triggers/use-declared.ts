import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Applied } from "#client/triggers/apply-trigger.ts";
import {
  applyDeclared,
  findPresentOf,
  keyOf,
  OtherGraph,
  type PresentTrigger,
  removeDeclared,
  undeclared,
} from "#client/triggers/declared-triggers.ts";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import type { DeclaredTrigger } from "#engine/graph-triggers/declared-trigger.ts";
import type { ReadDeclaredTrigger } from "#engine/graph-triggers/read-whole-graph-text.ts";

/** What became of one: what was done, or why not. */
export type Outcome =
  | (Applied & { readonly problems?: undefined })
  | { readonly problems: readonly string[]; readonly todo?: string };

const PRESENT = "triggers of a graph";
/** What is about no single one of them. */
const ENDS_ALL: readonly string[] = ["no-server", "database-away", "outcome-unknown", "broken", "page"];

/** One that the file does not declare and that was to be removed. */
export type RemovedOther = { readonly other: PresentTrigger; readonly outcome: Outcome };

/**
 * What is there of the triggers of a file, and what applies them, one after the other: unless somebody changed one since
 * it was shown.
 *
 * @param leftOut what the file declares besides and that is not applied: it counts as declared.
 */
export function useDeclared(
  graph: string,
  triggers: readonly ReadDeclaredTrigger[],
  leftOut: readonly DeclaredTrigger[],
) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [removedOthers, setRemovedOthers] = useState<readonly RemovedOther[]>([]);
  const queryKey = [PRESENT, graph];
  const present = useQuery({
    queryKey: [...queryKey, triggers.map(keyOf)],
    queryFn: () => findPresentOf(client, graph, triggers),
    staleTime: 0,
  });
  const there = new Map(present.data?.map((each) => [keyOf(each), each]));
  const others = undeclared(present.data ?? [], [...triggers, ...leftOut]);
  const apply = useMutation({
    mutationFn: async (removesOthers: boolean) => {
      const note = (key: string, outcome: Outcome) =>
        setOutcomes((before) => new Map(before).set(key, outcome));
      let isWhole = true;
      for (const each of triggers) {
        const outcome = await outcomeOf(each, () =>
          applyDeclared(client, each, there.get(keyOf(each)) ?? null),
        );
        if (outcome.problems !== undefined) isWhole = false;
        note(keyOf(each), outcome);
      }
      for (const other of isWhole && removesOthers ? others : []) {
        const outcome = await outcomeOf(null, () => removeDeclared(client, other));
        if (outcome.problems !== undefined) isWhole = false;
        setRemovedOthers((before) => [
          ...before.filter((each) => keyOf(each.other) !== keyOf(other)),
          { other, outcome },
        ]);
      }
      return { isWhole };
    },
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey }),
        queries.invalidateQueries(trpc.schedules.pathFilter()),
        queries.invalidateQueries(trpc.triggers.pathFilter()),
      ]),
  });
  return { present, there, others, removedOthers, outcomes, apply };
}

/**
 * A refusal is about one of them, with its line. That the server is not reached ends it all.
 *
 * @param declared null: the file does not have it.
 */
async function outcomeOf(
  declared: ReadDeclaredTrigger | null,
  apply: () => Promise<Applied>,
): Promise<Outcome> {
  try {
    return await apply();
  } catch (error) {
    if (error instanceof OtherGraph)
      return { problems: [error.message], todo: "Choose another name in the file." };
    const { code, title, problems, todo } = shownProblem(error);
    if (ENDS_ALL.includes(code)) throw error;
    const said = problems.length === 0 ? [{ path: "", text: title }] : problems;
    return {
      problems: said.map(({ path, text }) =>
        declared === null ? text : `Line ${declared.placeOf(path).line ?? 1}: ${text}`,
      ),
      ...(todo !== undefined && { todo }),
    };
  }
}

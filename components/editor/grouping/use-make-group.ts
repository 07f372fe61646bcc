import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PageProblem } from "#components/api/shown-problem.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { groupVertexName } from "#components/draft/edits/group-edit.ts";
import { useIsShown } from "#components/ui/live/use-is-shown.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { groupVertices } from "#engine/grouping/group-vertices.ts";

/** What was selected when the dialog was opened. */
export type Chosen = { readonly vertices: readonly string[]; readonly notes: readonly string[] };

/** A group that was made. */
export type Made = {
  readonly graph: string;
  readonly folder: string;
  /** The vertex that runs it. */
  readonly vertex: string;
  readonly count: number;
  /** The errors that check found in the child. */
  readonly errors: number;
};

/**
 * Makes the child graph on the server, then puts its vertex into the draft as one step. If the first fails, nothing has
 * changed. A name that is taken is refused, so doing it once more makes no second one.
 */
export function useMakeGroup({ vertices, notes }: Chosen) {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const store = useDraftStore();
  const toast = useToast();
  const isShown = useIsShown();
  return useMutation({
    mutationFn: async ({ graph, folder }: { graph: string; folder: string }): Promise<Made | null> => {
      const { file } = store.getState().draft;
      const vertex = groupVertexName(file, vertices, graph);
      const grouped = groupVertices(file, { vertices, notes, graph, vertex });
      if (!grouped.ok)
        throw new PageProblem(grouped.reasons[0]?.text ?? "It cannot be grouped.", "Select other vertices.");
      const { child } = grouped;
      const saved = await client.graphs.create.mutate({ name: graph, folder, file: graphFileJson(child) });
      void queries.invalidateQueries(trpc.graphs.list.queryFilter());
      // Nothing saves the draft of a page that was left.
      if (!isShown.current) {
        toast.error({
          title: "The page was left before the vertices were grouped.",
          kept: `That graph did not change. The draft ${graph} was made: delete it, or use it.`,
        });
        return null;
      }
      const problem = store.getState().edit({ do: "group", vertices, notes, vertex, child });
      if (problem !== null) {
        toast.error({
          title: problem,
          kept: `This graph did not change. The draft ${graph} was made: delete it, or use it.`,
        });
        return null;
      }
      store.getState().announce(`${vertices.length} grouped into the child graph ${graph}.`);
      const errors = saved.findings.filter(({ level }) => level === "error").length;
      return { graph, folder, vertex, count: vertices.length, errors };
    },
  });
}

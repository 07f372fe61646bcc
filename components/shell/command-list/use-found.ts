import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { usePaused } from "#components/ui/use-paused.ts";
import type { Entry } from "./list-entries.ts";

const MAX_EACH = 8;
const MAX_TYPED = 100;

type Looked = { readonly error: unknown; readonly failureReason: unknown };

type Found = {
  readonly entries: readonly Entry[];
  /** Why the server did not look, or not everywhere; null where it did. */
  readonly problem: string | null;
};

const NOTHING: Found = { entries: [], problem: null };

/** The graphs and pipelines that the reader may see and whose name, or number, has what is typed. */
export function useFound(typed: string): Found {
  const now = typed.trim().slice(0, MAX_TYPED);
  const text = usePaused(now);
  const number = /^#?(\d{1,15})$/.exec(text)?.[1];
  const trpc = useTRPC();
  const when = { enabled: text !== "", placeholderData: keepPreviousData };
  const graphs = useQuery({ ...trpc.graphs.list.queryOptions({ search: text, limit: MAX_EACH }), ...when });
  const pipelines = useQuery({
    ...trpc.pipelines.list.queryOptions({
      text: number === undefined ? text || "?" : `#${number}`,
      limit: MAX_EACH,
      children: true,
    }),
    ...when,
  });
  if (text === "" || now === "") return NOTHING;
  const found = [
    ...(graphs.data ?? []).map(({ name, folder }) => ({
      id: `graph ${name}`,
      text: name,
      note: folder === "" ? "Graph" : `Graph in ${folder}`,
      href: `/graphs/${encodeURIComponent(name)}`,
    })),
    ...(pipelines.data?.pipelines ?? []).slice(0, MAX_EACH).map(({ id, name, state }) => ({
      id: `pipeline ${id}`,
      text: `${name} #${id}`,
      note: `Pipeline, ${state}`,
      href: `/pipelines/${id}`,
    })),
  ];
  const isOld = text !== now || graphs.isPlaceholderData || pipelines.isPlaceholderData;
  // What was found for another text may not fit any more.
  const entries = isOld ? found.filter((each) => each.text.toLowerCase().includes(now.toLowerCase())) : found;
  return { entries, problem: unfoundText(graphs, "Graphs") ?? unfoundText(pipelines, "Pipelines") };
}

/** While the server is away it is asked again by itself: what it knows is not found meanwhile. */
function unfoundText({ error, failureReason }: Looked, what: string): string | null {
  const problem = error ?? failureReason;
  return problem === null ? null : `${what} could not be searched. ${shownProblem(problem).title}`;
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { keptEntries, useKeptEntries } from "#components/ui/fields/kept-entries.ts";
import type { TriggerView } from "#contract/triggers.ts";
import type { TriggerKind } from "#engine/triggers/trigger-kinds.ts";
import { KIND_VIEWS } from "../kinds/kind-views.ts";
import {
  differingLabels,
  ENTRY_LABELS,
  entriesOf,
  readEntries,
  type TextName,
  type TriggerEntries,
} from "./trigger-entries.ts";

/** What was typed before the form was left, and of which version of the trigger. */
type Kept = { readonly version: number; readonly entries: TriggerEntries };

export type TriggerFormState = ReturnType<typeof useTriggerForm>;

/**
 * What is typed of a trigger, what is wrong with it, and how it is saved.
 *
 * @param trigger the one that is changed; null: a new one is made. Only the first one counts.
 */
export function useTriggerForm(
  trigger: TriggerView | null,
  first: TriggerEntries,
  onSaved: (name: string) => void,
) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const form = trigger === null ? `new trigger of ${first.graph}` : `trigger ${trigger.name}`;
  const [kept, setKept] = useState(() => keptEntries<Kept>(form));
  // Of an older version: saving it asks whose change stays, as for a form that was never left.
  const [before, setBefore] = useState(
    trigger === null || kept === undefined ? trigger : { ...trigger, version: kept.version },
  );
  const [stored, setStored] = useState(first);
  const [entries, setEntries] = useState(kept?.entries ?? first);
  /** The places that were left, by the path that the API has for them: their problems are said. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isTried, setTried] = useState(false);
  const specs = useSpecs(entries);
  const { value, problems } = readEntries(entries, specs.params);
  const save = useMutation(
    trpc.triggers.save.mutationOptions({
      onSuccess: async ({ name }) => {
        await queries.invalidateQueries(trpc.triggers.pathFilter());
        onSaved(name);
      },
    }),
  );
  const isChanged = differingLabels(entries, stored).length > 0;
  const version = before?.version ?? 0;
  useKeptEntries(form, isChanged && !save.isSuccess ? { version, entries } : null);
  const refusal = save.error === null ? null : shownProblem(save.error);
  const refused = new Map((refusal?.problems ?? []).map(({ path, text }) => [path, text]));
  const set = (changes: Partial<TriggerEntries>) => {
    // What the server said of a field is no longer so once something was typed.
    if (refusal?.code === "bad-input") save.reset();
    setEntries((now) => ({ ...now, ...changes }));
  };
  const problemOf = (path: string): string | null =>
    (isTried || left.has(path) ? problems.get(path) : undefined) ?? refused.get(path) ?? null;
  const leave = (path: string) => setLeft((now) => new Set(now).add(path));
  const send = (seen: number) => {
    setTried(true);
    if (problems.size === 0 && specs.params !== null) save.mutate({ ...value, version: seen });
  };
  const begin = (from: TriggerView | null, to: TriggerEntries) => {
    setBefore(from);
    setStored(to);
    setEntries(to);
    setKept(undefined);
    save.reset();
  };
  return {
    ...{ before, entries, set, problemOf, leave, specs, save, refusal, isTried },
    /** How many things keep it from being saved, as far as this page can tell. */
    problemCount: problems.size,
    setKind: (kind: TriggerKind) => set({ kind, settings: KIND_VIEWS[kind].newEntries }),
    setSetting: (field: string, entry: string) => set({ settings: { ...entries.settings, [field]: entry } }),
    setParam: (name: string, from: string) => set({ params: { ...entries.params, [name]: from } }),
    /** What a text field of the form needs. */
    text: (name: TextName) => ({
      label: ENTRY_LABELS[name],
      value: entries[name],
      error: problemOf(name),
      onBlur: () => leave(name),
      onChange: ({ target }: { target: { value: string } }) => set({ [name]: target.value }),
    }),
    submit: () => send(version),
    /** After somebody else's change: mine is written over it. */
    keepMine: (theirs: TriggerView) => send(theirs.version),
    takeTheirs: (theirs: TriggerView) => begin(theirs, entriesOf(theirs)),
    /** True where it begins with what was typed before the form was left. */
    isKept: kept !== undefined,
    discard: () => begin(trigger, first),
  };
}

/** What the chosen revision asks for. */
function useSpecs({ graph, revision }: Pick<TriggerEntries, "graph" | "revision">) {
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
  return {
    query,
    /** Null while it is not known what is asked for. */
    params: isKnown ? (query.data?.params ?? null) : null,
    graphs: graphs.data ?? [],
    latest,
    isAsked: isKnown,
    isUnsealed: chosen !== undefined && latest === null,
  };
}

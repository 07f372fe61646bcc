import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { durationWords } from "#components/ui/duration-words.ts";
import { ownOf } from "#engine/json/json.ts";
import {
  continuedLaunch,
  emptyLaunch,
  type LaunchEntries,
  type ValuesOfLaunch,
} from "./entries/launch-entries.ts";
import { type LinkedLaunch, notAskedFor } from "./launch-link.ts";
import { presetIn, sourceOf } from "./presets/preset-choice.ts";

/** What is asked: a graph, and a revision of it unless the draft is meant. */
export type AskedLaunch = { readonly graph: string; readonly revision?: number };

/** The source of values that stands for the defaults, and for what a link says. */
export const FIRST_SOURCE = "";
/** More are on the page of all pipelines. */
const MAX_LAST = 5;

/**
 * The form of a launch, and what stands in its fields. Values come from the defaults, a preset, or one of the last launches; what
 * was typed stays with the source that it was typed over.
 *
 * @param before the launch that this one repeats: then there is no other source.
 */
export function useLaunchValues(
  asked: AskedLaunch,
  before: ValuesOfLaunch | undefined,
  linked: LinkedLaunch | null,
) {
  const trpc = useTRPC();
  const [now] = useState(() => Date.now());
  const [source, setSource] = useState(FIRST_SOURCE);
  const [typed, setTyped] = useState<ReadonlyMap<string, LaunchEntries>>(
    () => new Map([[FIRST_SOURCE, linked?.entries ?? new Map()]]),
  );
  const [edits, setEdits] = useState(0);
  const preset = presetIn(source);
  const form = useQuery({
    ...trpc.pipelines.launchForm.queryOptions(asked),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const last = useQuery({
    ...trpc.pipelines.list.queryOptions({ graph: asked.graph, limit: MAX_LAST }),
    enabled: before === undefined,
    gcTime: 0,
  });
  const chosen = useQuery({
    ...trpc.pipelines.launchedValues.queryOptions({ id: Number(source) }),
    enabled: source !== FIRST_SOURCE && preset === null,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const presets = useQuery({
    ...trpc.presets.list.queryOptions({ graph: asked.graph }),
    enabled: before === undefined,
  });
  const shown = useQuery({
    ...trpc.presets.show.queryOptions({ ...asked, ...(preset ?? { name: "-" }) }),
    enabled: preset !== null,
    // What was typed belongs to the edit that was read: it is read anew only where that is asked for.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const earlier = preset === null ? chosen : shown;
  const values = source === FIRST_SOURCE ? (before ?? {}) : earlier.data;
  const begun = form.data === undefined || values === undefined ? null : emptyLaunch(form.data, values);
  const edit = preset === null ? null : shown.data?.edit;
  const own = typed.get(typedOver(source, edit)) ?? new Map();
  const ofPresets = (presets.data ?? []).map((each) => ({
    value: sourceOf(each),
    label: `Preset ${each.name}${each.isShared ? "" : " (your own)"}`,
  }));
  const launches = (last.data?.pipelines ?? []).map(({ id, launchedAt, launchedBy }) => ({
    value: String(id),
    label: `#${id}, launched ${durationWords(Math.max(0, now - launchedAt.getTime()))} ago by ${launchedBy}`,
  }));
  return {
    form,
    /** What went wrong while values were looked for. */
    failure: last.error ?? presets.error ?? (source === FIRST_SOURCE ? null : earlier.error),
    /** The form as it begins without a source; null until it is known. */
    plain: form.data === undefined ? null : emptyLaunch(form.data),
    /** What stands in the fields; null until it is known. */
    current: begun === null ? null : continuedLaunch(begun, own),
    /** What was given, and is not asked for. */
    notAsked:
      form.data === undefined
        ? []
        : [
            ...notAskedFor(form.data, own),
            ...notAskedFor(form.data, namesOf(values ?? {})),
            ...(preset === null ? [] : (shown.data?.unknown ?? [])),
          ],
    /** Params and inputs of a preset that are secrets now. */
    secrets: preset === null ? [] : (shown.data?.secrets ?? []),
    /** The preset whose values are shown, as it is stored. */
    preset: preset === null ? null : (shown.data ?? null),
    hasPresets: before === undefined,
    sources: [...ofPresets, ...launches],
    source,
    setSource: (next: string) => {
      setSource(next);
      setEdits(edits + 1);
    },
    /** Raised whenever a value changes. */
    edits,
    /** Shows the values of a preset as they were saved. */
    showSaved: (next: string | null) => {
      if (next !== null) setTyped(new Map([...typed].filter(([each]) => !isTypedOver(each, next))));
      setSource(next ?? FIRST_SOURCE);
      setEdits(edits + 1);
    },
    change: (entries: LaunchEntries) => {
      setTyped(new Map(typed).set(typedOver(source, edit), entries));
      setEdits(edits + 1);
    },
  };
}

/** Under what is kept what was typed over a source. Of a preset only over one edit: else it would replace a later one unseen. */
function typedOver(source: string, edit: number | null | undefined): string {
  return edit === null || edit === undefined ? source : `${edit} ${source}`;
}

function isTypedOver(kept: string, source: string): boolean {
  return kept === source || kept.replace(/^\d+ /, "") === source;
}

/** The names of values, as entries of a form have them. */
function namesOf({ params = {}, inputs = {} }: Partial<ValuesOfLaunch>): LaunchEntries {
  const entries = (names: Readonly<Record<string, unknown>>) =>
    new Map(Object.keys(names).map((name) => [name, ""]));
  return new Map([
    [null, entries(params)],
    ...Object.keys(inputs).map((vertex) => [vertex, entries(ownOf(inputs, vertex) ?? {})] as const),
  ]);
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { durationWords } from "#components/ui/duration-words.ts";
import type { ShownPreset } from "#contract/pipelines/presets.ts";
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
/** What was typed over a source. */
type Typed = {
  readonly entries: LaunchEntries;
  /** The preset as it was when the first value was typed. A later one would replace its other values unseen. */
  readonly over: ShownPreset | null;
};

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
  const [typed, setTyped] = useState<ReadonlyMap<string, Typed>>(
    () => new Map([[FIRST_SOURCE, { entries: linked?.entries ?? new Map(), over: null }]]),
  );
  const [edits, setEdits] = useState(0);
  const preset = presetIn(source);
  const form = useQuery({
    ...trpc.pipelines.launchForm.queryOptions(asked),
    staleTime: Number.POSITIVE_INFINITY,
    // A draft may ask for something else when the dialog is opened again.
    gcTime: 0,
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
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const kept = typed.get(source);
  const newest = preset === null ? null : (shown.data ?? null);
  const saved = kept?.over ?? newest;
  const earlier = preset === null ? chosen : shown;
  const values = source === FIRST_SOURCE ? (before ?? {}) : preset === null ? chosen.data : saved;
  const begun =
    form.data === undefined || values === undefined || values === null
      ? null
      : emptyLaunch(form.data, values);
  const own = kept?.entries ?? new Map();
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
            ...(saved?.unknown ?? []),
          ],
    /** Params and inputs of a preset that are secrets now. */
    secrets: saved?.secrets ?? [],
    /** The preset over which values are typed, as it was read. */
    preset: saved,
    /** The preset as it was saved since then; null where it was not. */
    newer: saved === null || newest === null || newest.edit === saved.edit ? null : newest,
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
      if (next !== null) setTyped(new Map([...typed].filter(([each]) => each !== next)));
      setSource(next ?? FIRST_SOURCE);
      setEdits(edits + 1);
    },
    change: (entries: LaunchEntries) => {
      setTyped(new Map(typed).set(source, { entries, over: saved }));
      setEdits(edits + 1);
    },
  };
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

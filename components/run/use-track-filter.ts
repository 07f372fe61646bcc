import { useCallback, useState } from "react";
import type { Stack } from "#components/canvas/stacks/find-stacks.ts";
import { ALL_TRACKS } from "./track/list/track-filter.ts";
import type { useRunSelection } from "./use-run-selection.ts";

/** Which tracks are listed, and what a click on a card does: a stack or a frame lists its tracks, a vertex is looked at. */
export function useTrackFilter(stacks: readonly Stack[], look: ReturnType<typeof useRunSelection>["look"]) {
  const [filter, setFilter] = useState(ALL_TRACKS);
  const listStack = useCallback(
    ({ id, name, members }: Stack) => {
      setFilter({ ...ALL_TRACKS, stack: { id, name, members } });
      look(null, "tracks");
    },
    [look],
  );
  const select = useCallback(
    (names: readonly string[]) => {
      const name = names.at(-1) ?? null;
      const stack = stacks.find((each) => each.id === name) ?? null;
      if (stack === null) look(name);
      else listStack(stack);
    },
    [stacks, look, listStack],
  );
  return { filter, setFilter, select, listStack };
}

import { useCommands } from "#components/commands/use-commands.ts";
import type { DrawnBox } from "./annotations/drawn-boxes.ts";
import { useFit } from "./view/use-fit.ts";

/** Shows everything, or what is selected. */
export function useFitCommands(selected: ReadonlySet<string>, drawn: readonly DrawnBox[]): void {
  const showCards = useFit(drawn);
  useCommands({
    "fit-all": () => showCards({ isSmooth: true }),
    "fit-selected": {
      run: () => showCards({ ids: selected, isSmooth: true }),
      refused: selected.size > 0 ? null : "No vertex, frame or note is selected.",
    },
  });
}

import { useCommands } from "#components/commands/use-commands.ts";
import { useFit } from "./view/use-fit.ts";

/** Shows everything, or what is selected. */
export function useFitCommands(selected: ReadonlySet<string>): void {
  const showCards = useFit();
  useCommands({
    "fit-all": () => showCards({ isSmooth: true }),
    "fit-selected": {
      run: () => showCards({ ids: selected, isSmooth: true }),
      refused: selected.size > 0 ? null : "No vertex is selected.",
    },
  });
}

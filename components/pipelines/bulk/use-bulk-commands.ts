import type { CommandState } from "#components/commands/command-registry.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import type { BulkAct } from "./bulk-act.ts";

type Bulk = {
  /** How many of the chosen pipelines are listed. */
  readonly count: number;
  /** Why none of them may be changed; null where some may. */
  readonly refused: string | null;
  readonly ask: (act: BulkAct) => void;
  readonly chooseAll: () => void;
};

/** What can be done with the chosen pipelines, in the command list: the same as the buttons below their table. */
export function useBulkCommands({ count, refused, ask, chooseAll }: Bulk): void {
  useCommands(() => {
    const state = (act: BulkAct): CommandState => ({ run: () => ask(act), refused });
    return {
      "choose-all": chooseAll,
      ...(count > 0 && {
        "retry-chosen": state("retry"),
        "cancel-chosen": state("cancel"),
        "acknowledge-chosen": state("acknowledge"),
      }),
    };
  });
}

import type { CommandState } from "#components/commands/command-registry.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import type { RunAct } from "./run-acts.ts";

/** What can be done with the whole pipeline, in the command list: the same as the buttons of its page, by the same rights. */
export function useRunActCommands(
  acts: ReadonlySet<RunAct>,
  refusedOf: (act: RunAct) => string | null,
  begin: (act: RunAct) => void,
): void {
  useCommands(() => {
    const state = (act: RunAct): CommandState => ({ run: () => begin(act), refused: refusedOf(act) });
    return {
      ...(acts.has("pause") && { "pause-pipeline": state("pause") }),
      ...(acts.has("resume") && { "resume-pipeline": state("resume") }),
      ...(acts.has("cancel") && { "cancel-pipeline": state("cancel") }),
      ...(acts.has("retry") && { "retry-failed": state("retry") }),
      ...(acts.has("again") && { rerun: state("again") }),
      ...(acts.has("undo") && { "roll-back": state("undo") }),
      ...(acts.has("priority") && { "change-priority": state("priority") }),
    };
  });
}

import { CommandProblem } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";

/**
 * Makes things that have names one after the other. Where one cannot be made, the problem says which were made before it, and
 * which were not tried.
 *
 * @param problemOf what an error means for the person who typed the command; null where it is a bug.
 */
export async function makeEach<One extends { readonly name: string }, Made>(
  all: readonly One[],
  make: (one: One) => Promise<Made>,
  problemOf: (error: unknown) => CommandProblem | null,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  for (const [place, one] of all.entries()) {
    try {
      made.push(await make(one));
    } catch (error) {
      const problem = problemOf(error);
      if (problem === null || all.length === 1) throw error;
      const names = all.map(({ name }) => name);
      // Where the answer was lost, it may have been made.
      const isUnknown = problem.exitCode === EXIT_CODE.unreachable;
      const kept = [
        listed("Made", names.slice(0, place)),
        isUnknown ? listed("Not known", [one.name]) : "",
        listed("Not made", names.slice(isUnknown ? place + 1 : place)),
      ];
      throw new CommandProblem(problem.exitCode, {
        ...problem.document,
        text: `${one.name}: ${problem.document.text}`,
        kept: kept.filter((part) => part !== "").join(" "),
      });
    }
  }
  return made;
}

function listed(what: string, names: readonly string[]): string {
  return names.length === 0 ? "" : `${what}: ${names.join(", ")}.`;
}

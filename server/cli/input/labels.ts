import { type LaunchLabels, readLabelLines } from "#engine/shape/launch-labels.ts";
import { badUsage } from "../command/command-problem.ts";

/**
 * Reads `--label k=v` options.
 *
 * @throws CommandProblem for what is no label, and for a name that is given twice.
 */
export function labelsOf(options: readonly string[]): LaunchLabels {
  // A line end in one of them would make two of it.
  const broken = options.find((option) => /[\r\n]/.test(option));
  const read = readLabelLines(options.join("\n"));
  if (broken !== undefined) throw badUsage("A label is one line of text: --label team=shop.");
  if (!read.ok) throw badUsage(`--label: ${read.problem}`, "Write --label NAME=VALUE.");
  return read.labels;
}

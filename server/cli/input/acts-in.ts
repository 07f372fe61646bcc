import { InvalidArgumentError } from "commander";
import { ACTS, type Act } from "#engine/rights/acts.ts";

/** Acts with commas between them, in their usual order. @throws InvalidArgumentError for another word. */
export function actsIn(text: string): readonly Act[] {
  const words = text.split(/[,\s]+/).filter((word) => word !== "");
  const odd = words.find((word) => !(ACTS as readonly string[]).includes(word));
  if (odd !== undefined) throw new InvalidArgumentError(`"${odd}" is no act. Choose of ${ACTS.join(", ")}.`);
  return ACTS.filter((act) => words.includes(act));
}

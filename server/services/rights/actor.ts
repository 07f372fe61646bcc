import { ACTS, type Act, type Need } from "#engine/rights/acts.ts";
import { ALL_RIGHTS, mayAnywhere, type Rights } from "#engine/rights/policy.ts";

type Who =
  | { readonly who: "person"; readonly id: number; readonly sessionId: number }
  /** `personId`: who made it; null: the command line. */
  | { readonly who: "token"; readonly id: number; readonly personId: number | null }
  /** The user who runs this server, on its own machine. */
  | { readonly who: "command line" };

/** Who makes a request, and what they may do now. `name` is what is written beside everything that they do. */
export type Actor = Who & { readonly name: string; readonly rights: Rights };

export const COMMAND_LINE: Actor = { who: "command line", name: "command line", rights: ALL_RIGHTS };

/**
 * Whether this actor may do what a procedure needs in any folder at all. To read, a person needs nothing: they see what
 * they may.
 */
export function mayAct(actor: Actor | null, need: Need): boolean {
  if (need === "open") return true;
  if (actor === null) return false;
  if (need === "any") return true;
  if (need === "self") return actor.who === "person";
  if (need === "read") return actor.rights.limit?.acts.includes("read") !== false;
  return mayAnywhere(actor.rights, need);
}

/** The acts in the text of a stored token. Words that this version does not know allow nothing. */
export function actsIn(text: string): readonly Act[] {
  return ACTS.filter((act) => text.split(" ").includes(act));
}

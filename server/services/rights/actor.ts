import { ACTS, type Act, type Need } from "#engine/rights/acts.ts";

/** Who makes a request. `name` is what is written beside everything that they do. */
export type Actor =
  | { readonly who: "person"; readonly id: number; readonly name: string; readonly sessionId: number }
  | { readonly who: "token"; readonly id: number; readonly name: string; readonly acts: readonly Act[] }
  /** The user who runs this server, on its own machine. */
  | { readonly who: "command line"; readonly name: string };

export const COMMAND_LINE: Actor = { who: "command line", name: "command line" };

/** Whether this actor may do what a procedure needs. Until there are roles, every person may do everything. */
export function mayAct(actor: Actor | null, need: Need): boolean {
  if (need === "open") return true;
  if (actor === null) return false;
  if (need === "any") return true;
  if (need === "self") return actor.who === "person";
  return actor.who !== "token" || actor.acts.includes(need);
}

/** The acts in the text of a stored token. Words that this version does not know allow nothing. */
export function actsIn(text: string): readonly Act[] {
  return ACTS.filter((act) => text.split(" ").includes(act));
}

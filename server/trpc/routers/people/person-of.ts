import type { Actor } from "#services/rights/actor.ts";

/** The person of a procedure that needs `self`, which lets nobody else in. */
export function personOf(actor: Actor): Extract<Actor, { who: "person" }> {
  if (actor.who !== "person") throw new Error(`The actor of an account is the ${actor.who}.`);
  return actor;
}

import type { Actor } from "../rights/actor.ts";

/** Who does something: the name that is written beside it, and the person behind it, where that is known. */
export type By = { readonly name: string; readonly personId: number | null };

/** The person behind an actor: behind a token, whoever made it; behind the command line, nobody who is known. */
export function byOf(actor: Actor): By {
  const { who, name } = actor;
  return { name, personId: who === "person" ? actor.id : who === "token" ? actor.personId : null };
}

export function nameOf(by: By | string): string {
  return typeof by === "string" ? by : by.name;
}

export function personIdOf(by: By | string): number | null {
  return typeof by === "string" ? null : by.personId;
}

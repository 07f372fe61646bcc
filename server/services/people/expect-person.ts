import { personKey } from "#contract/people/people.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";

/**
 * Whoever asks must be who opened the page: in another tab of the same browser somebody else may have signed in since.
 *
 * @param expected the `personKey` of who opened the page; null or undefined where nobody is expected.
 * @throws Refused `state-forbids` where it is somebody else.
 */
export function expectPerson(actor: Actor, expected: string | null | undefined): void {
  const personId = actor.who === "person" ? actor.id : null;
  if (expected == null || expected === personKey({ who: actor.who, personId })) return;
  refuse("state-forbids", `${actor.name} is signed in in this browser now, but did not open this page.`, {
    kept: "Nothing was written.",
    todo: "Reload the page.",
  });
}

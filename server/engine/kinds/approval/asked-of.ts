import { readAssignee } from "./approval-rules.ts";

/** Who a prompt asks, as seen by one person: them, a group or a role of theirs, everybody who may answer, or others. */
export type AskedOf = "me" | "my-group" | "everybody" | "others";

/** Whose prompts are listed: those that ask the reader by name, also those of their groups and roles, or all. */
export type Who = "mine" | "groups" | "all";

/** Whether a prompt is listed that asks these. */
export function isFor(who: Who, asked: AskedOf): boolean {
  return who === "all" || asked === "me" || (who === "groups" && asked === "my-group");
}

/** What is known of the person who looks, in the folder of the prompt. */
export type Asked = {
  readonly name: string;
  readonly email: string | null;
  readonly groups: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Somebody gave them their place in this prompt. */
  readonly hasReceived: boolean;
  /** They gave their place in this prompt to somebody else. */
  readonly hasGiven: boolean;
};

/** @param person null: a program, or somebody of whom nothing is known. */
export function askedOf(assignees: readonly string[], person: Asked | null): AskedOf {
  if (assignees.length === 0) return "everybody";
  if (person === null) return "others";
  const { name, email, groups, roles, hasReceived, hasGiven } = person;
  if (hasGiven) return "others";
  if (hasReceived) return "me";
  const named = assignees.flatMap((text) => readAssignee(text) ?? []);
  const isMe = ({ kind, name: called }: (typeof named)[number]) =>
    kind === "person" && (called.includes("@") ? called.toLowerCase() === email : called === name);
  if (named.some(isMe)) return "me";
  const isMine = named.some(
    ({ kind, name: called }) =>
      (kind === "group" && groups.has(called.toLowerCase())) || (kind === "role" && roles.has(called)),
  );
  return isMine ? "my-group" : "others";
}

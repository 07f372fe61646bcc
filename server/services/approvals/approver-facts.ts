import { type ApprovalRules, readAssignee } from "#engine/kinds/approval/approval-rules.ts";
import type { Approver } from "#engine/model/approver.ts";
import { pathsDownTo } from "#engine/rights/folder-path.ts";
import { mayIn } from "#engine/rights/policy.ts";
import type { Role } from "#engine/rights/roles.ts";
import type { Queries } from "#platform/database/db.ts";
import {
  type Delegation,
  delegationsOf,
  launchersOf,
  type Named,
  peopleCalled,
  peopleOfGroup,
  peopleOfIds,
  placeOfRevision,
  type TokenRow,
  tokensCalled,
} from "#repos/approvals/approval-rows.ts";
import { pipelinesAbove } from "#repos/pipelines/children/child-pipeline-rows.ts";
import { grantsOfPerson, peopleWithRole } from "#repos/rights/grant-rows.ts";
import { EVERYONE, findGroup } from "#repos/rights/group-rows.ts";
import { type Actor, actsIn } from "../rights/actor.ts";
import { peopleWhoMay } from "../rights/who-may.ts";
import { byOf } from "./by.ts";

/** What an approval is about. `promptId` is null before it is asked. */
export type Asked = {
  readonly rules: ApprovalRules;
  readonly pipelineId: number;
  readonly revisionId: number;
  readonly promptId: number | null;
};

/** How an actor is named, whatever their name is. */
export function keyOfActor(actor: Actor): string {
  return actor.who === "command line" ? actor.who : `${actor.who} ${actor.id}`;
}

/**
 * Everybody who may answer in the folder of an approval or is named by it, with what is known of them now. The actor, if
 * one is given, is among them, whatever they may do.
 */
export async function approversFor(
  tx: Queries,
  asked: Asked,
  actor: Actor | null = null,
): Promise<Approver[]> {
  const place = await placeOfRevision(tx, asked.revisionId);
  if (place === null) throw new Error(`There is no revision ${asked.revisionId}.`);
  const launchers = asked.rules.excludeLauncher ? await launchersAround(tx, asked.pipelineId) : [];
  const isKnown = launchers.some(({ hasLaunched }) => hasLaunched);
  const launcherIds = new Set(launchers.map(({ personId }) => personId));
  const about = (personId: number | null) => ({
    isLauncher: personId === null ? null : launcherIds.has(personId) ? true : isKnown ? false : null,
    isSealer: personId === null || place.sealerId === null ? null : personId === place.sealerId,
  });
  const able = await peopleWhoMay(tx, "answer", place.folder);
  const ableIds = new Set(able.map(({ id }) => id));
  const named = await namedBy(tx, asked.rules, place.folder, able);
  const delegations = asked.promptId === null ? [] : await delegationsOf(tx, asked.promptId);
  const people = new Map<number, string>();
  for (const { id, name } of [...able, ...named.people.map(({ who }) => who)]) people.set(id, name);
  const others = [...delegations.map(({ toId }) => toId), ...(actor?.who === "person" ? [actor.id] : [])];
  for (const { id, name } of await peopleOfIds(tx, others)) people.set(id, name);
  const own = (id: number) => named.people.filter(({ who }) => who.id === id).map(({ assignee }) => assignee);
  const approvers: Approver[] = [...people].map(([id, name]) => ({
    key: `person ${id}`,
    name,
    kind: "person",
    mayAnswer: ableIds.has(id),
    places: placesOf(id, own, delegations),
    givenAway: delegations.some(({ fromId }) => fromId === id) ? own(id) : [],
    ...about(id),
  }));
  for (const { token, assignee } of named.tokens)
    approvers.push({
      key: `token ${token.id}`,
      name: `token ${token.name}`,
      kind: "token",
      mayAnswer: await mayTokenAnswer(tx, token, place.folder),
      places: [assignee],
      givenAway: [],
      ...about(token.personId),
    });
  if (actor !== null && !approvers.some(({ key }) => key === keyOfActor(actor)))
    approvers.push({
      key: keyOfActor(actor),
      name: actor.name,
      kind: actor.who,
      mayAnswer: actor.who !== "person",
      places: [],
      givenAway: [],
      ...about(byOf(actor).personId),
    });
  return approvers;
}

/** Whoever launched the pipeline or one above it, or decided in any pipeline that runs for the same one. */
async function launchersAround(tx: Queries, pipelineId: number) {
  const top = (await pipelinesAbove(tx, pipelineId)).at(-1);
  return launchersOf(tx, top?.id ?? pipelineId);
}

type NamedBy = {
  readonly people: readonly { readonly who: Named; readonly assignee: string }[];
  readonly tokens: readonly { readonly token: TokenRow; readonly assignee: string }[];
};

/** Who the assignees are now. A name that two people have names nobody, and so does that of tokens of two people. */
async function namedBy(
  tx: Queries,
  { assignees }: ApprovalRules,
  folder: string,
  able: readonly Named[],
): Promise<NamedBy> {
  const people: { who: Named; assignee: string }[] = [];
  const tokens: { token: TokenRow; assignee: string }[] = [];
  for (const assignee of assignees) {
    const read = readAssignee(assignee);
    if (read === null) continue;
    if (read.kind === "token") {
      const called = await tokensCalled(tx, read.name);
      const isOfOne = new Set(called.map(({ personId }) => personId)).size === 1;
      if (isOfOne) tokens.push(...called.map((token) => ({ token, assignee })));
    } else {
      const found = await peopleOf(tx, read.kind, read.name, folder, able);
      people.push(...found.map((who) => ({ who, assignee })));
    }
  }
  return { people, tokens };
}

async function peopleOf(
  tx: Queries,
  kind: "person" | "group" | "role",
  name: string,
  folder: string,
  able: readonly Named[],
): Promise<readonly Named[]> {
  if (kind === "role") return peopleWithRole(tx, pathsDownTo(folder), [name as Role]);
  if (kind === "person") {
    const found = await peopleCalled(tx, name);
    return found.length === 1 ? found : [];
  }
  const group = await findGroup(tx, name);
  if (group === null) return [];
  return group.id === EVERYONE ? able : peopleOfGroup(tx, group.id);
}

/** The places of a person: their own, if they keep them, and those that they were given, however often they went on. */
function placesOf(
  id: number,
  own: (id: number) => readonly string[],
  delegations: readonly Delegation[],
  seen: ReadonlySet<number> = new Set(),
): readonly string[] {
  if (seen.has(id)) return [];
  const isGivenAway = delegations.some(({ fromId }) => fromId === id);
  // Whoever gives their place away gives also those that they were given.
  if (isGivenAway && seen.size === 0) return [];
  const following = new Set([...seen, id]);
  const received = delegations
    .filter(({ toId }) => toId === id)
    .flatMap(({ fromId }) => placesOf(fromId, own, delegations, following));
  return [...new Set([...own(id), ...received])];
}

/** A token may what it was made for, and no more than its maker may now. */
async function mayTokenAnswer(
  tx: Queries,
  { acts, folder: top, personId }: TokenRow,
  folder: string,
): Promise<boolean> {
  const limit = { acts: actsIn(acts), folder: top };
  const grants =
    personId === null ? [{ folder: "", role: "admin" as const }] : await grantsOfPerson(tx, personId);
  return mayIn({ grants, limit }, "answer", folder);
}

import type { Act } from "#engine/rights/acts.ts";
import { folderText, isWithin, parentOf, ROOT } from "#engine/rights/folder-path.ts";
import { mayIn } from "#engine/rights/policy.ts";
import { roleFor } from "#engine/rights/roles.ts";
import { askForRole } from "#engine/rights/who-can-give.ts";
import type { Queries } from "#platform/database/db.ts";
import { findFolder } from "#repos/rights/folder-rows.ts";
import {
  folderOfConnection,
  folderOfGraph,
  folderOfKey,
  folderOfNoticeRule,
  folderOfPipeline,
  folderOfPrompt,
  folderOfSchedule,
  folderOfSecret,
  folderOfStream,
  folderOfTrigger,
} from "#repos/rights/subject-rows.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "./actor.ts";
import { peopleWhoMay } from "./who-may.ts";

/** What a request is about. */
export type Subject =
  | { readonly kind: "graph"; readonly name: string }
  /** A graph, or else the pipeline that was launched with this key. */
  | { readonly kind: "launch"; readonly name: string; readonly key: string | undefined }
  | { readonly kind: "pipeline"; readonly id: number }
  | { readonly kind: "prompt"; readonly id: number }
  | { readonly kind: "secret"; readonly name: string }
  | { readonly kind: "connection"; readonly name: string }
  | { readonly kind: "stream"; readonly name: string }
  /** The folder of its graph counts. */
  | { readonly kind: "schedule"; readonly name: string }
  | { readonly kind: "trigger"; readonly name: string }
  | { readonly kind: "notice rule"; readonly name: string }
  | { readonly kind: "folder"; readonly path: string }
  /** The folder that holds this one. */
  | { readonly kind: "parent folder"; readonly path: string }
  /** All of it: people, groups, runners. */
  | { readonly kind: "server" };

/** What is judged of an actor. */
type Judged = Pick<Actor, "name" | "rights">;

/**
 * Judges whether an actor may do this to that. Where they may not even read it, the answer is the same as where it is
 * not there.
 *
 * @throws Refused `not-found`; `not-allowed`, with the role that is missing, where, and who can give it.
 */
export async function judge(tx: Queries, actor: Judged, act: Act, subject: Subject): Promise<void> {
  const { rights } = actor;
  // What is not there is then named by whoever looks for it.
  if (mayIn(rights, act, ROOT)) return;
  const folder = await folderOf(tx, subject);
  if (folder === null) return refuseUnknown(subject);
  if (mayIn(rights, act, folder)) return;
  const isKnown =
    subject.kind === "server" ||
    (subject.kind === "folder" && folder === ROOT) ||
    (subject.kind === "parent folder" && mayIn(rights, "read", subject.path));
  if (!isKnown && !mayIn(rights, "read", folder)) return refuseUnknown(subject);
  return refuseAct(tx, actor, act, folder);
}

/** Whether an actor may do this to that, without a refusal. */
export async function isAllowed(tx: Queries, actor: Actor, act: Act, subject: Subject): Promise<boolean> {
  if (mayIn(actor.rights, act, ROOT)) return true;
  const folder = await folderOf(tx, subject);
  return folder !== null && mayIn(actor.rights, act, folder);
}

/** The path of the folder of a subject; null where it is not there. */
async function folderOf(tx: Queries, subject: Subject): Promise<string | null> {
  switch (subject.kind) {
    case "graph":
      return folderOfGraph(tx, subject.name);
    case "launch": {
      const ofGraph = await folderOfGraph(tx, subject.name);
      return ofGraph ?? (subject.key === undefined ? null : folderOfKey(tx, subject.key));
    }
    case "pipeline":
      return folderOfPipeline(tx, subject.id);
    case "prompt":
      return folderOfPrompt(tx, subject.id);
    case "secret":
      return folderOfSecret(tx, subject.name);
    case "connection":
      return folderOfConnection(tx, subject.name);
    case "stream":
      return folderOfStream(tx, subject.name);
    case "schedule":
      return folderOfSchedule(tx, subject.name);
    case "trigger":
      return folderOfTrigger(tx, subject.name);
    case "notice rule":
      return folderOfNoticeRule(tx, subject.name);
    case "folder":
      return (await findFolder(tx, subject.path))?.path ?? null;
    case "parent folder": {
      const found = await findFolder(tx, subject.path);
      return found === null ? null : (parentOf(found.path) ?? ROOT);
    }
    case "server":
      return ROOT;
  }
}

/** @throws Refused `not-found`, in the same words for what is not there and for what somebody may not see. */
export function refuseUnknown(subject: Subject): never {
  switch (subject.kind) {
    case "graph":
    case "launch":
      return refuse("not-found", `There is no graph "${subject.name}".`, {
        command: { verb: "graph list" },
      });
    case "pipeline":
      return refuse("not-found", `There is no pipeline ${subject.id}.`, {
        command: { verb: "pipeline list" },
      });
    case "prompt":
      return refuse("not-found", `There is no prompt ${subject.id}.`, {
        command: { verb: "prompt list" },
      });
    case "secret":
      return refuse("not-found", `There is no secret "${subject.name}".`, {
        command: { verb: "secret list" },
      });
    case "connection":
      return refuse("not-found", `There is no connection "${subject.name}".`, {
        command: { verb: "connection list" },
      });
    case "stream":
      return refuse("not-found", `There is no stream "${subject.name}".`);
    case "schedule":
      return refuse("not-found", `There is no schedule "${subject.name}".`, {
        command: { verb: "schedule list" },
      });
    case "trigger":
      return refuse("not-found", `There is no trigger "${subject.name}".`, {
        command: { verb: "trigger list" },
      });
    case "notice rule":
      return refuse("not-found", `There is no rule "${subject.name}".`, {
        command: { verb: "notice list" },
      });
    case "folder":
    case "parent folder":
      return refuse("not-found", `There is no folder "${folderText(subject.path)}".`, {
        command: { verb: "folder list" },
      });
    case "server":
      throw new RangeError("The server is always there.");
  }
}

/** @throws Refused `not-allowed`: which role is missing in this folder, and who can give it. */
export async function refuseAct(tx: Queries, actor: Judged, act: Act, folder: string): Promise<never> {
  const { grants, limit } = actor.rights;
  const where = folderText(folder);
  const kept = "Nothing was written.";
  if (limit !== undefined && mayIn({ grants }, act, folder)) {
    const inside = isWithin(folder, limit.folder) ? "" : `, in ${folderText(limit.folder)}`;
    return refuse(
      "not-allowed",
      `The ${actor.name} may not "${act}" in ${where}: it was made for ${limit.acts.join(", ")}${inside}.`,
      { kept, todo: "Make a token that may: `npx signalbox token create`." },
    );
  }
  const admins = await peopleWhoMay(tx, "administer", folder);
  return refuse(
    "not-allowed",
    `${actor.name} may not "${act}" in ${where}: this needs the role ${roleFor(act)} there.`,
    { kept, todo: askForRole({ names: admins.map(({ name }) => name), count: admins.length }) },
  );
}

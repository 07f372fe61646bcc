import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { Problem } from "#contract/refusal.ts";
import type { NoticeRuleInput, removeNoticeRuleInput } from "#contract/triggers/notices.ts";
import { type NoticeSettings, settingsProblems } from "#engine/notices/notice-rule.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import { parseDuration } from "#engine/time/durations.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { savedByName } from "#platform/database/saved-by-name.ts";
import { foldersOfSecrets } from "#repos/fleet/secret-rows.ts";
import { findGraph } from "#repos/graphs/graph-rows.ts";
import { dropNotices, insertNotice } from "#repos/notices/notice-rows.ts";
import {
  findNoticeRule,
  insertNoticeRule,
  lockNoticeRule,
  type NoticeRuleRow,
  type PlacedRule,
  removeNoticeRule,
  updateNoticeRule,
} from "#repos/notices/notice-rule-rows.ts";
import { folderOfGraph } from "#repos/rights/subject-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import { refuseProblems } from "../pipeline-session/checked-values.ts";
import { refuseStale, refuseUnseenRemoval } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { keptFolderAt } from "../rights/folders.ts";
import { isAllowed, judge, refuseUnknown } from "../rights/judge.ts";
import type { NoticeOutlets } from "./outlets.ts";
import { addressProblem } from "./send-http.ts";

type SavedRule = { readonly name: string; readonly isNew: boolean };

const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];

/**
 * Makes a rule, or changes the one of this name. What began before the change is not told of; where nothing differs nothing
 * is written, so that whoever saves the same file again and again is still told of what began before.
 *
 * @throws Refused `not-found`, `not-allowed`; `bad-input` with every problem.
 */
export async function saveNoticeRule(
  database: Database,
  input: NoticeRuleInput,
  actor: Actor,
  outlets: NoticeOutlets,
): Promise<SavedRule> {
  return savedByName(() => transact(database, (tx) => storeNoticeRule(tx, input, actor, outlets)));
}

async function storeNoticeRule(
  tx: Queries,
  input: NoticeRuleInput,
  actor: Actor,
  outlets: NoticeOutlets,
): Promise<SavedRule> {
  const { name, version } = input;
  await lockNoticeRule(tx, name);
  const before = await findNoticeRule(tx, name);
  const subject = { kind: "notice rule", name } as const;
  if (
    before !== null &&
    !(await isAllowed(tx, actor, "read", subject)) &&
    !(await isAllowed(tx, actor, "design", subject))
  )
    return refuse("conflict", `There is a rule "${name}" already, in a folder that you may not see.`, {
      kept: "Nothing was written.",
      todo: "Choose another name.",
    });
  if (before !== null) await judge(tx, actor, "design", subject);
  refuseStale(`notice rule "${name}"`, before === null ? undefined : storedOf(before), version);
  const place = await placeOf(tx, input, actor);
  const settings = settingsOf(input);
  refuseProblems(
    [...settingsProblems(settings), ...(await targetProblems(tx, settings, place.path, outlets))],
    "this rule",
  );
  const { graphId, folderId } = place;
  const isActive = input.active ?? true;
  if (before === null || !isSame(before.rule, { graphId, folderId, isActive, settings })) {
    const row = { name, graphId, folderId, isActive, settings, changedBy: actor.name };
    if (before === null) await insertNoticeRule(tx, row);
    else await updateNoticeRule(tx, row);
    if (before?.rule.isActive === true && !isActive)
      await dropNotices(tx, before.rule.id, `The rule was switched off by ${actor.name}.`);
  }
  noteForAudit(tx, actor, {
    object: { kind: "notice rule", name },
    ...(before !== null && { before: shortly(before.rule.settings, before.rule.isActive) }),
    after: shortly(settings, isActive),
  });
  return { name, isNew: before === null };
}

/**
 * Removes a rule with what it has sent and has to send.
 *
 * @throws Refused `not-found`; `conflict` where it is not what the caller saw.
 */
export async function removeNotices(
  database: Database,
  { name, version }: z.output<typeof removeNoticeRuleInput>,
  actor: Actor,
): Promise<{ name: string }> {
  return transact(database, async (tx) => {
    await lockNoticeRule(tx, name);
    const found = await ruleAt(tx, name);
    const { rule } = found;
    refuseUnseenRemoval(`notice rule "${name}"`, storedOf(found), version);
    await removeNoticeRule(tx, rule.id);
    noteForAudit(tx, actor, {
      object: { kind: "notice rule", name },
      before: shortly(rule.settings, rule.isActive),
    });
    return { name };
  });
}

/** Has a notice sent that says it is a test, in quiet hours and by a rule that is not active, too. */
export async function testNoticeRule(
  database: Database,
  name: string,
  actor: Actor,
): Promise<{ name: string }> {
  return transact(database, async (tx) => {
    const { rule, graph, path } = await ruleAt(tx, name);
    const now = await databaseNow(tx);
    await insertNotice(tx, {
      ...{ ruleId: rule.id, kind: "test", pipelineId: null, graphId: null, occurrence: 0 },
      facts: {
        ...{ kind: "test", rule: name, graph: graph ?? "", folder: path, pipeline: null, pipelineName: "" },
        ...{ launchedBy: actor.name, since: new Date(now).toISOString() },
        ...{ vertex: null, reason: null, lastLine: null },
      },
      ...{ state: "waiting", dueAt: new Date(now) },
    });
    noteForAudit(tx, actor, { object: { kind: "notice rule", name } });
    return { name };
  });
}

/** @throws Refused `not-found`. */
export async function ruleAt(tx: Queries, name: string): Promise<PlacedRule> {
  return (await findNoticeRule(tx, name)) ?? refuseUnknown({ kind: "notice rule", name });
}

function storedOf({ rule: { changedAt, changedBy }, path }: PlacedRule) {
  return { version: changedAt.getTime(), savedBy: changedBy, folder: path };
}

async function placeOf(tx: Queries, { graph, folder }: NoticeRuleInput, actor: Actor) {
  if ((graph === undefined) === (folder === undefined))
    return refuse("bad-input", "Wanted exactly one of a graph and a folder.", {
      problems: [{ path: "graph", text: "Give a graph or a folder, and only one of them." }],
      kept: "Nothing was written.",
    });
  if (graph !== undefined) {
    await judge(tx, actor, "design", { kind: "graph", name: graph });
    const row = (await findGraph(tx, graph)) ?? refuseUnknown({ kind: "graph", name: graph });
    return { graphId: row.id, folderId: null, path: (await folderOfGraph(tx, graph)) ?? "" };
  }
  const path = folder ?? "";
  await judge(tx, actor, "design", { kind: "folder", path });
  const row = await keptFolderAt(tx, path);
  return { graphId: null, folderId: row.id, path: row.path };
}

function settingsOf({ on, wait, late, lateBy, zone, to, quiet, repeat }: NoticeRuleInput): NoticeSettings {
  if (late !== undefined && lateBy !== undefined)
    return refuse("bad-input", "Wanted one of `late` and `lateBy`, found both.", {
      kept: "Nothing was written.",
    });
  const ms = (text: string | undefined) => (text === undefined ? 0 : (parseDuration(text) ?? 0));
  return {
    kinds: [...new Set(on)],
    waitMs: ms(wait),
    late:
      late !== undefined
        ? { kind: "after", ms: ms(late) }
        : lateBy !== undefined
          ? { kind: "by", time: lateBy, zone: zone ?? "UTC" }
          : null,
    target:
      to.kind === "email"
        ? { kind: "email", to: [...new Set(to.to)] }
        : { kind: to.kind, url: to.url ?? null, urlSecret: to.urlSecret ?? null, secret: to.secret ?? null },
    quiet:
      quiet === undefined
        ? null
        : {
            ...quiet,
            days: [...new Set(quiet.days ?? ALL_DAYS)].sort(),
            afterwards: quiet.afterwards ?? "hold",
          },
    repeatMs: ms(repeat),
  };
}

async function targetProblems(
  tx: Queries,
  { target }: NoticeSettings,
  path: string,
  { allowed, mailServer }: NoticeOutlets,
): Promise<Problem[]> {
  if (target.kind === "email")
    return mailServer === null
      ? [{ path: "to", text: "This server has no mail server: set SIGNALBOX_SMTP_URL for the web." }]
      : [];
  const { kind, url, urlSecret, secret } = target;
  if ((url === null) === (urlSecret === null))
    return [{ path: "to.url", text: "Wanted exactly one of `url` and `urlSecret`." }];
  const problems: Problem[] = [];
  const problem = url === null ? null : addressProblem(url, allowed);
  if (problem !== null) problems.push({ path: "to.url", text: problem });
  if (secret !== null && (kind === "slack" || kind === "teams"))
    problems.push({ path: "to.secret", text: `Nothing is signed for ${kind}: its address is the secret.` });
  const named = { urlSecret, secret };
  const found = await foldersOfSecrets(
    tx,
    [urlSecret, secret].filter((each) => each !== null),
  );
  for (const [key, name] of Object.entries(named)) {
    const folder = name === null ? undefined : found.get(name);
    if (name !== null && (folder === undefined || !isWithin(path, folder)))
      problems.push({
        path: `to.${key}`,
        text: `There is no secret "${name}" that a rule of this folder may use.`,
      });
  }
  return problems;
}

function isSame(
  { graphId, folderId, isActive, settings }: NoticeRuleRow,
  wanted: Pick<NoticeRuleRow, "graphId" | "folderId" | "isActive" | "settings">,
): boolean {
  return isDeepStrictEqual({ graphId, folderId, isActive, settings }, wanted);
}

/** What the audit keeps of a rule: no address. */
function shortly({ kinds, target }: NoticeSettings, isActive: boolean) {
  return { on: kinds.join(", "), to: target.kind, isActive };
}

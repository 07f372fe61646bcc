import type { z } from "zod";
import type {
  ConnectionSettings,
  ConnectionView,
  removeConnectionInput,
  saveConnectionInput,
} from "#contract/flow/connections.ts";
import type { Problem } from "#contract/refusal.ts";
import { readAddress } from "#engine/model/connection.ts";
import { isSecretName } from "#engine/model/secret-names.ts";
import { folderText, isWithin, ROOT } from "#engine/rights/folder-path.ts";
import { foldersFor, mayIn } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import type { Queries } from "#platform/database/db.ts";
import { savedByName } from "#platform/database/saved-by-name.ts";
import {
  connectionRows,
  insertConnection,
  lockConnection,
  type PlacedConnection,
  removeConnection,
  updateConnection,
} from "#repos/fleet/connection-rows.ts";
import { foldersOfSecrets } from "#repos/fleet/secret-rows.ts";
import { refuseProblems } from "../pipeline-session/checked-values.ts";
import { refuseStale, refuseUnseenRemoval } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { keptFolderAt } from "../rights/folders.ts";
import { judge, refuseUnknown } from "../rights/judge.ts";

/** The connections in the folders that an actor may read, and of those that graphs may use which they may design. */
export async function listConnections(tx: Queries, { rights }: Actor): Promise<ConnectionView[]> {
  const rows = await connectionRows(tx);
  const designed = foldersFor(rights, "design");
  return rows.filter(
    ({ folder }) => mayIn(rights, "read", folder) || designed.some((path) => isWithin(path, folder)),
  );
}

/** @throws Refused `not-found`. */
export async function showConnection(tx: Queries, name: string): Promise<PlacedConnection> {
  const [found] = await connectionRows(tx, [name]);
  return found ?? refuseUnknown({ kind: "connection", name });
}

/**
 * Stores a connection, or replaces it. Attempts that begin later use the new one.
 *
 * @throws Refused `bad-input` with every field that is no good; `conflict` for a name that is taken elsewhere, and where what is
 *   stored is not what the caller saw.
 */
export async function saveConnection(
  tx: Queries,
  input: z.output<typeof saveConnectionInput>,
  actor: Actor,
): Promise<{ name: string }> {
  return savedByName(() => storeConnection(tx, input, actor));
}

async function storeConnection(
  tx: Queries,
  { name, folder: wanted, version, ...settings }: z.output<typeof saveConnectionInput>,
  actor: Actor,
): Promise<{ name: string }> {
  await lockConnection(tx, name);
  const [before] = await connectionRows(tx, [name]);
  const folder = await placeOf(tx, name, before?.folder, wanted, actor);
  const stored = before && { ...before, version: before.savedAt.getTime() };
  refuseStale(`connection "${name}"`, stored, version);
  refuseProblems(await problemsOf(tx, name, settings, folder), `the connection ${name}`);
  const { kind, address, username = null, secret = null, ca = null } = settings;
  const { id: folderId } = await keptFolderAt(tx, folder);
  const row = { name, folderId, kind, address, username, secret, ca, savedBy: actor.name };
  if (before === undefined) await insertConnection(tx, row);
  else await updateConnection(tx, row);
  noteForAudit(tx, actor, {
    object: { kind: "connection", name },
    ...(before !== undefined && {
      before: { folder: before.folder, kind: before.kind, address: before.address, secret: before.secret },
    }),
    after: { folder, kind, address, secret },
  });
  return { name };
}

/** @throws Refused `not-found`; `conflict` where it is not what the caller saw. */
export async function deleteConnection(
  tx: Queries,
  { name, version }: z.output<typeof removeConnectionInput>,
  actor: Actor,
): Promise<{ name: string }> {
  await lockConnection(tx, name);
  const before = await showConnection(tx, name);
  refuseUnseenRemoval(`connection "${name}"`, { ...before, version: before.savedAt.getTime() }, version);
  await removeConnection(tx, name);
  noteForAudit(tx, actor, {
    object: { kind: "connection", name },
    before: { folder: before.folder, kind: before.kind, address: before.address },
  });
  return { name };
}

async function problemsOf(
  tx: Queries,
  name: string,
  { kind, address, username, secret, ca }: ConnectionSettings,
  folder: string,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const tell = (path: string, text: string) => problems.push({ path, text });
  if (!isSecretName(name))
    tell("name", "Wanted letters, digits, `_`, `-` and `.`, at most 100, not beginning with a digit.");
  const read = readAddress(kind, address);
  if ("problem" in read) tell("address", read.problem);
  if (kind === "mysql" && username === undefined) tell("username", "A mysql connection needs a user name.");
  if (kind === "clickhouse" && secret !== undefined && username === undefined)
    tell("username", "A password without a user name is for nobody.");
  if (ca !== undefined && !/-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(ca))
    tell("ca", "Wanted certificates as PEM: `-----BEGIN CERTIFICATE-----` and what follows.");
  else if (ca !== undefined && "address" in read && !read.address.isEncrypted)
    tell("ca", "The address has no encryption, so no certificate is checked.");
  if (secret !== undefined) {
    const ofSecret = (await foldersOfSecrets(tx, [secret])).get(secret);
    if (ofSecret === undefined || !isWithin(folder, ofSecret))
      tell(
        "secret",
        `There is no secret "${secret}" that ${folderText(folder)} may use: those of the same folder and of the folders above it.`,
      );
  }
  return problems;
}

/** The folder in which a connection will be: that where it is, if none is wanted. Judges both places. */
async function placeOf(
  tx: Queries,
  name: string,
  present: string | undefined,
  wanted: string | undefined,
  actor: Actor,
): Promise<string> {
  if (present !== undefined) {
    if (!mayIn(actor.rights, "read", present) && !mayIn(actor.rights, "administer", present))
      return refuse(
        "conflict",
        `There is a connection "${name}" already, in a folder that you may not see.`,
        {
          kept: "Nothing was stored.",
          todo: "Choose another name.",
        },
      );
    await judge(tx, actor, "administer", { kind: "connection", name });
    if (wanted === undefined) return present;
  }
  const path = wanted ?? ROOT;
  await judge(tx, actor, "administer", { kind: "folder", path });
  return path;
}

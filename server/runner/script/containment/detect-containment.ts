import { join } from "node:path";
import type { Fence } from "#engine/shape/fields/fences.ts";
import { WorkDirectoryProblem } from "../directory/work-directory.ts";
import { findScriptProgram } from "../process/find-script-program.ts";
import { openSlot } from "../slot/open-slot.ts";
import { type Slot, type SlotKind, SlotProblem } from "../slot/slot.ts";
import { openSlotUsers } from "../user/slot-users.ts";
import {
  type Containment,
  type ContainmentLevel,
  ContainmentProblem,
  type ContainmentSettings,
  type ContainmentWish,
} from "./containment.ts";
import { copyUnreadableShell, fenceProgram, OWN_IN_FENCE } from "./fence-program.ts";
import { groupKind, type Kind, limitsOf, namespaceKinds, namespaceTools, userKinds } from "./slot-kinds.ts";

const BY_FENCE =
  "Every script runs behind a fence of bubblewrap: it can change its own directory and /tmp, sees this machine's other files, no data of Signalbox and no other process.";
const BY_GROUP =
  "Every script runs in a process group of its own: what it starts ends with it, unless it leaves the group, as daemons do. It can read all that the runner's user can, also the runner's memory.";

/**
 * Finds out what this machine allows by trying it: makes a slot of the best kind, and of the next kind where that
 * fails.
 *
 * @param directory an existing one, for the slots of one runner.
 * @param onGroup called with the process group of each script in the returned slot, where scripts have their own.
 * @returns the level, and the slot that proved it, ready for use.
 * @throws ContainmentProblem where the required level is not possible. A lower level is never chosen silently.
 */
export async function detectContainment(
  settings: ContainmentSettings,
  directory: string,
  onGroup: (group: number) => void = () => {},
): Promise<{ containment: Containment; slot: Slot }> {
  const { wish } = settings;
  const fence = isWanted(wish, "fence") ? await findFence(settings, directory) : "not asked for";
  if (typeof fence !== "string") {
    const host = settings.isHostAllowed ? await hostKind(settings, directory) : null;
    const kinds = { ...fence.kinds, ...(host !== null && { host }) };
    return { containment: { level: "fence", why: BY_FENCE, kinds }, slot: fence.slot };
  }
  refuseIf(wish === "fence", wish, fence, "Install bubblewrap and allow user namespaces");
  const user = isWanted(wish, "slot-user") ? await findSlotUser(settings) : "not asked for";
  if (typeof user !== "string") {
    const because = wish === "auto" ? ` There is no fence (${fence}).` : "";
    const host = settings.isHostAllowed ? await hostKind(settings, directory) : null;
    const kinds = { default: user.kind, ...(host !== null && { host }) };
    return { containment: { level: "slot-user", why: `${user.why}${because}`, kinds }, slot: user.slot };
  }
  refuseIf(wish === "slot-user", wish, user, "Run the runner as root");
  const unfenced = (level: ContainmentLevel, { kind, why }: Kind, slot: Slot) => {
    const because =
      wish === "auto" ? ` There is no fence (${fence}), and no user for each slot (${user}).` : "";
    const kinds = { default: kind, ...(settings.isHostAllowed && { host: kind }) };
    return { containment: { level, why: `${why}${because}`, kinds }, slot };
  };
  const namespace = isWanted(wish, "pid-namespace")
    ? await findNamespace(settings, directory)
    : "SIGNALBOX_CONTAINMENT asks for no more";
  if (typeof namespace !== "string") return unfenced("pid-namespace", namespace, namespace.slot);
  refuseIf(wish === "pid-namespace", wish, namespace, "Run the runner as root or allow user namespaces");
  const group = groupKind(settings);
  const slot = await slotOrRefusal(group, join(directory, "trial-group"), onGroup);
  if (typeof slot === "string")
    throw new ContainmentProblem(`Scripts cannot be executed on this machine: ${slot}`);
  const because =
    wish === "process-group" ? `${namespace}.` : `Pid namespaces are not allowed here (${namespace}).`;
  return unfenced("process-group", { kind: group, why: `${BY_GROUP} ${because}` }, slot);
}

const LEVELS: readonly ContainmentLevel[] = ["process-group", "pid-namespace", "slot-user", "fence"];

function isWanted(wish: ContainmentWish, level: ContainmentLevel): boolean {
  return wish === "auto" || LEVELS.indexOf(wish) >= LEVELS.indexOf(level);
}

function refuseIf(isRefused: boolean, wish: ContainmentWish, why: string, todo: string): void {
  if (!isRefused) return;
  throw new ContainmentProblem(
    `SIGNALBOX_CONTAINMENT is "${wish}", which this machine does not allow (${why}). ${todo}, or set it to "auto" or "process-group".`,
  );
}

async function findFence(settings: ContainmentSettings, directory: string) {
  const bwrap = findScriptProgram("bwrap");
  const tools = namespaceTools();
  if (process.platform !== "linux" || tools === null) return "it needs Linux, and setpriv of util-linux";
  if (bwrap === null) return "bubblewrap is not installed";
  const shell = [...limitsOf(settings), copyUnreadableShell(tools.shell, directory)];
  const { endWithRunner } = tools;
  const shared = { ...settings, bwrap, shell, endWithRunner };
  const kindOf = (fence: Exclude<Fence, "host">): SlotKind => ({
    separation: "namespace",
    own: OWN_IN_FENCE,
    programFor: (slot) => fenceProgram(shared, fence, slot),
  });
  const kinds = { default: kindOf("default"), offline: kindOf("offline") };
  const trial = await slotOrRefusal(kinds.offline, join(directory, "trial-offline"));
  if (typeof trial === "string") return trial;
  trial.close();
  const slot = await slotOrRefusal(kinds.default, join(directory, "trial-fence"));
  return typeof slot === "string" ? slot : { kinds, slot };
}

async function findSlotUser(settings: ContainmentSettings): Promise<(Kind & { slot: Slot }) | string> {
  const setpriv = findScriptProgram("setpriv");
  if (process.getuid?.() !== 0) return "the runner is not root";
  if (setpriv === null) return "it needs setpriv of util-linux";
  const users = await openSlotUsers({ ...settings.slotUsers, setpriv }).catch(wordsOfProblem);
  if (typeof users === "string") return users;
  const refusals: string[] = [];
  for (const { kind, why } of userKinds(settings, users)) {
    const slot = await slotOrRefusal(kind, join(users.directory, `trial-${refusals.length}`));
    if (typeof slot !== "string") {
      const open = await users.readable(settings.hidden);
      const warning =
        open.length === 0
          ? ""
          : ` All users can read ${open.join(", ")}, and so can scripts: chmod o= these.`;
      return { kind, why: `${why}${warning}`, slot };
    }
    refusals.push(slot);
  }
  users.close();
  return [...new Set(refusals)].join("; ");
}

function wordsOfProblem(error: unknown): string {
  if (error instanceof WorkDirectoryProblem) return error.message;
  throw error;
}

async function findNamespace(settings: ContainmentSettings, directory: string) {
  const refusals: string[] = [];
  for (const { kind, why } of namespaceKinds(settings)) {
    const slot = await slotOrRefusal(kind, join(directory, `trial-${refusals.length}`));
    if (typeof slot !== "string") return { kind, why, slot };
    refusals.push(slot);
  }
  if (refusals.length === 0) return "it needs Linux, and unshare, setpriv and setsid of util-linux";
  return [...new Set(refusals)].join("; ");
}

/** What a script without a fence runs in, where others have one. */
async function hostKind(settings: ContainmentSettings, directory: string): Promise<SlotKind> {
  const found = await findNamespace(settings, directory);
  if (typeof found === "string") return groupKind(settings);
  found.slot.close();
  return found.kind;
}

async function slotOrRefusal(
  kind: SlotKind,
  directory: string,
  onGroup?: (group: number) => void,
): Promise<Slot | string> {
  try {
    return await openSlot(kind, directory, onGroup);
  } catch (error) {
    if (error instanceof SlotProblem) return error.message;
    throw error;
  }
}

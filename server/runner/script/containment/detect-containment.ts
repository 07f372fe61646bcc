import { join } from "node:path";
import type { Fence } from "#engine/shape/fences.ts";
import { findScriptProgram } from "../process/find-script-program.ts";
import { openSlot, type Slot, type SlotKind, SlotProblem } from "../slot/slot.ts";
import { copyUnreadableShell, fenceProgram, OWN_IN_FENCE } from "./fence-program.ts";

export type ContainmentLevel = "fence" | "pid-namespace" | "process-group";
export type ContainmentWish = "auto" | ContainmentLevel;

/** How a script and all that it starts are contained on this machine. */
export type Containment = {
  readonly level: ContainmentLevel;
  /** A sentence for the runner's page: why this level was chosen, and what it does not guarantee. */
  readonly why: string;
  /** How slots are made, for each fence that this runner can give. */
  readonly kinds: Readonly<Partial<Record<Fence, SlotKind>>> & { readonly default: SlotKind };
};

/** What the operator of the runner decides. */
export type ContainmentSettings = {
  readonly wish: ContainmentWish;
  /** Whether scripts may run without a fence. */
  readonly isHostAllowed: boolean;
  /** Directories and files that no script behind a fence sees. */
  readonly hidden: readonly string[];
  /** What a script behind a fence may change besides its own directory. */
  readonly writable: readonly string[];
  /** The options of `prlimit` for every script. */
  readonly limits: readonly string[];
};

/** This machine cannot do what the setting asks for. The message is for a person. */
export class ContainmentProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ContainmentProblem";
  }
}

type Kind = { readonly kind: SlotKind; readonly why: string };

const BY_FENCE =
  "Every script runs behind a fence of bubblewrap: it can change its own directory and /tmp, sees this machine's other files, no data of Signalbox and no other process.";
const BY_NAMESPACE =
  "Every script runs in a pid namespace: whatever it starts ends with it, and with the runner. It can read and change all files that the runner's user can, also the data of Signalbox.";
const AS_USER = `${BY_NAMESPACE} It is in a user namespace too, since the runner is not root: sudo and other set-uid programs do not work in scripts. Where they must, set SIGNALBOX_CONTAINMENT=process-group.`;
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
  const unfenced = (level: ContainmentLevel, { kind, why }: Kind, slot: Slot) => {
    const because = wish === "auto" ? ` There is no fence (${fence}).` : "";
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

const LEVELS: readonly ContainmentLevel[] = ["process-group", "pid-namespace", "fence"];

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

function groupKind(settings: ContainmentSettings): SlotKind {
  const bash = findScriptProgram("bash");
  if (bash === null)
    throw new ContainmentProblem("There is no bash on this machine: scripts cannot be executed.");
  const [first = bash, ...rest] = [...limitsOf(settings), bash, "--norc"];
  return { separation: "group", own: [], programFor: () => [first, ...rest] };
}

function namespaceTools() {
  const setpriv = findScriptProgram("setpriv");
  const shell = findScriptProgram("dash") ?? findScriptProgram("sh");
  if (setpriv === null || shell === null) return null;
  return { endWithRunner: [setpriv, "--pdeathsig", "KILL"] as [string, ...string[]], shell };
}

/** Each program of the chain executes the next one. This time is spent once for each slot, not for each script. */
function namespaceKinds(settings: ContainmentSettings): Kind[] {
  const tools = namespaceTools();
  const unshare = findScriptProgram("unshare");
  const setsid = findScriptProgram("setsid");
  if (tools === null || unshare === null || setsid === null) return [];
  // Mounts except /proc stay shared with the machine: a script of an operator who is root may mount a disk permanently.
  const own = ["--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "unchanged"];
  const shell = [setsid, ...limitsOf(settings), tools.shell];
  const kindOf = (...options: string[]): SlotKind => ({
    separation: "namespace",
    own: [],
    programFor: () => [...tools.endWithRunner, unshare, ...options, ...own, ...shell],
  });
  const asUser = { kind: kindOf("--map-current-user"), why: AS_USER };
  return process.getuid?.() === 0 ? [{ kind: kindOf(), why: BY_NAMESPACE }, asUser] : [asUser];
}

/** One byte is a limit that also keeps a core from a program that collects cores, such as that of systemd. */
function limitsOf({ limits }: ContainmentSettings): string[] {
  const prlimit = findScriptProgram("prlimit");
  if (prlimit !== null) return [prlimit, "--core=1:1", ...limits];
  if (limits.length === 0) return [];
  throw new ContainmentProblem("SIGNALBOX_LIMITS needs prlimit of util-linux, which is not on this machine.");
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

import { join } from "node:path";
import { findScriptProgram } from "../process/find-script-program.ts";
import { openSlot, type Slot, type SlotKind, SlotProblem } from "../slot/slot.ts";

export type ContainmentLevel = "pid-namespace" | "process-group";
export type ContainmentWish = "auto" | ContainmentLevel;

/** How a script and all that it starts are contained on this machine. */
export type Containment = {
  readonly level: ContainmentLevel;
  /** A sentence for the runner's page: why this level was chosen, and what it does not guarantee. */
  readonly why: string;
  readonly kind: SlotKind;
};

/** This machine cannot do what the setting asks for. The message is for a person. */
export class ContainmentProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ContainmentProblem";
  }
}

const AS_ROOT = "Every script runs in a pid namespace: whatever it starts ends with it, and with the runner.";
const AS_USER = `${AS_ROOT} It is in a user namespace too, since the runner is not root: sudo and other set-uid programs do not work in scripts. Where they must, set SIGNALBOX_CONTAINMENT=process-group.`;
const BY_GROUP =
  "Every script runs in a process group of its own: what it starts ends with it, unless it leaves the group, as daemons do.";

/**
 * Finds out what this machine allows by trying it: makes a slot of the best kind, and of the next kind where that
 * fails.
 *
 * @param directory an existing one, for the slots that are made as a test.
 * @param onGroup called with the process group of each script in the returned slot, where scripts have their own.
 * @returns the level, and the slot that proved it, ready for use.
 * @throws ContainmentProblem where the required level is not possible. A lower level is never chosen silently.
 */
export async function detectContainment(
  wish: ContainmentWish,
  directory: string,
  onGroup: (group: number) => void = () => {},
): Promise<{ containment: Containment; slot: Slot }> {
  const refusals: string[] = [];
  if (wish !== "process-group") {
    for (const { program, why } of namespaceKinds()) {
      const kind: SlotKind = { separation: "namespace", program };
      const slot = await slotOrRefusal(kind, join(directory, `trial-${refusals.length}`));
      if (typeof slot !== "string") return { containment: { level: "pid-namespace", why, kind }, slot };
      refusals.push(slot);
    }
    if (refusals.length === 0) refusals.push("it needs Linux, and unshare, setpriv and setsid of util-linux");
  }
  const refused = [...new Set(refusals)].join("; ");
  if (wish === "pid-namespace") {
    throw new ContainmentProblem(
      `SIGNALBOX_CONTAINMENT is "pid-namespace", which this machine does not allow (${refused}). Run the runner as root or allow user namespaces, or set it to "auto" or "process-group".`,
    );
  }
  return groupContainment(wish, refused, join(directory, "trial-group"), onGroup);
}

async function groupContainment(
  wish: ContainmentWish,
  refused: string,
  directory: string,
  onGroup: (group: number) => void,
) {
  const bash = findScriptProgram("bash");
  if (bash === null)
    throw new ContainmentProblem("There is no bash on this machine: scripts cannot be executed.");
  const kind: SlotKind = { separation: "group", program: [bash, "--norc"] };
  const because =
    wish === "process-group"
      ? "SIGNALBOX_CONTAINMENT asks for no more."
      : `Pid namespaces are not allowed here (${refused}).`;
  const slot = await slotOrRefusal(kind, directory, onGroup);
  if (typeof slot === "string")
    throw new ContainmentProblem(`Scripts cannot be executed on this machine: ${slot}`);
  return { containment: { level: "process-group" as const, why: `${BY_GROUP} ${because}`, kind }, slot };
}

/** Each program of the chain executes the next one. This time is spent once for each slot, not for each script. */
function namespaceKinds(): { program: [string, ...string[]]; why: string }[] {
  const setpriv = findScriptProgram("setpriv");
  const unshare = findScriptProgram("unshare");
  const setsid = findScriptProgram("setsid");
  const shell = findScriptProgram("dash") ?? findScriptProgram("sh");
  if (setpriv === null || unshare === null || setsid === null || shell === null) return [];
  // Mounts except /proc stay shared with the machine: a script of an operator who is root may mount a disk permanently.
  const own = [
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
    "--propagation",
    "unchanged",
    setsid,
    shell,
  ];
  const kinds: { program: [string, ...string[]]; why: string }[] = [];
  const endWithRunner = [setpriv, "--pdeathsig", "KILL", unshare] as const;
  if (process.getuid?.() === 0) kinds.push({ program: [...endWithRunner, ...own], why: AS_ROOT });
  kinds.push({ program: [...endWithRunner, "--map-current-user", ...own], why: AS_USER });
  return kinds;
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

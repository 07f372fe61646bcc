import { findScriptProgram } from "../process/find-script-program.ts";
import type { SlotKind } from "../slot/slot.ts";
import type { SlotUser, SlotUsers } from "../user/slot-users.ts";
import { ContainmentProblem, type ContainmentSettings } from "./containment.ts";
import { copyUnreadableShell } from "./fence-program.ts";

/** A kind of slots, and a sentence about what it promises. */
export type Kind = { readonly kind: SlotKind; readonly why: string };

const BY_NAMESPACE =
  "Every script runs in a pid namespace: whatever it starts ends with it, and with the runner. It can read and change all files that the runner's user can, also the data of Signalbox.";
const AS_USER = `${BY_NAMESPACE} It is in a user namespace too, since the runner is not root: sudo and other set-uid programs do not work in scripts. Where they must, set SIGNALBOX_CONTAINMENT=process-group.`;
const BY_USER =
  "Every script runs as a user of its own, without capabilities: it reaches no data of Signalbox and no directory, memory or secret of another script. It can read what all users of this machine can, write to /tmp, and use the network.";
const BY_USER_IN_NAMESPACE = `${BY_USER} It is in a pid namespace too, and sees no other process.`;
const BY_USER_IN_GROUP = `${BY_USER} It sees the command lines of other processes, since this machine allows no pid namespaces.`;

// Mounts except /proc stay shared with the machine: a script of an operator who is root may mount a disk permanently.
const OWN_PROCESSES = ["--pid", "--fork", "--kill-child", "--mount-proc", "--propagation", "unchanged"];

/** Each script in a process group of its own, as the user of the runner. */
export function groupKind(settings: ContainmentSettings): SlotKind {
  const bash = findScriptProgram("bash");
  if (bash === null)
    throw new ContainmentProblem("There is no bash on this machine: scripts cannot be executed.");
  const [first = bash, ...rest] = [...limitsOf(settings), bash, "--norc"];
  return { separation: "group", own: [], programFor: () => [first, ...rest] };
}

export function namespaceTools() {
  const setpriv = findScriptProgram("setpriv");
  const shell = findScriptProgram("dash") ?? findScriptProgram("sh");
  if (setpriv === null || shell === null) return null;
  return { endWithRunner: [setpriv, "--pdeathsig", "KILL"] as [string, ...string[]], shell };
}

/** Each program of the chain executes the next one. This time is spent once for each slot, not for each script. */
export function namespaceKinds(settings: ContainmentSettings): Kind[] {
  if (settings.isWithoutNamespaces) return [];
  const tools = namespaceTools();
  const unshare = findScriptProgram("unshare");
  const setsid = findScriptProgram("setsid");
  if (tools === null || unshare === null || setsid === null) return [];
  const shell = [setsid, ...limitsOf(settings), tools.shell];
  const kindOf = (...options: string[]): SlotKind => ({
    separation: "namespace",
    own: [],
    programFor: () => [...tools.endWithRunner, unshare, ...options, ...OWN_PROCESSES, ...shell],
  });
  const asUser = { kind: kindOf("--map-current-user"), why: AS_USER };
  return process.getuid?.() === 0 ? [{ kind: kindOf(), why: BY_NAMESPACE }, asUser] : [asUser];
}

/** One byte is a limit that also keeps a core from a program that collects cores, such as that of systemd. */
export function limitsOf({ limits }: ContainmentSettings): string[] {
  const prlimit = findScriptProgram("prlimit");
  if (prlimit !== null) return [prlimit, "--core=1:1", ...limits];
  if (limits.length === 0) return [];
  throw new ContainmentProblem("SIGNALBOX_LIMITS needs prlimit of util-linux, which is not on this machine.");
}

/**
 * Slots with a user of their own, best first: in a pid namespace, or by process groups. Their shells cannot be looked into:
 * the scripts have the same user.
 */
export function userKinds(settings: ContainmentSettings, users: SlotUsers): Kind[] {
  const limits = limitsOf(settings);
  const kinds: Kind[] = [];
  const bash = findScriptProgram("bash");
  if (bash !== null) {
    const shell = [copyUnreadableShell(bash, users.directory), "--norc"];
    const programFor = (_directory: string, user: SlotUser | null) =>
      chainOf(limits, user?.become ?? [], shell);
    kinds.push({ kind: { separation: "user", own: [], users, programFor }, why: BY_USER_IN_GROUP });
  }
  const tools = namespaceTools();
  const unshare = findScriptProgram("unshare");
  const setsid = findScriptProgram("setsid");
  if (settings.isWithoutNamespaces || tools === null || unshare === null || setsid === null) return kinds;
  const shell = copyUnreadableShell(tools.shell, users.directory);
  const { endWithRunner } = tools;
  // To become another user takes the death signal away: it is asked for once more.
  const programFor = (_directory: string, user: SlotUser | null) =>
    chainOf(endWithRunner, [unshare, ...OWN_PROCESSES, setsid], limits, user?.become ?? [], endWithRunner, [
      shell,
    ]);
  kinds.unshift({ kind: { separation: "namespace", own: [], users, programFor }, why: BY_USER_IN_NAMESPACE });
  return kinds;
}

function chainOf(...parts: readonly (readonly string[])[]): [string, ...string[]] {
  const [first = "", ...rest] = parts.flat();
  return [first, ...rest];
}

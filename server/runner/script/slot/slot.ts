import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { OutputMode } from "#engine/kinds/kind/task.ts";
import { isSystemProblem } from "#platform/system-problem.ts";
import { fileAt, isSameFile } from "../directory/same-file.ts";
import { childrenOf, isGroupAlive, killSession, signalProcesses } from "../process/process-family.ts";
import { type SlotUser, type SlotUsers, SlotUsersProblem } from "../user/slot-users.ts";
import { DISMISSAL } from "./gate.ts";
import { type GatePipe, openGatePipe } from "./gate-pipe.ts";
import {
  END_USER_COMMAND,
  endLeftCommand,
  forShell,
  holdEndsCommand,
  type Launch,
  type LaunchOutputs,
  launchCommand,
  leftCommand,
  openingCommand,
  type Separation,
  scriptProgram,
  waitCommand,
} from "./slot-command.ts";
import { drainToEnd, openSlotOutputs, type Receive, type SlotOutputs } from "./slot-outputs.ts";
import type { LeaderEnd, SlotReply } from "./slot-reply.ts";
import { startSlotShell } from "./slot-shell.ts";

/** How slots are made on this machine, and how their scripts are separated. */
export type SlotKind = {
  readonly separation: Separation;
  /** Directories that only the processes of one slot have, as they see them. */
  readonly own: readonly string[];
  /** Where each slot has a user of its own; absent: the user of the runner. */
  readonly users?: SlotUsers;
  /**
   * The command: the wrappers, each of which executes the next, and the shell at the end.
   *
   * @param directory the slot's, which exists.
   */
  programFor(directory: string, user: SlotUser | null): readonly [string, ...string[]];
};

/**
 * A shell that executes one script after another, each in a fork of itself. A fork of a small shell costs less than a
 * fork of the runner, and its pid namespace is made only once. See `docs/decisions/020-containment.md`.
 */
export type Slot = {
  /** Contains its work directories. */
  readonly directory: string;
  /** Its own user; null: that of the runner. */
  readonly uid: number | null;
  /** Killing this process kills everything in the slot; without a namespace, `group` must be killed as well. */
  readonly pid: number;
  /** The process group of the present script in the machine's numbering; null: there is none. */
  readonly group: number | null;
  readonly isGone: boolean;
  /** Resolves when the slot has ended. In a pid namespace, no process of it is left then. */
  readonly gone: Promise<string>;
  /** Executes a script, one at a time. Nothing may wait at the gate. */
  launch(launch: Launch, output: OutputMode, receive: Receive): Promise<SlotEnd>;
  /** Starts a bash that waits at the gate before it opens its script. */
  wait(launch: Launch): void;
  /** `ended-early`: what waited has ended without being told to. The slot must not be used again. */
  readonly gate: "nobody" | "waiting" | "ended-early";
  /** Lets the bash that waits execute its script. */
  pass(message: Buffer, output: OutputMode, receive: Receive): Promise<SlotEnd>;
  /** Ends the bash that waits. Gives false where it had ended in another way. */
  dismiss(): Promise<boolean>;
  /** Whether any process that the last script started is still there; `"terminate"` sends them a TERM first. */
  isAnythingLeft(how: "look" | "terminate"): Promise<boolean>;
  /** Sends TERM to the script's group. Gives false where there is no process yet. */
  terminate(): boolean;
  /** Ends the slot, and every process in it, at once. */
  kill(): void;
  /**
   * Passes on the rest of the script's output. Gives false where a process may still write: the slot must not be used
   * again.
   */
  drain(): boolean | Promise<boolean>;
  /** Whether its scripts have left the directories that only this slot has as they were. */
  isAsOpened(): boolean;
  /** Ends the slot and closes its pipes. Its directory stays. */
  close(): void;
};

/** `lost`: the slot ended before it reported the script's end. */
export type SlotEnd =
  | { readonly kind: "ended"; readonly end: LeaderEnd; readonly isAnythingLeft: boolean }
  | { readonly kind: "lost"; readonly words: string };

/** A slot could not be made. The message has the words of the operating system or of a wrapper. */
export class SlotProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SlotProblem";
  }
}

/** It takes 3 ms on an idle machine, and took 10 s on one with ten times more work than processors. */
const MAX_OPENING_MS = 60_000;

/**
 * Makes a slot, with the command of its kind as it is now; see `openSlot`.
 *
 * @param directory does not exist yet; it is for the slot's FIFOs and its work directories.
 * @param onGroup called with the process group of each script, where every script has one of its own.
 * @throws SlotProblem where this machine does not allow it.
 */
export async function openSlotOnce(
  kind: SlotKind,
  directory: string,
  onGroup: (group: number) => void = () => {},
): Promise<Slot> {
  const { separation, own } = kind;
  const user = (await kind.users?.take().catch(asSlotProblem)) ?? null;
  mkdirSync(directory, { mode: 0o700 });
  user?.own(directory);
  const program = kind.programFor(directory, user);
  const fifos: readonly [string, string] = [join(directory, "out"), join(directory, "err")];
  let group: number | null = null;
  let isGroupDue = false;
  let isKilled = false;
  const shell = startSlotShell(program, (announced) => {
    group = announced;
    isGroupDue = false;
    onGroup(announced);
    // The word about it came after the shell was killed: nobody else ends it, and it holds the pipes of the shell open.
    if (isKilled) signalProcesses(-announced, "SIGKILL");
  });
  let outputs: SlotOutputs | null = null;
  let gatePipe: GatePipe | null = null;
  let waiting: Promise<SlotReply | null> | null = null;
  let hasEndedEarly = false;
  const gone = user === null ? shell.gone : shell.gone.then((why) => user.end().then(() => why));

  /** Leaves nothing of a slot that cannot be made. */
  const giveUp = async (problem: string | null): Promise<never> => {
    shell.child.kill("SIGKILL");
    const why = await gone;
    outputs?.close();
    gatePipe?.close();
    rmSync(directory, { recursive: true, force: true });
    throw new SlotProblem(problem ?? (shell.words() || `${program[0]} ended with ${why}`));
  };

  const limit = setTimeout(() => shell.child.kill("SIGKILL"), MAX_OPENING_MS);
  const isMade = (await shell.ask(openingCommand(separation, directory)))?.kind === "fifos";
  if (isMade) gatePipe = openGatePipe(join(directory, "go"));
  if (isMade && separation === "namespace") outputs = openSlotOutputs(...fifos);
  const ready = isMade ? await shell.ask(holdEndsCommand(separation)) : null;
  clearTimeout(limit);
  const pid = separation === "namespace" ? childrenOf(shell.child.pid ?? 0)[0] : shell.child.pid;
  if (ready?.kind !== "ready" || pid === undefined) return giveUp(null);
  if (user !== null && !user.admit(pid, directory))
    return giveUp("the slot's shell is not of the slot's user");
  if (separation === "namespace") group = pid;
  // Both ends are open. Without a name no other process can open them. A group opens new ones for each script.
  for (const name of ["gate", "go", ...(separation === "namespace" ? ["out", "err"] : [])])
    rmSync(join(directory, name));
  const ownNow = () => own.map((path) => fileAt(`/proc/${pid}/root${path}`));
  const ownAsOpened = orNull(ownNow);
  if (ownAsOpened === null) return giveUp("this machine does not show the files of other namespaces");

  // A shell that is killed between its fork and the word about it leaves a script that nobody knows.
  shell.child.once("exit", () => {
    if (isGroupDue) killSession(pid);
  });
  const { bashVersion } = ready;
  const kill = (): void => {
    isKilled = true;
    if (separation !== "namespace" && group !== null) signalProcesses(-group, "SIGKILL");
    // In a namespace this is its process 1. Its parent, which the runner started, ends after it, and it ends after all
    // others.
    if (!shell.isGone) signalProcesses(pid, "SIGKILL");
  };
  /** The number of an ended process may soon belong to another one. */
  const forgetGroup = (): void => {
    if (separation !== "namespace") group = null;
  };

  /** Nobody else may have left anything in the pipe: what is in it is executed. */
  function openOutputs(output: OutputMode, receive: Receive): LaunchOutputs {
    gatePipe?.empty();
    if (separation !== "namespace") {
      outputs?.close();
      outputs = openSlotOutputs(...fifos);
      isGroupDue = true;
    }
    outputs?.begin(receive, output);
    return { output, outputs: separation !== "namespace" ? fifos : null };
  }

  function endOf(reply: SlotReply | null): SlotEnd {
    if (reply?.kind !== "ended") return { kind: "lost", words: shell.words() };
    if (!reply.isAnythingLeft) forgetGroup();
    return reply;
  }

  return {
    directory,
    pid,
    uid: user?.uid ?? null,
    gone,
    kill,
    get group() {
      return group;
    },
    get isGone() {
      return shell.isGone;
    },
    get gate() {
      if (hasEndedEarly) return "ended-early";
      return waiting === null ? "nobody" : "waiting";
    },
    async launch(launch, output, receive) {
      const message = scriptProgram(bashVersion, launch, openOutputs(output, receive));
      const ended = shell.ask(forShell(bashVersion, launchCommand(separation, bashVersion, message)));
      gatePipe?.send(message);
      return endOf(await ended);
    },
    wait(launch) {
      const command = waitCommand(
        separation,
        launch,
        openOutputs("split", () => undefined),
      );
      const begun = shell.ask(forShell(bashVersion, command));
      waiting = begun;
      void begun.then(() => {
        if (waiting === begun) hasEndedEarly = true;
      });
    },
    async pass(message, output, receive) {
      const passing = waiting;
      waiting = null;
      outputs?.begin(receive, output);
      gatePipe?.send(message);
      return endOf(await passing);
    },
    async dismiss() {
      const leaving = waiting;
      waiting = null;
      gatePipe?.send(DISMISSAL);
      const end = endOf(await leaving);
      return end.kind === "ended" && end.end.kind === "exited" && end.end.code === 0;
    },
    async isAnythingLeft(how) {
      const line = how === "look" ? leftCommand(separation) : endLeftCommand(separation);
      const reply = await shell.ask(line);
      const isThere = reply?.kind === "left" && reply.isAnythingLeft;
      const isAlive = isThere && (separation === "namespace" || isGroupAlive(group ?? 0) !== false);
      // What the shell saw has ended, and is not collected yet.
      if (isThere && !isAlive && separation === "user") await shell.ask(END_USER_COMMAND);
      if (!isAlive) forgetGroup();
      return isAlive;
    },
    terminate() {
      if (group === null) return false;
      if (separation === "namespace" && childrenOf(group).length === 0) return false;
      return signalProcesses(-group, "SIGTERM");
    },
    drain() {
      if (outputs === null || separation !== "namespace") return outputs === null || drainToEnd(outputs);
      // No process is left in the namespace, so no output can come any more, even if the shell holds its own ends.
      outputs.drain();
      return true;
    },
    close() {
      kill();
      outputs?.close();
      outputs = null;
      gatePipe?.close();
      gatePipe = null;
    },
    isAsOpened() {
      const now = orNull(ownNow);
      return now?.every((file, at) => isSameFile(file, ownAsOpened[at] ?? file)) ?? false;
    },
  };
}

function asSlotProblem(error: unknown): never {
  throw error instanceof SlotUsersProblem ? new SlotProblem(error.message) : error;
}

/** Null where the operating system refuses. */
function orNull<T>(look: () => T): T | null {
  try {
    return look();
  } catch (error) {
    if (isSystemProblem(error)) return null;
    throw error;
  }
}

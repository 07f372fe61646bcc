import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { childrenOf, isGroupAlive, signalProcesses } from "../process/process-family.ts";
import {
  endLeftCommand,
  forShell,
  holdOutputsCommand,
  type Launch,
  launchCommand,
  leftCommand,
  openingCommand,
  type Separation,
} from "./slot-command.ts";
import { openSlotOutputs, type Receive, type SlotOutputs } from "./slot-outputs.ts";
import type { LeaderEnd } from "./slot-reply.ts";
import { startSlotShell } from "./slot-shell.ts";

/** How slots are made on this machine, and what keeps their scripts apart. */
export type SlotKind = {
  readonly separation: Separation;
  /** What is executed: the wrappers, each of which executes the next, and the shell at the end. */
  readonly program: readonly [string, ...string[]];
};

/**
 * A shell that executes one script after another, each in a fork of itself. See `docs/decisions/020-containment.md`:
 * to fork a small shell costs less than to fork the runner, and the pid namespace around it is paid for once.
 */
export type Slot = {
  /** Whoever kills this kills what is in the slot; where there are no namespaces, `group` as well. */
  readonly pid: number;
  /** The process group of the script that is executed, as this machine counts; null: there is none yet. */
  readonly group: number | null;
  readonly isGone: boolean;
  /** Settles when the slot is no more. In a pid namespace, nothing of it is left by then. */
  readonly gone: Promise<string>;
  /** Executes a script, one at a time. */
  launch(launch: Omit<Launch, "outputs">, receive: Receive): Promise<SlotEnd>;
  /** Whether anything that the last script started is still there; `"terminate"` sends it a TERM first. */
  isAnythingLeft(how: "look" | "terminate"): Promise<boolean>;
  /** TERM to the script's group. False: there is nobody yet. */
  terminate(): boolean;
  /** Ends the slot, and every process in it, at once. */
  kill(): void;
  /** Hands over the last of what the script wrote. False: somebody may still write, so the slot must not be used again. */
  drain(): boolean | Promise<boolean>;
  /** Ends the slot and lets go of its pipes. */
  close(): void;
};

/** `lost`: the slot ended before the script was known to have. */
export type SlotEnd =
  | { readonly kind: "ended"; readonly end: LeaderEnd; readonly isAnythingLeft: boolean }
  | { readonly kind: "lost"; readonly words: string };

/** A slot could not be made. The message holds what the operating system, or a wrapper, said. */
export class SlotProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "SlotProblem";
  }
}

/** It takes 3 ms on an idle machine; one where it takes this long executes nothing usefully. */
const MAX_OPENING_MS = 10_000;

/** A daemon that left the script's group may hold a pipe open: how long its last words are waited for. */
const MAX_DRAIN_MS = 200;
const DRAIN_LOOK_MS = 5;

/**
 * Makes a slot.
 *
 * @param directory does not exist yet; the slot's own, for its FIFOs.
 * @param onGroup told the process group of each script, where every script has one of its own.
 * @throws SlotProblem where this machine does not allow it.
 */
export async function openSlot(
  { separation, program }: SlotKind,
  directory: string,
  onGroup: (group: number) => void = () => {},
): Promise<Slot> {
  mkdirSync(directory, { mode: 0o700 });
  const fifos: readonly [string, string] = [join(directory, "out"), join(directory, "err")];
  let group: number | null = null;
  const shell = startSlotShell(program, (announced) => {
    group = announced;
    onGroup(announced);
  });
  let outputs: SlotOutputs | null = null;

  const limit = setTimeout(() => shell.child.kill("SIGKILL"), MAX_OPENING_MS);
  const isMade = (await shell.ask(openingCommand(separation, directory)))?.kind === "fifos";
  if (isMade && separation === "namespace") outputs = openSlotOutputs(...fifos);
  const ready = isMade ? await shell.ask(holdOutputsCommand(separation)) : null;
  clearTimeout(limit);
  const pid = separation === "namespace" ? childrenOf(shell.child.pid ?? 0)[0] : shell.child.pid;
  if (ready?.kind !== "ready" || pid === undefined) {
    shell.child.kill("SIGKILL");
    const why = await shell.gone;
    outputs?.close();
    rmSync(directory, { recursive: true, force: true });
    throw new SlotProblem(shell.words() || `${program[0]} ended with ${why}`);
  }
  if (separation === "namespace") {
    group = pid;
    // Both ends are open: without a name nobody else can open them.
    rmSync(directory, { recursive: true, force: true });
  }

  const kill = (): void => {
    if (separation === "group" && group !== null) signalProcesses(-group, "SIGKILL");
    // In a namespace this is its process 1. Its parent, which we spawned, ends after it, and it after all of its own.
    if (!shell.isGone) signalProcesses(pid, "SIGKILL");
  };
  /** A number that nobody has any more may be somebody else's soon. */
  const forgetGroup = (): void => {
    if (separation === "group") group = null;
  };

  return {
    pid,
    gone: shell.gone,
    kill,
    get group() {
      return group;
    },
    get isGone() {
      return shell.isGone;
    },
    async launch(launch, receive) {
      if (separation === "group") {
        outputs?.close();
        outputs = openSlotOutputs(...fifos);
      }
      outputs?.begin(receive);
      const own = separation === "group" ? fifos : null;
      const command = launchCommand(separation, { ...launch, outputs: own });
      const reply = await shell.ask(forShell(ready.bashVersion, command));
      if (reply?.kind !== "ended") return { kind: "lost", words: shell.words() };
      if (!reply.isAnythingLeft) forgetGroup();
      return reply;
    },
    async isAnythingLeft(how) {
      const line = how === "look" ? leftCommand(separation) : endLeftCommand(separation);
      const reply = await shell.ask(line);
      const isThere = reply?.kind === "left" && reply.isAnythingLeft;
      const isAlive = isThere && (separation === "namespace" || isGroupAlive(group ?? 0) !== false);
      if (!isAlive) forgetGroup();
      return isAlive;
    },
    terminate() {
      if (group === null) return false;
      if (separation === "namespace" && childrenOf(group).length === 0) return false;
      return signalProcesses(-group, "SIGTERM");
    },
    drain() {
      if (outputs === null || separation === "group") return outputs === null || drainToEnd(outputs);
      // Nobody is left in the namespace, so nothing can come any more: whether or not the shell holds its own ends.
      outputs.drain();
      return true;
    },
    close() {
      kill();
      outputs?.close();
      outputs = null;
      if (separation === "group") rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function drainToEnd(outputs: SlotOutputs): Promise<boolean> {
  const limit = performance.now() + MAX_DRAIN_MS;
  while (!outputs.drain()) {
    if (performance.now() >= limit) return false;
    await delay(DRAIN_LOOK_MS);
  }
  return true;
}

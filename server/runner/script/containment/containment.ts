import type { Fence } from "#engine/shape/fields/fences.ts";
import type { UserRange } from "#platform/user-range.ts";
import type { SlotKind } from "../slot/slot.ts";

export type ContainmentLevel = "fence" | "slot-user" | "pid-namespace" | "process-group";
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
  /** The numbers of the users that slots may get, and the directory of such slots for all runners of this machine. */
  readonly slotUsers: { readonly range: UserRange; readonly root: string };
  /** For tests: as on a machine that allows no namespaces. */
  readonly isWithoutNamespaces?: true;
};

/** This machine cannot do what the setting asks for. The message is for a person. */
export class ContainmentProblem extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ContainmentProblem";
  }
}

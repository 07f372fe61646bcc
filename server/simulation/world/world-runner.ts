import type { Script } from "../scripts/end-interrupted.ts";
import type { KeptRows } from "../store/kept-decision.ts";
import type { Runner } from "./world-controls.ts";

export type WorldRunner = Runner & {
  /** True where it has no database, and the answers of its server may be lost. */
  readonly isRemote: boolean;
  readonly scripts: Map<number, Script>;
  /** What it keeps of the pipeline since it wrote it; null where it keeps nothing. */
  kept: KeptRows | null;
};

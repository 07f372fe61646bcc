import { fileURLToPath } from "node:url";
import { type AskedChild, startAskedChild } from "./ask-child.ts";

export type BareQuestion = {
  readonly layers: readonly number[];
  readonly script: string;
  readonly slots: number;
};

/** The bare loop in a process of its own. It answers how many milliseconds a graph took. */
export type BareLoop = AskedChild<BareQuestion, number>;

export function startBareLoop(): Promise<BareLoop> {
  return startAskedChild(fileURLToPath(new URL("./bare-loop.mjs", import.meta.url)), []);
}

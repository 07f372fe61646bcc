import { z } from "zod";
import type { Json } from "#engine/model/graph-content.ts";
import { fields, vertexName } from "../fields.ts";

/** How many attempts of a track are listed at once. A vertex that polls for a day has thousands. */
export const ATTEMPTS_A_PAGE = 50;

const number = z.int().min(1);
const track = { id: number, vertex: vertexName };
/** The newest ones; with `before` the newest of those with a smaller number. */
export const attemptsInput = fields({ ...track, before: number.optional() });
export const attemptInput = fields({ ...track, attempt: number });

export type AttemptView = {
  readonly number: number;
  /** `undo`: it executed the script that undoes the vertex. */
  readonly kind: "run" | "undo";
  /** Of an undo: the number of the attempt that it undoes. */
  readonly undoes: number | null;
  readonly state: "running" | "lost" | "succeeded" | "failed" | "cancelled" | "handed-back";
  readonly inputs: Readonly<Record<string, Json>>;
  readonly script: string;
  readonly outputs: Readonly<Record<string, Json>> | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly reason: string | null;
  readonly runner: string;
  readonly logBytes: number;
  readonly isLogCut: boolean;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly askedBy: string | null;
  readonly askedWhy: string | null;
};

/** An attempt as it is listed: without what it executed, and the values, which may be long. */
export type AttemptSummary = Omit<AttemptView, "inputs" | "script" | "outputs">;

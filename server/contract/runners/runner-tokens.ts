import { z } from "zod";
import { MAX_RUNNER_LABELS } from "#engine/shape/labels.ts";
import { fields, plainText } from "../fields.ts";
import { folderPath } from "../folders.ts";
import { MAX_TOKEN_DAYS } from "../people/people.ts";

const MAX_FOLDERS = 50;

/** `name`: of one runner; with `*` at its end, the beginning of names. `folders`: paths, "" is the root. */
export const addRunnerTokenInput = fields({
  name: plainText.trim().min(1).max(100),
  labels: z.array(plainText.trim().min(1).max(100)).max(MAX_RUNNER_LABELS).default([]),
  folders: z.array(folderPath).min(1).max(MAX_FOLDERS).default([""]),
  /** Null: it does not expire. */
  days: z.number().int().min(1).max(MAX_TOKEN_DAYS).nullable().default(null),
});
export const revokeRunnerTokenInput = fields({ id: z.number().int().positive() });

/** What a runner without a database of its own shows. */
export type RunnerTokenView = {
  readonly id: number;
  readonly name: string;
  readonly labels: readonly string[];
  /** Paths. */
  readonly folders: readonly string[];
  /** `waiting`: for its runner. `code-over`: nobody came in time. `over`: it has expired. */
  readonly state: "waiting" | "code-over" | "enrolled" | "over" | "revoked";
  readonly codeUntil: Date;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly enrolledAt: Date | null;
  readonly usedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
};

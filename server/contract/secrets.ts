import { z } from "zod";
import { fields, plainText } from "./fields.ts";
import { folderPath } from "./folders.ts";

const name = plainText.min(1).max(100);
export const putSecretInput = fields({
  name,
  value: plainText.max(65_536),
  /** Absent: where it is, or the root for a new one. */
  folder: folderPath.optional(),
  /** The time at which the caller saw it saved, in milliseconds; 0: it must be new; absent: whatever is there is replaced. */
  version: z.int().min(0).optional(),
});
/** `version`: the time at which the caller saw it saved, in milliseconds; absent: whatever is there is removed. */
export const removeSecretInput = fields({ name, version: z.int().min(1).optional() });

/** A secret as people see it: never its value. */
export type SecretView = {
  readonly name: string;
  /** Graphs in this folder and below it may use it. */
  readonly folder: string;
  readonly savedAt: Date;
  readonly savedBy: string;
};

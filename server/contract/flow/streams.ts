import { z } from "zod";
import { fields, plainText } from "../fields.ts";
import { folderPath } from "../folders.ts";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** A day: so long the server knows that a record with a key was written. */
export const KEPT_KEY_MS = 86_400_000;
export const USUAL_MAX_LENGTH = 100_000;
export const USUAL_MAX_RECORD_BYTES = 65_536;

export const saveStreamInput = fields({
  name: z
    .string()
    .max(100)
    .regex(NAME, "Wanted a name of letters, digits, dots, hyphens and underscores, such as orders."),
  /** That which the caller saw; 0: it must be new; absent: whatever is there is changed. */
  version: z.int().min(0).optional(),
  /** The name of a connection of the kind redis. */
  connection: plainText.min(1).max(100),
  /** Absent: the stream's name. */
  redisKey: plainText.min(1).max(200).optional(),
  maxLength: z.int().min(1).max(1_000_000_000).optional(),
  maxRecordBytes: z.int().min(1).max(1_000_000).optional(),
  keyField: plainText.min(1).max(200).optional(),
  /** Absent: where it is, or the root for a new one. */
  folder: folderPath.optional(),
});
export type SaveStreamInput = z.output<typeof saveStreamInput>;
export const streamInput = fields({ name: plainText.min(1).max(100) });
/** `version`: that which the caller saw; absent: whatever is there is removed. */
export const removeStreamInput = fields({
  name: plainText.min(1).max(100),
  version: z.int().min(1).optional(),
});

export type StreamView = {
  readonly name: string;
  readonly folder: string;
  readonly connection: string;
  readonly redisKey: string;
  readonly maxLength: number;
  readonly maxRecordBytes: number;
  readonly keyField: string | null;
  readonly version: number;
  readonly savedAt: Date;
  readonly savedBy: string;
};

/** How many entries a stream has now, or why that cannot be told: a sentence. */
export type StreamLength =
  | { readonly length: number; readonly maxLength: number; readonly problem: null }
  | { readonly length: null; readonly maxLength: number; readonly problem: string };

/** So many streams are asked about at once. */
export const MAX_ASKED_STREAMS = 100;
export const streamStatesInput = fields({
  names: z.array(plainText.min(1).max(100)).min(1).max(MAX_ASKED_STREAMS),
});

/** Who reads a stream of Redis: a group of it, or a transfer. */
export type StreamReader = {
  /** Of a transfer, which has no group, a name that no other one of them has. */
  readonly group: string;
  /**
   * `hidden`: a trigger that whoever asks may not see. `left`: of a trigger that does not read this stream any more; it is
   * removed. `stays`: the same, but it has no id of an installation, and is not removed.
   */
  readonly by: "trigger" | "hidden" | "left" | "stays" | "transfer" | "other";
  /** Null where it is not told, or its trigger is not known. */
  readonly trigger: string | null;
  /** Null for other readers, and where it is not told. */
  readonly transfer: { readonly graph: string; readonly vertex: string } | null;
  /** Of the trigger: `active`, `paused`; null where it has none. */
  readonly state: string | null;
  /** Given, and not acknowledged yet; null: it has not read yet. */
  readonly pending: number | null;
  /** Not given yet; null where the server does not tell. */
  readonly waiting: number | null;
};

/** What the Redis says of a stream now. `problem`: a sentence where it could not be asked. */
export type StreamState = {
  readonly name: string;
  readonly length: number | null;
  readonly dead: number | null;
  readonly readers: readonly StreamReader[];
  readonly problem: string | null;
};

/** What became of one record of a request. */
export type SentRecord =
  | { readonly id: string; readonly isRepeated: boolean; readonly problem: null }
  | { readonly id: null; readonly isRepeated: false; readonly problem: string };

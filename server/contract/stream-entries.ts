import { z } from "zod";
import { fields, plainText } from "./fields.ts";

/** So many dead letters are looked at in one request; the answer says where to go on. */
export const MAX_WORKED_LETTERS = 10_000;
const MAX_IDS = 1_000;

const name = plainText.min(1).max(100);
const entryId = z
  .string()
  .regex(/^\d{1,20}-\d{1,20}$/, "Wanted the id of an entry, such as 1795763045050-0.");
const search = plainText.max(200);

export const streamEntriesInput = fields({
  name,
  /** Whether the dead letters are meant, and not the records. */
  isDead: z.boolean(),
  /** Part of the reason, the origin or the id of a dead letter; capital letters do not count. */
  search: search.optional(),
  /** The entries before this one. Absent: the newest. */
  before: entryId.optional(),
  limit: z.int().min(1).max(100).optional(),
});
export const streamEntryInput = fields({ name, isDead: z.boolean(), id: entryId });

/** Which dead letters are meant: these, or all up to one that match. */
export const deadLettersInput = fields({
  name,
  ids: z.array(entryId).min(1).max(MAX_IDS).optional(),
  /** The newest one that is meant: what dies meanwhile is not. */
  upTo: entryId.optional(),
  search: search.optional(),
  /** Where an earlier request stopped: its `next`. */
  from: entryId.optional(),
}).refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), {
  error: "Wanted either `ids` or `upTo`.",
});

/** A name or a value of an entry. Where it is no text in UTF-8, `text` has its bytes as hexadecimal numbers. */
export type EntryText = {
  readonly text: string;
  readonly isText: boolean;
  /** How many bytes it has. */
  readonly bytes: number;
  /** Whether only its beginning is here. */
  readonly isCut: boolean;
};

/** What a dead letter says of its record. */
export type DeadLetterFacts = {
  /** The id that its record had. */
  readonly originalId: EntryText;
  readonly reason: EntryText;
  /** How often it was given; null where that is not known. */
  readonly deliveries: number | null;
  readonly by: "trigger" | "transfer";
  /** The name of that trigger or transfer. */
  readonly from: EntryText;
  /** Whether its record can be put back: one of a transfer from a table or a web server cannot. */
  readonly canPutBack: boolean;
};

export type StreamEntry = {
  readonly id: string;
  /** When it was written; null where its id does not tell. */
  readonly at: Date | null;
  readonly fields: readonly { readonly name: EntryText; readonly value: EntryText }[];
  /** How many it has; more than there are in `fields` where it is cut. */
  readonly fieldCount: number;
  /** Of a dead letter; null where it was written by somebody else. */
  readonly letter: DeadLetterFacts | null;
};

/** The newest first. `next`: what `before` is to be for the next page; null at the end. */
export type StreamEntries = {
  readonly entries: readonly StreamEntry[];
  readonly next: string | null;
  /** Why the Redis could not be asked: a sentence. */
  readonly problem: string | null;
};

/** What was done with dead letters. */
export type WorkedLetters = {
  readonly done: number;
  /** Not there any more: somebody else was faster. */
  readonly gone: number;
  /** Left where they are, because they have no record that could be put back. */
  readonly unfit: number;
  /** Whether it stopped because the stream is as long as it may be. */
  readonly isFull: boolean;
  /** Where to go on; null where all were looked at. */
  readonly next: string | null;
};

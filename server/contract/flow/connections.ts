import { z } from "zod";
import { CONNECTION_KINDS, type ConnectionKind } from "#engine/model/connection.ts";
import { fields, plainText } from "../fields.ts";
import { folderPath } from "../folders.ts";

const name = plainText.min(1).max(100);
const ca = plainText.max(65_536);

export const saveConnectionInput = fields({
  name,
  kind: z.enum(CONNECTION_KINDS),
  address: plainText.min(1).max(1_000),
  username: plainText.min(1).max(200).optional(),
  /** The name of the secret that is the password or the token. */
  secret: name.optional(),
  /** Certificates as PEM. */
  ca: ca.optional(),
  /** Absent: where it is, or the root for a new one. */
  folder: folderPath.optional(),
  /** The time at which the caller saw it saved, in milliseconds; 0: it must be new; absent: whatever is there is replaced. */
  version: z.int().min(0).optional(),
});
export const connectionInput = fields({ name });
/** `version`: the time at which the caller saw it saved, in milliseconds; absent: whatever is there is removed. */
export const removeConnectionInput = fields({ name, version: z.int().min(1).optional() });

export type ConnectionSettings = Omit<z.infer<typeof saveConnectionInput>, "name" | "folder" | "version">;

/** A connection as people see it. */
export type ConnectionView = {
  readonly name: string;
  /** Graphs in this folder and below it may use it. */
  readonly folder: string;
  readonly kind: ConnectionKind;
  readonly address: string;
  readonly username: string | null;
  readonly secret: string | null;
  readonly ca: string | null;
  readonly savedAt: Date;
  readonly savedBy: string;
};

/** A connection with its password: for whoever connects now, and nobody else. */
export type ResolvedConnection = Pick<ConnectionView, "name" | "kind" | "address" | "username" | "ca"> & {
  /** The name of its secret, and what that is. */
  readonly secret: { readonly name: string; readonly value: string } | null;
};

/** What a test of a connection found. `text` is a sentence. */
export type ConnectionTest = { readonly isGood: boolean; readonly text: string };

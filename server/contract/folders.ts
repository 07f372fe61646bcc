import { z } from "zod";
import type { Act } from "#engine/rights/acts.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import { ROLES, type Role } from "#engine/rights/roles.ts";
import type { Givers } from "#engine/rights/who-can-give.ts";
import { fields, plainText } from "./fields.ts";

const rowId = z.int().min(1);
/** The longest path of a folder, in characters. */
export const MAX_FOLDER_PATH = 1_000;
/** A folder that is there already: what is none is not found. */
export const folderPath = plainText.max(MAX_FOLDER_PATH);
/** The engine says what is wrong with it. */
const name = plainText.max(1_000);
const groupName = plainText.trim().min(1).max(100);
const label = plainText.min(1).max(100);

/** The folder of something; absent: the root. */
export const inFolder = folderPath.default(ROOT);

export const folderInput = fields({ folder: folderPath });
/** `folder`: the one that it will be in. */
export const createFolderInput = fields({ folder: inFolder, name });
export const renameFolderInput = fields({ folder: folderPath, name });
/** `to`: the folder that it will be in. `name`: its new one; absent: the old one. */
export const moveFolderInput = fields({ folder: folderPath, to: folderPath, name: name.optional() });

/** Exactly one of a person and a group, by number. */
export const addGrantInput = fields({
  folder: folderPath,
  role: z.enum(ROLES),
  person: rowId.optional(),
  group: rowId.optional(),
}).refine(({ person, group }) => (person === undefined) !== (group === undefined), {
  error: "Wanted a person or a group",
});
export const removeGrantInput = fields({ folder: folderPath, id: rowId });

export const addGroupInput = fields({ name: groupName });
export const groupInput = fields({ id: rowId });
export const renameGroupInput = fields({ id: rowId, name: groupName });
export const memberInput = fields({ id: rowId, person: rowId });

export const bindLabelInput = fields({ label, folder: folderPath });
export const freeLabelInput = fields({ label });

export type FolderView = {
  /** Empty for the root. */
  readonly path: string;
  /** What whoever asks may do in it; nothing where it is only on the way to one that they may read. */
  readonly acts: readonly Act[];
  /** How many graphs are in it, without those of folders below. */
  readonly graphCount: number;
};

/** Who can give roles in a folder, and in those below it that are not listed by themselves. */
export type FolderAdminsView = { readonly path: string } & Givers;

/** A role of a person or a group. */
export type GrantView = {
  readonly id: number;
  /** Where it was given: this folder, or one above it. */
  readonly folder: string;
  readonly role: Role;
  readonly to: { readonly kind: "person" | "group"; readonly id: number; readonly name: string };
};

type Named = { readonly id: number; readonly name: string };

/** `mark`: where others have the same name, what tells this person from them: their email, or else `#` and their id. */
export type CandidatePerson = Named & { readonly mark: string | null };

/** A person's name, with what tells them from others of the same name. A server of an earlier version may not say it. */
export function markedName({ name, mark = null }: Pick<CandidatePerson, "name" | "mark">): string {
  return mark === null ? name : `${name} (${mark})`;
}

/** To whom a role can be given. */
export type GrantCandidates = {
  readonly people: readonly CandidatePerson[];
  readonly groups: readonly Named[];
};

export type GroupView = {
  readonly id: number;
  readonly name: string;
  /** All people are in it, always. */
  readonly isEveryone: boolean;
  readonly members: readonly CandidatePerson[];
  readonly grants: readonly GrantView[];
};

/** A label that only graphs in a folder and below it may use. */
export type BoundLabelView = { readonly label: string; readonly folder: string };

import { z } from "zod";
import { ACTS, type Act } from "#engine/rights/acts.ts";
import type { Rights } from "#engine/rights/policy.ts";
import { ROLES, type Role } from "#engine/rights/roles.ts";
import { fields, plainText } from "../fields.ts";
import { inFolder } from "../folders.ts";

export const MIN_PASSWORD = 12;
/** A longer one costs the server more to hash, and adds nothing. */
export const MAX_PASSWORD = 200;
export const MAX_TOKEN_DAYS = 366;
export const DEFAULT_TOKEN_DAYS = 90;

const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;
const rowId = z.number().int().positive();
/** What stands beside everything that somebody does must look like what it is. */
export const shownName = plainText
  .trim()
  .min(1)
  .max(100)
  .refine(
    (text) => !UNSEEN.test(text),
    "A name cannot have line breaks, or characters that turn the text around.",
  );
/** Emails are compared without regard to case. */
const email = plainText.trim().toLowerCase().max(254).pipe(z.email("That is no email address"));
const secretText = plainText.min(1).max(MAX_PASSWORD);

export const signInInput = fields({ email: plainText.trim().toLowerCase().max(254), password: secretText });
export const openLinkInput = fields({ token: plainText.max(100) });

export const saveAccountInput = fields({ name: shownName, email: email.nullable() });
/** `current`: the current password, if there is one. */
export const setPasswordInput = fields({
  current: plainText.max(MAX_PASSWORD).nullable(),
  password: secretText,
});
export const endSessionInput = fields({ id: rowId });

/** `role`: their first one, in a folder; absent: they may not see anything yet. */
export const addPersonInput = fields({
  name: shownName,
  email: email.nullable(),
  role: z.enum(ROLES).optional(),
  folder: inFolder,
});
export const personInput = fields({ id: rowId });
/** `person`: an email or a name; without it or an id: the only one, or the first of all. */
export const makeLinkInput = fields({
  id: rowId.optional(),
  person: plainText.max(254).optional(),
  /** Makes none where somebody is there already. */
  isFirstOnly: z.boolean().default(false),
});

export const createTokenInput = fields({
  name: shownName,
  acts: z.array(z.enum(ACTS)).min(1).max(ACTS.length),
  folder: inFolder,
  days: z.number().int().min(1).max(MAX_TOKEN_DAYS).default(DEFAULT_TOKEN_DAYS),
});
export const revokeTokenInput = fields({ id: rowId });

/** Why a password cannot be taken; null where it can. Length is what makes one strong, so nothing else is asked of it. */
export function passwordProblem(password: string, known: readonly (string | null)[]): string | null {
  const length = [...password].length;
  if (length < MIN_PASSWORD)
    return `Wanted a password of at least ${MIN_PASSWORD} characters, found ${length}.`;
  const plain = password.toLowerCase();
  if (known.some((each) => each !== null && each.toLowerCase() === plain))
    return "The password must be something else than the name or the email.";
  if (new Set(plain).size < 5) return "The password repeats the same few characters.";
  return null;
}

/** Who is signed in here. */
export type AccountView = {
  readonly who: "person" | "token" | "command line";
  /** The id of the person; null for a program. */
  readonly personId: number | null;
  readonly name: string;
  readonly email: string | null;
  readonly hasPassword: boolean;
  /** Their authenticator app; null where they have none. */
  readonly secondFactor: { readonly since: Date; readonly recoveryCodes: number } | null;
  /** How many passkeys they have. */
  readonly passkeys: number;
  readonly rights: Rights;
  /** The identity provider of this server; null where there is none. */
  readonly provider: { readonly name: string; readonly isLinked: boolean } | null;
};

/** A text that tells whoever is signed in from others in the same browser. */
export function personKey({ who, personId }: Pick<AccountView, "who" | "personId">): string {
  return `${who} ${personId ?? ""}`;
}

export type SessionView = {
  readonly id: number;
  readonly device: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly usedAt: Date;
  /** The session that asks. */
  readonly isThis: boolean;
};

export type PersonView = {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  /** How many they have. */
  readonly passkeys: number;
  /** Whether the identity provider signs them in, and whether somebody decided that their email may link them. */
  readonly isLinked: boolean;
  readonly isLinkable: boolean;
  readonly createdAt: Date;
  readonly createdBy: string;
  /** Their own roles, without those of their groups. */
  readonly roles: readonly { readonly folder: string; readonly role: Role }[];
  readonly groups: readonly string[];
};

export type TokenView = {
  readonly id: number;
  readonly name: string;
  readonly acts: readonly Act[];
  /** It may do them in this folder and below it. */
  readonly folder: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly usedAt: Date | null;
  readonly expiresAt: Date;
  readonly isOver: boolean;
};

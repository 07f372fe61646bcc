import { z } from "zod";
import { fields, plainText } from "../fields.ts";
import { MAX_PASSWORD, shownName } from "./people.ts";

export const MAX_PASSKEYS = 20;

/** Bytes as base64url, without padding. */
const bytes = (maxCharacters: number) =>
  z
    .string()
    .max(maxCharacters)
    .regex(/^[A-Za-z0-9_-]+$/, "Wanted bytes as base64url");

const credentialId = bytes(1_364);
const clientDataJSON = bytes(8_000);

/** What a passkey signed (WebAuthn's assertion). */
export const passkeyAnswer = fields({
  id: credentialId,
  clientDataJSON,
  authenticatorData: bytes(4_000),
  signature: bytes(4_000),
  /** Null: the authenticator did not say whose it is. */
  userHandle: bytes(86).nullable(),
});
export type PasskeyAnswer = z.output<typeof passkeyAnswer>;

/**
 * By which somebody who is signed in shows once more who they are: their password, a code of the app, a recovery code, or
 * a passkey.
 */
export const proof = z.union([plainText.min(1).max(MAX_PASSWORD), passkeyAnswer]);
export type Proof = z.output<typeof proof>;
/** `proof`: null where they have nothing to show. */
export const proofInput = fields({ proof: proof.nullable() });

/** What an authenticator says of a passkey that it made (WebAuthn's attestation). */
export const newPasskeyAnswer = fields({
  id: credentialId,
  clientDataJSON,
  attestationObject: bytes(20_000),
  transports: z.array(z.string().regex(/^[a-z-]{1,20}$/)).max(10),
});
export type NewPasskeyAnswer = z.output<typeof newPasskeyAnswer>;

export const addPasskeyInput = fields({ name: shownName, answer: newPasskeyAnswer });

export const removePasskeyInput = fields({ id: z.number().int().positive(), proof: proof.nullable() });

export type PasskeyView = {
  readonly id: number;
  readonly name: string;
  readonly createdAt: Date;
  /** Null: not yet. */
  readonly usedAt: Date | null;
  /** Whether it is copied to other devices of the person, as its authenticator says. */
  readonly isBackedUp: boolean;
  /** The host name at which it works. */
  readonly rpId: string;
};

/** Whether passkeys work at the address at which the browser is. */
export type PasskeyPlaceView =
  | { readonly works: true; readonly rpId: string }
  /** `text`: why not. `url`: where they do. */
  | { readonly works: false; readonly text: string; readonly url: string };

export type PasskeysView = { readonly place: PasskeyPlaceView; readonly passkeys: readonly PasskeyView[] };

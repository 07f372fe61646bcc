import { fields, plainText } from "../fields.ts";
import { MAX_PASSWORD } from "./people.ts";

/** A code of the app, or a recovery code. */
const code = plainText.trim().min(1).max(40);

export const signInCodeInput = fields({ code });
/** `current`: the password, if the person has one. */
export const startAuthenticatorInput = fields({ current: plainText.max(MAX_PASSWORD).nullable() });
export const confirmAuthenticatorInput = fields({ code });

/** What the authenticator app is given. It is shown this once. */
export type NewAuthenticator = { readonly secret: string; readonly uri: string };
export type NewRecoveryCodes = { readonly codes: readonly string[] };

import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
} from "@simplewebauthn/browser";
import { PageProblem } from "#components/api/shown-problem.ts";
import type { NewPasskeyAnswer, PasskeyAnswer } from "#contract/people/passkeys.ts";

/** Whether this browser knows passkeys at all. On the server, where nobody can tell yet: yes. */
export function knowsPasskeys(): boolean {
  return typeof window === "undefined" || browserSupportsWebAuthn();
}

/**
 * Has the browser ask for a passkey.
 *
 * @param isSuggested the browser only suggests it where the email is typed, and waits.
 * @throws PageProblem where there is none, or something else was asked meanwhile.
 */
export async function askPasskey(
  optionsJSON: PublicKeyCredentialRequestOptionsJSON,
  isSuggested = false,
): Promise<PasskeyAnswer> {
  try {
    const { id, response } = await startAuthentication({ optionsJSON, useBrowserAutofill: isSuggested });
    const { clientDataJSON, authenticatorData, signature, userHandle = null } = response;
    return { id, clientDataJSON, authenticatorData, signature, userHandle };
  } catch (error) {
    throw problemOf(error, "No passkey was used");
  }
}

/** Has the browser make a passkey. @throws PageProblem where it makes none. */
export async function makePasskey(
  optionsJSON: PublicKeyCredentialCreationOptionsJSON,
): Promise<NewPasskeyAnswer> {
  try {
    const { id, response } = await startRegistration({ optionsJSON });
    const { clientDataJSON, attestationObject, transports = [] } = response;
    return { id, clientDataJSON, attestationObject, transports };
  } catch (error) {
    throw problemOf(error, "No passkey was made");
  }
}

/** The browser asks no more. */
export function stopAsking(): void {
  WebAuthnAbortService.cancelCeremony();
}

/** What a browser's error means. Its own words are for programmers. */
function problemOf(error: unknown, what: string): PageProblem {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const name = cause instanceof Error ? cause.name : "";
  switch (name) {
    case "NotAllowedError":
    case "AbortError":
      return new PageProblem(
        `${what}: it was cancelled, it took too long, or there is none here.`,
        "Try again.",
      );
    case "InvalidStateError":
      return new PageProblem(
        `${what}: this device, or its password manager, has one for you here already.`,
        "Use that one, or another device.",
      );
    case "NotSupportedError":
    case "ConstraintError":
      return new PageProblem(
        `${what}: this device cannot keep one, or asks for no PIN, finger or face.`,
        "Set up the screen lock of your device, or use another one.",
      );
    case "SecurityError":
      return new PageProblem(
        `${what}: the browser does not trust this address.`,
        "Look whether the address is right, and whether its certificate is.",
      );
    default:
      return new PageProblem(`${what}: the browser does not say why.`, "Try again, or use another device.");
  }
}

import type { AuthenticatorTransport } from "@simplewebauthn/server";

/** How a stored passkey is reached. What a browser does not know, it passes over. */
export function transportsOf(text: string): AuthenticatorTransport[] {
  return text.split(" ").filter((word) => word !== "") as AuthenticatorTransport[];
}

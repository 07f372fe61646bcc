import { z } from "zod";
import { fields, plainText } from "../fields.ts";

/** `to`: the page that somebody wanted to see. */
export const signInByProviderInput = fields({ to: plainText.max(2_000) });
export const allowProviderInput = fields({ id: z.number().int().positive(), isAllowed: z.boolean() });

/** Why an identity provider signed nobody in. The words are in the address of the page that says it. */
export const PROVIDER_PROBLEMS = [
  "away",
  "denied",
  "untrusted",
  "not-begun",
  "unknown",
  "not-allowed",
  "email-taken",
  "linked",
] as const;
export type ProviderProblemCode = (typeof PROVIDER_PROBLEMS)[number];

type Sentences = { readonly text: string; readonly todo: string };

const SENTENCES: Readonly<Record<ProviderProblemCode, (name: string) => Sentences>> = {
  away: (name) => ({
    text: `${name} does not answer, or is not set up for this server.`,
    todo: "Sign in with your password, or try again later. The server's log says more.",
  }),
  denied: (name) => ({
    text: `${name} did not sign you in.`,
    todo: "Try again, or ask those who run it.",
  }),
  untrusted: (name) => ({
    text: `The answer that came from ${name} cannot be trusted, so nobody was signed in.`,
    todo: "Begin again. If it happens twice, the server's log says why.",
  }),
  "not-begun": () => ({
    text: "This sign-in was not begun in this browser, or more than ten minutes ago.",
    todo: "Begin again.",
  }),
  unknown: (name) => ({
    text: `${name} knows you, but nobody here is linked with you.`,
    todo: `Sign in here in another way and link your account, or ask an administrator to allow ${name} for you.`,
  }),
  "not-allowed": (name) => ({
    text: `${name} knows you, but you are not among those who may sign in here.`,
    todo: "Ask those who run this server (SIGNALBOX_OIDC_ALLOW).",
  }),
  "email-taken": (name) => ({
    text: "Somebody here has your email already.",
    todo: `If that is you: sign in here in another way and link your account, or ask an administrator to allow ${name} for you.`,
  }),
  linked: (name) => ({
    text: `This account of ${name} belongs to somebody else here.`,
    todo: "Sign in with it, or unlink it there first.",
  }),
};

/** What a person is told. */
export function providerSentences(code: ProviderProblemCode, name: string): Sentences {
  return SENTENCES[code](name);
}

/** The problem that an address names; null where it names none. */
export function providerProblemIn(text: unknown): ProviderProblemCode | null {
  return PROVIDER_PROBLEMS.find((code) => code === text) ?? null;
}

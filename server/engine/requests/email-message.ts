import { ownOf } from "../json/json.ts";
import type { EmailSpec, InputSpec, Json } from "../model/graph-content.ts";
import { valueText } from "../values/input-values.ts";
import { filledTemplate, inputsOfTemplates } from "./templates.ts";

/** An email without placeholders, ready to be sent. */
export type EmailMessage = {
  /** Each entry is exactly one address. */
  readonly to: readonly string[];
  /** One line. */
  readonly subject: string;
  readonly body: string;
  /** Null: the runner uses its own login. */
  readonly login: { readonly user: string; readonly password: string } | null;
};

/** The reply of the mail server to an email that it accepted. */
export type EmailResponse = {
  readonly kind: "email";
  /** The three digits of its reply. */
  readonly status: number;
  readonly messageId: string;
};

export type RenderedEmail =
  | { readonly ok: true; readonly message: EmailMessage }
  /** `problem` is part of a sentence. */
  | { readonly ok: false; readonly problem: string };

/** Excludes spaces, line breaks, commas, quotes and brackets, which could end an address or begin another one. */
const ADDRESS = /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*$/u;

/**
 * Replaces the placeholders of an email. Whatever the values are, each entry of `to` must be one address, and a subject
 * with a line break or another control character is refused, so that a value cannot add a header.
 */
export function renderEmail(
  spec: EmailSpec,
  inputs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, Json>>,
): RenderedEmail {
  const refused = (problem: string) => ({ ok: false, problem }) as const;
  for (const name of inputsOfTemplates(templatesOf(spec), inputs))
    if (!Object.hasOwn(values, name))
      return refused(`the email uses {${name}}, but its input ${name} has no value`);
  const filled = (template: string) =>
    filledTemplate(template, inputs, (name) =>
      valueText(ownOf(inputs, name) ?? { type: "string" }, ownOf(values, name) ?? null),
    );
  const to = spec.to.map((each) => filled(each).trim());
  const place = to.findIndex((address) => address.length > 254 || !ADDRESS.test(address));
  if (place >= 0) return refused(`\`${spec.to[place]}\` is not one email address`);
  const subject = filled(spec.subject);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject))
    return refused("its subject would contain a line break or another control character");
  const { user, password } = spec;
  const login =
    user === undefined || password === undefined ? null : { user: filled(user), password: filled(password) };
  return { ok: true, message: { to, subject, body: filled(spec.body ?? ""), login } };
}

/** An email as text for people, with or without placeholders. */
export function emailText({ to, subject, body = "" }: Pick<EmailSpec, "to" | "subject" | "body">): string {
  return `To: ${to.join(", ")}\nSubject: ${subject}\n\n${body}`;
}

/** Every text of an email that may have placeholders. */
export function templatesOf({
  to,
  subject,
  body = "",
  user = "",
  password = "",
}: EmailSpec): readonly string[] {
  return [...to, subject, body, user, password];
}

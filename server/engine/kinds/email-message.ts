import type { EmailSpec, InputSpec, Json } from "../model/graph-content.ts";
import { valueText } from "../values/input-values.ts";
import { filledTemplate, inputsOfTemplates } from "./templates.ts";

/** An email as it is sent. */
export type EmailMessage = {
  /** One address each, nothing else. */
  readonly to: readonly string[];
  /** One line. */
  readonly subject: string;
  readonly body: string;
  /** Null: the login of the runner's own. */
  readonly login: { readonly user: string; readonly password: string } | null;
};

/** What the mail server said of an email that it took. */
export type EmailResponse = {
  readonly kind: "email";
  /** The three digits of its reply. */
  readonly status: number;
  readonly messageId: string;
};

export type RenderedEmail =
  | { readonly ok: true; readonly message: EmailMessage }
  /** A part of a sentence. */
  | { readonly ok: false; readonly problem: string };

/** No space, line break, comma, quote or bracket: nothing that ends an address or begins another one. */
const ADDRESS = /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*$/u;

/**
 * An email with its placeholders filled in. Values stay data: each entry of `to` is one address whatever a value holds,
 * and a subject with a line break or another control character is refused, so that no header can be added.
 */
export function renderEmail(
  spec: EmailSpec,
  inputs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, Json>>,
): RenderedEmail {
  const refused = (problem: string) => ({ ok: false, problem }) as const;
  for (const name of inputsOfTemplates(templatesOf(spec), inputs))
    if (!Object.hasOwn(values, name))
      return refused(`the email uses {${name}}, and its input ${name} has no value`);
  const filled = (template: string) =>
    filledTemplate(template, inputs, (name) =>
      valueText(inputs[name] ?? { type: "string" }, values[name] ?? null),
    );
  const to = spec.to.map((each) => filled(each).trim());
  const place = to.findIndex((address) => address.length > 254 || !ADDRESS.test(address));
  if (place >= 0) return refused(`\`${spec.to[place]}\` does not give one email address`);
  const subject = filled(spec.subject);
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(subject))
    return refused("its subject would hold a line break or another control character");
  const { user, password } = spec;
  const login =
    user === undefined || password === undefined ? null : { user: filled(user), password: filled(password) };
  return { ok: true, message: { to, subject, body: filled(spec.body ?? ""), login } };
}

/** An email as people read it, with its placeholders or without. */
export function emailText({ to, subject, body = "" }: Pick<EmailSpec, "to" | "subject" | "body">): string {
  return `To: ${to.join(", ")}\nSubject: ${subject}\n\n${body}`;
}

/** Every text of an email that holds placeholders. */
export function templatesOf({
  to,
  subject,
  body = "",
  user = "",
  password = "",
}: EmailSpec): readonly string[] {
  return [...to, subject, body, user, password];
}

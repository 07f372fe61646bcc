import type { ReactNode } from "react";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { MIN_PASSWORD } from "#contract/people/people.ts";

type Props = {
  value: string;
  onValue: (value: string) => void;
  label?: string;
  hint?: ReactNode;
  isOptional?: boolean;
  autoFocus?: boolean;
};

/** The name of a person, in every form that asks for it. */
export function NameField({ label = "Name", ...props }: Props) {
  return <Line {...props} label={label} autoComplete="name" />;
}

/** The email that somebody signs in with. `suggestsPasskeys`: where they do, browsers also suggest their passkeys. */
export function EmailField({
  label = "Email",
  suggestsPasskeys = false,
  ...props
}: Props & { suggestsPasskeys?: boolean }) {
  const filled = suggestsPasskeys ? "username webauthn" : "username";
  return <Line {...props} label={label} type="email" name="email" autoComplete={filled} />;
}

/** The password that somebody has. */
export function PasswordField({ label = "Password", ...props }: Props) {
  return <Line {...props} label={label} type="password" name="password" autoComplete="current-password" />;
}

/** A password that somebody chooses. */
export function NewPasswordField({ label = "Password", ...props }: Props) {
  const hint = `At least ${MIN_PASSWORD} characters. Several words are good.`;
  return (
    <Line
      {...props}
      label={label}
      hint={hint}
      type="password"
      name="new-password"
      autoComplete="new-password"
    />
  );
}

/** A code of an authenticator app. Phones show their digits for it. */
export function CodeField({ label = "Code", ...props }: Props) {
  return <Line {...props} label={label} name="code" autoComplete="one-time-code" />;
}

function Line({
  onValue,
  isOptional = false,
  ...rest
}: Props & { label: string; type?: string; name?: string; autoComplete: string }) {
  return <TextField {...rest} required={!isOptional} onChange={({ target }) => onValue(target.value)} />;
}

import { TextField } from "#components/ui/fields/text-field.tsx";
import { MAX_TOKEN_DAYS } from "#contract/people/people.ts";

/** The number of days that is typed; null where a token cannot have it. */
export function readTokenDays(text: string): number | null {
  const days = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return days >= 1 && days <= MAX_TOKEN_DAYS ? days : null;
}

type Props = {
  value: string;
  onChange: (text: string) => void;
  hint: string;
  /** Empty is right, too: the token is never over. */
  isOptional?: boolean;
};

/** After how many days a token is over. What is no number of days is said while it is typed. */
export function TokenDaysField({ value, onChange, hint, isOptional = false }: Props) {
  const isRight = readTokenDays(value) !== null || (isOptional && value.trim() === "");
  const wanted = `Wanted a whole number of days, from 1 to ${MAX_TOKEN_DAYS}`;
  return (
    <TextField
      label="Days"
      inputMode="numeric"
      hint={hint}
      value={value}
      error={isRight ? null : isOptional ? `${wanted}, or nothing.` : `${wanted}.`}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

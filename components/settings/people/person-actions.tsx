import { Button } from "#components/ui/buttons/button.tsx";
import type { PersonView } from "#contract/people/people.ts";

export type PersonAction = "link" | "allow" | "remove factor" | "remove passkeys" | "remove";

type Props = {
  person: PersonView;
  /** The name of the identity provider; null where there is none. */
  provider: string | null;
  onAction: (action: PersonAction) => void;
};

/** What can be done with a person in the list. */
export function PersonActions({ person, provider, onAction }: Props) {
  const { name } = person;
  const allow = person.isLinkable ? `Do not allow ${provider}` : `Allow ${provider}`;
  const actions: readonly (readonly [PersonAction, string, string, boolean])[] = [
    ["link", "Link", `Sign-in link for ${name}`, true],
    ["allow", allow, `${allow} for ${name}`, provider !== null && person.email !== null && !person.isLinked],
    ["remove factor", "Remove second factor", `Remove the second factor of ${name}`, person.hasSecondFactor],
    ["remove passkeys", "Remove passkeys", `Remove the passkeys of ${name}`, person.passkeys > 0],
    ["remove", "Remove", `Remove ${name}`, true],
  ];
  return actions.map(
    ([action, text, label, isShown]) =>
      isShown && (
        <Button key={action} size="small" look="quiet" aria-label={label} onClick={() => onAction(action)}>
          {text}
        </Button>
      ),
  );
}

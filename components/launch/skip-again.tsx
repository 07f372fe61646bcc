import { Checkbox } from "#components/ui/fields/checkbox.tsx";

type Props = {
  /** What the launch skipped that this one repeats. */
  before: readonly string[];
  skips: readonly string[];
  onSkips: (skips: readonly string[]) => void;
};

/** Whether what was skipped before is skipped again; nothing where nothing was. */
export function SkipAgain({ before, skips, onSkips }: Props) {
  if (before.length === 0) return null;
  return (
    <Checkbox
      label={
        <span>
          Skip again what was skipped at the launch: <bdi>{before.join(", ")}</bdi>
        </span>
      }
      checked={skips.length > 0}
      onCheckedChange={(isAgain) => onSkips(isAgain ? before : [])}
    />
  );
}

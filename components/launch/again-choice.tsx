import { Checkbox } from "#components/ui/fields/checkbox.tsx";

/** So many names are in the sentence. */
const MAX_NAMES = 8;

type Props = {
  text: string;
  /** The vertices for which that was so in the pipeline that is run again. */
  before: readonly string[];
  chosen: readonly string[];
  onChosen: (names: readonly string[]) => void;
};

/** Whether something of the earlier pipeline is repeated at its vertices; nothing where it had none. */
export function AgainChoice({ text, before, chosen, onChosen }: Props) {
  if (before.length === 0) return null;
  const more = before.length - MAX_NAMES;
  return (
    <Checkbox
      label={
        <span>
          {text} <bdi>{before.slice(0, MAX_NAMES).join(", ")}</bdi>
          {more > 0 ? ` and ${more} more` : ""}
        </span>
      }
      checked={chosen.length > 0}
      onCheckedChange={(isAgain) => onChosen(isAgain ? before : [])}
    />
  );
}

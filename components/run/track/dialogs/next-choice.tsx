import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import styles from "../../run-view.module.css";

type Props = {
  heads: readonly string[];
  /** Null: the graph's own conditions choose. */
  chosen: readonly string[] | null;
  onChoose: (next: readonly string[] | null) => void;
};

/** Which successors go on: as the conditions say, or as a person says. */
export function NextChoice({ heads, chosen, onChoose }: Props) {
  return (
    <fieldset className={styles.choices}>
      <legend>Continue with</legend>
      <Checkbox
        label="What the conditions choose"
        checked={chosen === null}
        onCheckedChange={(isChecked) => onChoose(isChecked ? null : [])}
      />
      {chosen !== null &&
        heads.map((head) => (
          <Checkbox
            key={head}
            label={head}
            checked={chosen.includes(head)}
            onCheckedChange={(isChecked) =>
              onChoose(isChecked ? [...chosen, head] : chosen.filter((each) => each !== head))
            }
          />
        ))}
    </fieldset>
  );
}

import type { ReactNode } from "react";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { ACT_WORDS, type Act } from "#engine/rights/acts.ts";
import styles from "./acts.module.css";

type Props = {
  offered: readonly Act[];
  chosen: readonly Act[];
  onChange: (act: Act, isChosen: boolean) => void;
  /** What is said below them. */
  children?: ReactNode;
};

/** What a program may do. */
export function ActsField({ offered, chosen, onChange, children }: Props) {
  return (
    <fieldset className={styles.acts}>
      <legend>What it may do</legend>
      {offered.map((act) => (
        <Checkbox
          key={act}
          checked={chosen.includes(act)}
          onCheckedChange={(isChosen) => onChange(act, isChosen)}
          label={
            <span>
              <b>{act}</b>: {ACT_WORDS[act]}
            </span>
          }
        />
      ))}
      {children}
    </fieldset>
  );
}

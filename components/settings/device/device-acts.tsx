import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { ACT_WORDS, type Act } from "#engine/rights/acts.ts";
import styles from "./device.module.css";

type Props = {
  asked: readonly Act[];
  /** What of that the person may do themselves. */
  offered: readonly Act[];
  chosen: readonly Act[];
  onChange: (act: Act, isChosen: boolean) => void;
};

/** What a command line asks for, to allow some or all of it. */
export function DeviceActs({ asked, offered, chosen, onChange }: Props) {
  const beyond = asked.filter((act) => !offered.includes(act));
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
      {beyond.length > 0 && (
        <p className={styles.beyond}>It also asks for what you may not do there: {beyond.join(", ")}.</p>
      )}
    </fieldset>
  );
}

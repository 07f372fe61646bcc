import { type ReactNode, useId } from "react";
import type { SelectOption } from "../fields/select.tsx";
import { SelectField } from "../fields/select-field.tsx";
import styles from "./rows.module.css";

type Props = {
  title: string;
  /** The state that it is narrowed to; empty: any. Absent where it cannot be narrowed. */
  state?: { readonly value: string; readonly options: readonly SelectOption[] };
  onState?: (state: string) => void;
  children: ReactNode;
};

/** What became of something, the newest first: its title, and a choice of the state. */
export function History({ title, state, onState, children }: Props) {
  const id = useId();
  return (
    <section className={styles.history} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {state !== undefined && (
          <SelectField
            label="State"
            value={state.value}
            options={[{ value: "", label: "Any state" }, ...state.options]}
            onValueChange={(chosen) => onState?.(chosen)}
          />
        )}
      </div>
      {children}
    </section>
  );
}

import { ValuesForm } from "#components/values-form/values-form.tsx";
import { entriesOf, readTestGroup, type TestEntries, type TestGroup } from "./vertex-test.ts";
import styles from "./vertex-tests.module.css";

type Props = {
  groups: readonly TestGroup[];
  entries: TestEntries;
  isEager: boolean;
  onEntries: (entries: TestEntries) => void;
};

/** The values that a test needs. */
export function TestValues({ groups, entries, isEager, onEntries }: Props) {
  if (groups.length === 0) return <p className={styles.note}>It needs no values.</p>;
  return groups.map((group) => {
    const { vertex, isGiven, fields } = group;
    const own = entriesOf(group, entries);
    return (
      <fieldset key={vertex ?? ""} className={styles.group}>
        <legend>
          {vertex === null ? (
            "Parameters"
          ) : (
            <>
              {isGiven ? "Outputs" : "Inputs"} of <bdi>{vertex}</bdi>
            </>
          )}
        </legend>
        <ValuesForm
          fields={fields}
          entries={own}
          problems={readTestGroup(group, entries).problems}
          isEager={isEager}
          onEntry={(name, entry) => onEntries(new Map(entries).set(vertex, new Map(own).set(name, entry)))}
        />
      </fieldset>
    );
  });
}

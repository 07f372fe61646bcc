import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import { type LaunchEntries, launchGroups, readGroup } from "./entries/launch-entries.ts";
import styles from "./launch-fields.module.css";

type Props = {
  form: LaunchForm;
  entries: LaunchEntries;
  onEntries: (entries: LaunchEntries) => void;
  isEager: boolean;
};

/** The params, and for each vertex the inputs that can be given ahead. */
export function LaunchFields({ form, entries, onEntries, isEager }: Props) {
  const groups = launchGroups(form);
  if (groups.length === 0) return <p className={styles.note}>It asks for nothing.</p>;
  return (
    <div className={styles.groups}>
      {groups.some(({ vertex }) => vertex !== null) && (
        <p className={styles.note}>
          An input that stays empty has what its field shows: the value that the graph works out, or its
          default. A required one without a value is asked for when its vertex is ready.
        </p>
      )}
      {groups.map(({ vertex, fields }) => {
        const own = entries.get(vertex) ?? new Map<string, string>();
        return (
          <fieldset key={vertex ?? ""} className={styles.group}>
            <legend>{vertex === null ? "Parameters" : `Inputs of ${vertex}`}</legend>
            <ValuesForm
              fields={fields}
              entries={own}
              problems={readGroup(vertex, fields, entries).problems}
              isEager={isEager}
              whenEmpty={vertex === null ? "read" : "ask-later"}
              onEntry={(name, entry) =>
                onEntries(new Map(entries).set(vertex, new Map(own).set(name, entry)))
              }
            />
          </fieldset>
        );
      })}
    </div>
  );
}

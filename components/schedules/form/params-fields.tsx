import { QueryBody } from "#components/api/query-body.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import styles from "./schedule-form.module.css";
import type { ScheduleFormState } from "./use-schedule-form.ts";

/** The values with which each pipeline is launched. */
export function ParamsFields({ form }: { form: ScheduleFormState }) {
  const { entries, params, problemOf } = form;
  const isAsked = entries.graph !== "" && !params.isUnsealed && problemOf("revision") === null;
  return (
    <fieldset className={styles.section}>
      <legend>Parameters</legend>
      {!isAsked ? (
        <p className={styles.quiet}>They depend on the graph and its revision.</p>
      ) : (
        <QueryBody query={params.query} skeleton={<SkeletonLines count={2} label="Loading the parameters" />}>
          {() => params.form !== null && <Shown form={form} params={params.form} />}
        </QueryBody>
      )}
    </fieldset>
  );
}

type ShownProps = { form: ScheduleFormState; params: NonNullable<ScheduleFormState["params"]["form"]> };

function Shown({ form, params: { fields, entries, dropped } }: ShownProps) {
  return (
    <>
      {dropped.length > 0 && (
        <Callout
          tone="warn"
          title="The revision has no parameters of these names any more. Saving takes their values away."
        >
          <p>
            <bdi>{dropped.join(", ")}</bdi>
          </p>
        </Callout>
      )}
      {fields.length === 0 ? (
        <p className={styles.quiet}>It asks for nothing.</p>
      ) : (
        <>
          <p className={styles.quiet}>
            One that stays empty has the default of the revision that is launched, shown in grey.
          </p>
          <ValuesForm
            fields={fields}
            entries={entries}
            problems={form.paramProblems}
            isEager={form.isTried}
            onEntry={form.setParam}
          />
        </>
      )}
    </>
  );
}

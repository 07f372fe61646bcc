import { QueryBody } from "#components/api/query-body.tsx";
import { FormNote, FormSection } from "#components/page-form/form-section.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { ValuesForm } from "#components/values-form/values-form.tsx";
import type { ScheduleFormState } from "./use-schedule-form.ts";

/** The values with which each pipeline is launched. */
export function ParamsFields({ form }: { form: ScheduleFormState }) {
  const { params, launched, problemOf } = form;
  const isAsked = form.entries.graph !== "" && !launched.isUnsealed && problemOf("revision") === null;
  return (
    <FormSection title="Parameters">
      {!isAsked ? (
        <FormNote>They depend on the graph and its revision.</FormNote>
      ) : (
        <QueryBody
          query={launched.query}
          skeleton={<SkeletonLines count={2} label="Loading the parameters" />}
        >
          {() => params !== null && <Shown form={form} params={params} />}
        </QueryBody>
      )}
    </FormSection>
  );
}

type ShownProps = { form: ScheduleFormState; params: NonNullable<ScheduleFormState["params"]> };

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
        <FormNote>It asks for nothing.</FormNote>
      ) : (
        <>
          <FormNote>
            One that stays empty has the default of the revision that is launched, which its field shows.
          </FormNote>
          <ValuesForm
            fields={fields}
            entries={entries}
            problems={form.paramProblems}
            isEager={form.isTried}
            onEntry={form.setParam}
            whenEmpty="default"
          />
        </>
      )}
    </>
  );
}

import type { ReactNode } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { FormNote, FormSection } from "#components/page-form/form-section.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { shortened } from "#components/ui/long-text.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { ownOf } from "#engine/json/json.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { KIND_VIEWS } from "../kinds/kind-views.ts";
import styles from "./param-fields.module.css";
import type { TriggerFormState } from "./use-trigger-form.ts";

/** An expression for each param of what is launched. */
export function ParamFields({ form }: { form: TriggerFormState }) {
  const { launched } = form;
  return (
    <FormSection title="Parameters">
      {!launched.isAsked ? (
        <FormNote>They depend on the graph and its revision.</FormNote>
      ) : (
        <QueryBody
          query={launched.query}
          skeleton={<SkeletonLines count={2} label="Loading the parameters" />}
        >
          {({ params }) => <Shown form={form} specs={params} />}
        </QueryBody>
      )}
    </FormSection>
  );
}

type ShownProps = { form: TriggerFormState; specs: Readonly<Record<string, InputSpec>> };

function Shown({ form: { entries, problemOf, leave, setParam }, specs }: ShownProps) {
  const { paramExample } = KIND_VIEWS[entries.kind];
  const foreign = Object.entries(entries.params).filter(
    ([name, from]) => !Object.hasOwn(specs, name) && from !== "",
  );
  return (
    <>
      <FormNote>
        Each is an expression (CEL) over the event, such as <code>{paramExample}</code>; a text stands in
        quotes: <code>&quot;main&quot;</code>. One that stays empty has the default of the graph.
      </FormNote>
      {Object.keys(specs).length === 0 && <FormNote>It asks for nothing.</FormNote>}
      <div className={styles.params}>
        {Object.entries(specs).map(([name, spec]) => (
          <TextField
            key={name}
            label={name}
            isMono
            isRequired={spec.required === true && spec.default === undefined}
            value={ownOf(entries.params, name) ?? ""}
            disabled={spec.type === "secret"}
            hint={hintOf(spec)}
            error={problemOf(`params.${name}`)}
            onBlur={() => leave(`params.${name}`)}
            onChange={({ target }) => setParam(name, target.value)}
          />
        ))}
        {foreign.map(([name, from]) => (
          <div key={name} className={styles.foreign}>
            <TextField
              label={name}
              isMono
              value={from}
              error={problemOf(`params.${name}`) ?? "The revision has no parameter of this name."}
              onChange={({ target }) => setParam(name, target.value)}
            />
            <Button size="small" onClick={() => setParam(name, "")}>
              Take it away
            </Button>
          </div>
        ))}
      </div>
    </>
  );
}

function hintOf({ type, description }: InputSpec): ReactNode {
  if (type === "secret") return "No event chooses a secret.";
  if (description === undefined) return type;
  return (
    <>
      {type}: <bdi>{shortened(description, 160)}</bdi>
    </>
  );
}

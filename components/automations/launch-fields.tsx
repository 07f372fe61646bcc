import type { ComponentProps, ReactNode } from "react";
import { GraphField } from "#components/api/graphs/graph-field.tsx";
import { FieldPair, FormSection } from "#components/page-form/form-section.tsx";
import { Link } from "#components/ui/buttons/link.tsx";
import { TextArea, TextField } from "#components/ui/fields/text-field.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { Launched } from "./use-launched.ts";

/** What a text field of the form needs. */
type Text = Pick<ComponentProps<typeof TextField>, "label" | "error"> & {
  readonly onBlur: () => void;
  readonly value: string;
  readonly onChange: (event: { target: { value: string } }) => void;
};

type Props = {
  form: {
    readonly entries: { readonly graph: string };
    readonly text: (name: "revision" | "pipelineName" | "priority" | "labels") => Text;
    readonly set: (changes: { graph: string; revision: string }) => void;
    readonly leave: (field: string) => void;
    readonly problemOf: (field: string) => string | null;
  };
  launched: Launched;
  /** When the latest revision is looked up: `launch` or `event`. */
  at: string;
  /** Fields that come before. */
  children?: ReactNode;
};

/** What a schedule or a trigger launches. */
export function LaunchFields({ form, launched: { latest, isUnsealed }, at, children }: Props) {
  const { entries, text, set, leave, problemOf } = form;
  return (
    <FormSection title="What is launched">
      {children}
      <FieldPair>
        <GraphField
          label="Graph"
          isRequired
          value={entries.graph}
          error={problemOf("graph")}
          onChoose={(graph) => {
            leave("graph");
            set({ graph, revision: "" });
          }}
        />
        <TextField
          {...text("revision")}
          inputMode="numeric"
          placeholder={latest === null ? "Latest sealed" : `Latest sealed, now ${latest}`}
          hint={`Empty: the one that is the latest sealed at each ${at}. A number pins it: 7`}
        />
      </FieldPair>
      {isUnsealed && (
        <Callout
          tone="warn"
          title={
            <>
              <bdi>{entries.graph}</bdi> has no sealed revision, so nothing could be launched.
            </>
          }
          todo={
            <Link href={`/graphs/${encodeURIComponent(entries.graph)}`}>
              Open the graph and seal it first.
            </Link>
          }
        />
      )}
      <FieldPair>
        <TextField
          {...text("pipelineName")}
          maxLength={200}
          placeholder={entries.graph === "" ? "As the graph" : entries.graph}
          hint="Empty: the name of the graph"
        />
        <TextField
          {...text("priority")}
          inputMode="numeric"
          hint="The smaller goes first; one step is worth a minute of waiting: -5"
        />
      </FieldPair>
      <TextArea
        {...text("labels")}
        isMono
        rows={2}
        placeholder={"team=shop\nticket=4711"}
        hint="Of its pipelines, one a line: name=value. The list of pipelines finds them by it."
      />
    </FormSection>
  );
}

import { useIsMutating } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { CopyButton } from "#components/ui/buttons/copy-button.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { ForecastInput } from "#contract/pipelines/forecasts.ts";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import type { LaunchEntries } from "./entries/launch-entries.ts";
import { ForecastSection } from "./forecast-section.tsx";
import { LabelsField } from "./labels-field.tsx";
import styles from "./launch-fields.module.css";
import { LaunchFields } from "./launch-fields.tsx";
import { launchAddress } from "./launch-link.ts";
import { PresetBar } from "./presets/preset-bar.tsx";
import { FIRST_SOURCE, type useLaunchValues } from "./use-launch-values.ts";

type Props = {
  asked: { readonly graph: string; readonly revision: number | null };
  launching: ReturnType<typeof useLaunchValues>;
  /** The vertex to start at; empty: the beginning. */
  from: string;
  onFrom: (from: string) => void;
  /** As they are typed. */
  labels: string;
  onLabels: (labels: string) => void;
  isEager: boolean;
  /** Gives what would be launched; null if a value does not do. */
  read: () => ForecastInput | null;
};

/** The fields of a launch, where their values come from, and what the launch would do. */
export function LaunchBody(props: Props) {
  const { asked, launching, from, onFrom, labels, onLabels, isEager, read } = props;
  const { form, sources, source, setSource, current, plain, notAsked, failure, edits, change } = launching;
  const { secrets, preset, newer, hasPresets, showSaved } = launching;
  const [said, setSaid] = useState<string | null>(null);
  // What is typed while a preset is saved or deleted would be lost.
  const isSaving = useIsMutating({ mutationKey: useTRPC().presets.pathKey() }) > 0;
  const skeleton = <SkeletonLines count={4} label="Loading the form" />;
  return (
    <>
      {sources.length > 0 && (
        <SelectField
          label="Values from"
          value={source}
          options={[{ value: FIRST_SOURCE, label: "The defaults, or the link" }, ...sources]}
          hint="What you have typed stays with its choice."
          disabled={isSaving}
          onValueChange={setSource}
        />
      )}
      {said !== null && (
        <p role="status" className={styles.note}>
          <bdi>{said}</bdi>
        </p>
      )}
      {failure !== null && <ProblemCallout error={failure} />}
      {notAsked.length > 0 && (
        <Callout tone="warn" title="Some values were given for what this graph does not ask for.">
          <bdi>{notAsked.join(", ")}</bdi>
        </Callout>
      )}
      {secrets.length > 0 && (
        <Callout
          tone="warn"
          title="These are secrets now, and no preset has a value for one. Name the secrets."
        >
          <bdi>{secrets.join(", ")}</bdi>
        </Callout>
      )}
      <QueryBody query={form} skeleton={skeleton}>
        {(asks) =>
          current === null ? (
            failure === null && skeleton
          ) : (
            <>
              <fieldset className={styles.plain} disabled={isSaving} aria-label="Values">
                <LaunchFields form={asks} entries={current} onEntries={change} isEager={isEager} />
              </fieldset>
              {hasPresets && (current.size > 0 || preset !== null) && (
                <PresetBar
                  form={asks}
                  entries={current}
                  chosen={preset}
                  newer={newer}
                  onSource={showSaved}
                  onSaid={setSaid}
                />
              )}
              <StartField form={asks} from={from} onFrom={onFrom} />
              <LabelsField text={labels} isEager={isEager} onText={onLabels} />
              {plain !== null && (
                <LinkLine asked={asked} plain={plain} entries={current} from={from} labels={labels} />
              )}
              {/* With other values it would be another forecast. */}
              <ForecastSection key={`${asked.revision} ${from} ${edits}`} read={read} />
            </>
          )
        }
      </QueryBody>
    </>
  );
}

function StartField({ form, from, onFrom }: { form: LaunchForm } & Pick<Props, "from" | "onFrom">) {
  const isThere = from === "" || form.names.includes(from);
  return (
    <SelectField
      label="Start at"
      value={from}
      options={[
        { value: "", label: "The beginning" },
        ...(isThere ? [] : [{ value: from, label: from }]),
        ...form.names.map((name) => ({ value: name, label: name })),
      ]}
      hint={from === "" ? "" : "Vertices that do not depend on it are skipped."}
      error={isThere ? null : "There is no such vertex."}
      onValueChange={onFrom}
    />
  );
}

type LinkProps = Pick<Props, "asked" | "from" | "labels"> & { plain: LaunchEntries; entries: LaunchEntries };

/** Whoever opens the link sees this form with these values. Opening it launches nothing. */
function LinkLine({ asked, plain, ...linked }: LinkProps) {
  const address = launchAddress(asked, plain, linked);
  return (
    <p className={styles.link}>
      {address === null ? (
        "The values are too long for a link."
      ) : (
        <>
          Link to this form with these values
          <CopyButton text={`${window.location.origin}${address}`} label="Copy link with these values" />
        </>
      )}
    </p>
  );
}

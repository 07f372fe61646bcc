import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { shownProblem } from "#components/api/shown-problem.ts";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import type { ShownPreset } from "#contract/pipelines/presets.ts";
import type { LaunchEntries } from "../entries/launch-entries.ts";
import styles from "./preset-bar.module.css";
import { PresetChanged } from "./preset-changed.tsx";
import { type PresetChoice, sourceOf, valuesToKeep } from "./preset-choice.ts";
import { SavePresetForm } from "./save-preset-form.tsx";

type Props = {
  form: LaunchForm;
  entries: LaunchEntries;
  /** The preset whose values are in the form. */
  chosen: ShownPreset | null;
  /** It, as somebody saved it while values were typed here. */
  newer: ShownPreset | null;
  /** Shows the values of a source as they were saved; null: the defaults. */
  onSource: (source: string | null) => void;
  /** Is told what was done: the bar is drawn anew with the values of another source. */
  onSaid: (text: string) => void;
};

/** Saves what stands in a launch form under a name, and updates or deletes the preset that was chosen. */
export function PresetBar({ form, entries, chosen, newer, onSource, onSaid }: Props) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const refusedShared = useMay()("design", form.folder);
  const [open, setOpen] = useState<"save" | "delete" | null>(null);
  const save = useMutation(trpc.presets.save.mutationOptions());
  const remove = useMutation(trpc.presets.delete.mutationOptions());
  const kept = valuesToKeep(form, entries);
  const wrong = kept.problemCount === 0 ? null : "A value does not fit: correct it first.";
  const readAnew = () => queries.invalidateQueries(trpc.presets.pathFilter());
  const done = async (text: string, source: string) => {
    await readAnew();
    onSaid(text);
    setOpen(null);
    onSource(source);
  };
  const showAsItIsNow = async (preset: PresetChoice) => {
    save.reset();
    await readAnew();
    onSource(sourceOf(preset));
  };
  const put = (preset: PresetChoice, edit?: number) => {
    const revision = form.revision === null ? {} : { revision: form.revision };
    const wanted = { name: preset.name, isShared: preset.isShared, ...(edit !== undefined && { edit }) };
    save.mutate(
      { graph: form.graph, ...revision, ...wanted, ...kept.values },
      {
        onSuccess: (saved) => {
          const left = [...new Set([...saved.notKept, ...kept.secrets])].join(", ");
          const secrets = left === "" ? "" : ` A preset has no values of secrets: ${left}.`;
          const gone = edit === undefined ? "" : (chosen?.unknown ?? []).join(", ");
          const lost = gone === "" ? "" : ` It has no values any more for what is not asked for: ${gone}.`;
          return done(`Saved ${saved.name}.${secrets}${lost}`, sourceOf(saved));
        },
      },
    );
  };
  const drop = ({ name, isShared, edit }: ShownPreset) =>
    remove.mutate(
      { graph: form.graph, name, isShared, edit },
      {
        onSuccess: () => {
          onSaid(`Deleted ${name}.`);
          setOpen(null);
          // First: its values cannot be read again.
          onSource(null);
          return readAnew();
        },
      },
    );
  const toggle = (next: "save" | "delete") => {
    save.reset();
    remove.reset();
    setOpen(open === next ? null : next);
  };
  const refused = chosen?.isShared === true ? refusedShared : null;
  return (
    <section className={styles.bar} aria-label="Presets">
      <div className={styles.acts}>
        <Button size="small" refused={wrong} aria-expanded={open === "save"} onClick={() => toggle("save")}>
          Save as preset…
        </Button>
        {chosen !== null && (
          <>
            <Button
              size="small"
              refused={refused ?? wrong}
              isBusy={save.isPending}
              onClick={() => {
                setOpen(null);
                remove.reset();
                put(chosen, chosen.edit);
              }}
            >
              Update <bdi>{chosen.name}</bdi>
            </Button>
            <Button
              size="small"
              refused={refused}
              aria-expanded={open === "delete"}
              onClick={() => toggle("delete")}
            >
              Delete <bdi>{chosen.name}</bdi>…
            </Button>
          </>
        )}
      </div>
      {open === "save" && (
        <SavePresetForm
          refusedShared={refusedShared}
          isBusy={save.isPending}
          onSave={(preset) => put(preset)}
        />
      )}
      {open === "delete" && chosen !== null && (
        <div className={styles.save}>
          <p className={styles.said}>What was launched with it stays as it is.</p>
          <Button size="small" look="danger" isBusy={remove.isPending} onClick={() => drop(chosen)}>
            Delete this preset
          </Button>
        </div>
      )}
      <PresetChanged newer={save.error === null ? newer : null} onShow={(now) => void showAsItIsNow(now)} />
      {save.error !== null && (
        <ProblemCallout
          error={save.error}
          actions={
            chosen !== null &&
            open === null &&
            shownProblem(save.error).code === "conflict" && (
              <Button size="small" onClick={() => void showAsItIsNow(chosen)}>
                Show it as it is now
              </Button>
            )
          }
        />
      )}
      {remove.error !== null && <ProblemCallout error={remove.error} />}
    </section>
  );
}

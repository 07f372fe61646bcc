import { type ReactNode, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { BackButton } from "#components/ui/overlays/back-button.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { labelLines, readLabelLines } from "#engine/shape/launch-labels.ts";
import { AgainChoice } from "./again-choice.tsx";
import { readLaunch, type ValuesOfLaunch } from "./entries/launch-entries.ts";
import { LaunchBody } from "./launch-body.tsx";
import type { LinkedLaunch } from "./launch-link.ts";
import { PriorityField, priorityIn } from "./priority-field.tsx";
import { useLaunch } from "./use-launch.ts";
import { useLaunchValues } from "./use-launch-values.ts";

type Props = {
  graph: string;
  revision: number | null;
  /** The launch that this one repeats: its values, name, priority, labels, what it skipped and where it stopped, which can be changed. */
  before?: ValuesOfLaunch & {
    readonly name: string;
    readonly priority: number;
    readonly labels: Readonly<Record<string, string>>;
    readonly from: string | null;
    readonly skips: readonly string[];
    readonly breaks: readonly string[];
  };
  /** Of a draft: the save that was seen. Another one is not launched. */
  edit?: number;
  /** What a link says. */
  linked?: LinkedLaunch | null;
  title?: string;
  description?: string;
  action?: string;
  /** Above the values. */
  children?: ReactNode;
  onClose: () => void;
  /** Told the edit of the draft after its launch. */
  onEdit?: (edit: number) => void;
};

/** Asks for the values of a launch, launches, and goes to the pipeline's page. */
export function LaunchDialog(props: Props) {
  const { graph, revision, edit, before, linked = null, children, onClose, onEdit, ...words } = props;
  // Pressed twice, or sent again after a broken connection, it is one launch.
  const [key] = useState(() => crypto.randomUUID());
  const [isEager, setIsEager] = useState(false);
  const [from, setFrom] = useState(linked?.from ?? before?.from ?? "");
  const [skips, setSkips] = useState(before?.skips ?? []);
  const [breaks, setBreaks] = useState<readonly string[]>([]);
  const [name, setName] = useState(before?.name ?? "");
  const [priority, setPriority] = useState(String(before?.priority ?? 0));
  const [labels, setLabels] = useState(linked?.labels ?? labelLines(before?.labels ?? {}).join("\n"));
  const asked = revision === null ? { graph } : { graph, revision };
  const launching = useLaunchValues(asked, before, linked);
  const { form, current } = launching;
  const launch = useLaunch(onEdit);
  const chosenNow = JSON.stringify([from, skips, breaks, name, priority, labels]);
  const [chosenFirst] = useState(chosenNow);
  /** What would be launched; null, with its problems shown, if a value does not do. */
  const read = () => {
    if (form.data === undefined || current === null) return null;
    const { values, problemCount } = readLaunch(form.data, current);
    setIsEager(true);
    // Another revision may not have them.
    const known = (names: readonly string[]) => names.filter((each) => form.data.names.includes(each));
    const [skipped, stops] = [known(skips), known(breaks)];
    const chosen = {
      ...(from !== "" && { from }),
      ...(skipped.length > 0 && { skips: skipped }),
      ...(stops.length > 0 && { breaks: stops }),
    };
    return problemCount > 0 ? null : { ...asked, ...values, ...chosen };
  };
  const submit = () => {
    const request = read();
    const wanted = priorityIn(priority);
    const noted = readLabelLines(labels);
    if (request === null || wanted === null || !noted.ok) return;
    const kept = before === undefined ? {} : { name: name.trim(), priority: wanted };
    const seen = edit === undefined ? {} : { edit };
    launch.mutate({ ...request, ...kept, ...seen, labels: noted.labels, key });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      underWay={launch.isPending}
      isTyped={launching.edits > 0 || chosenNow !== chosenFirst}
      size="large"
      title={words.title ?? `Launch ${graph}${revision === null ? "" : `@${revision}`}`}
      description={
        words.description ??
        (revision === null
          ? "The draft is sealed first: a pipeline runs a revision that never changes."
          : "Runs this sealed revision.")
      }
      actions={
        <>
          <BackButton onClick={onClose} />
          <Button
            look="primary"
            isBusy={launch.isPending || launch.isSuccess}
            disabled={current === null}
            onClick={submit}
          >
            {words.action ?? "Launch"}
          </Button>
        </>
      }
    >
      {children}
      {before !== undefined && (
        <>
          <TextField
            label="Name of the pipeline"
            hint={name.trim() === "" ? "Without one it has the name of its graph." : ""}
            value={name}
            maxLength={200}
            onChange={({ target }) => setName(target.value)}
          />
          <AgainChoice
            text="Skip again what was skipped at the launch:"
            before={before.skips}
            chosen={skips}
            onChosen={setSkips}
          />
          <AgainChoice
            text="Stop again at the breakpoints:"
            before={before.breaks}
            chosen={breaks}
            onChosen={setBreaks}
          />
          <PriorityField text={priority} isEager={isEager} onText={setPriority} />
        </>
      )}
      <LaunchBody
        asked={{ graph, revision }}
        launching={launching}
        from={from}
        onFrom={setFrom}
        labels={labels}
        onLabels={setLabels}
        isEager={isEager}
        read={read}
      />
      {launch.error !== null && <ProblemCallout error={launch.error} />}
    </Dialog>
  );
}

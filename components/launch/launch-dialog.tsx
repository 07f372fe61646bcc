import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { ForecastSection } from "./forecast-section.tsx";
import {
  continuedLaunch,
  emptyLaunch,
  type LaunchEntries,
  readLaunch,
  type ValuesOfLaunch,
} from "./launch-entries.ts";
import { LaunchFields } from "./launch-fields.tsx";
import { PriorityField, priorityIn } from "./priority-field.tsx";

type Props = {
  graph: string;
  revision: number | null;
  /** The launch that this one repeats: its values, name and priority, which can be changed. */
  before?: ValuesOfLaunch & { readonly name: string; readonly priority: number };
  title?: string;
  description?: string;
  action?: string;
  /** Above the values. */
  children?: ReactNode;
  onClose: () => void;
};

/** Asks for the values of a launch, launches, and goes to the pipeline's page. */
export function LaunchDialog({ graph, revision, before, children, onClose, ...words }: Props) {
  const trpc = useTRPC();
  const router = useRouter();
  // Pressed twice, or sent again after a broken connection, it is one launch.
  const [key] = useState(() => crypto.randomUUID());
  const [entries, setEntries] = useState<LaunchEntries | null>(null);
  const [edits, setEdits] = useState(0);
  const [isEager, setIsEager] = useState(false);
  const [from, setFrom] = useState("");
  const [name, setName] = useState(before?.name ?? "");
  const [priority, setPriority] = useState(String(before?.priority ?? 0));
  const asked = revision === null ? { graph } : { graph, revision };
  const form = useQuery({
    ...trpc.pipelines.launchForm.queryOptions(asked),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const launch = useMutation(
    trpc.pipelines.launch.mutationOptions({ onSuccess: ({ id }) => router.push(`/pipelines/${id}`) }),
  );
  const current =
    form.data === undefined ? null : continuedLaunch(emptyLaunch(form.data, before), entries ?? new Map());
  /** What would be launched; null, with its problems shown, if a value does not do. */
  const read = () => {
    if (form.data === undefined || current === null) return null;
    const { values, problemCount } = readLaunch(form.data, current);
    setIsEager(true);
    return problemCount > 0 ? null : { ...asked, ...values, ...(from !== "" && { from }) };
  };
  const submit = () => {
    const request = read();
    const wanted = priorityIn(priority);
    if (request === null || wanted === null) return;
    const kept = before === undefined ? {} : { name: name.trim(), priority: wanted };
    launch.mutate({ ...request, ...kept, key });
  };
  const change = (next: LaunchEntries) => {
    setEntries(next);
    setEdits(edits + 1);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
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
          <Button onClick={onClose}>Back</Button>
          <Button
            look="primary"
            isBusy={launch.isPending || launch.isSuccess}
            disabled={form.data === undefined}
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
          <PriorityField text={priority} isEager={isEager} onText={setPriority} />
        </>
      )}
      <QueryBody query={form} skeleton={<SkeletonLines count={4} label="Loading the form" />}>
        {(asks) =>
          current !== null && (
            <>
              <LaunchFields form={asks} entries={current} onEntries={change} isEager={isEager} />
              <SelectField
                label="Start at"
                value={from}
                options={[
                  { value: "", label: "The beginning" },
                  ...asks.names.map((name) => ({ value: name, label: name })),
                ]}
                hint={from === "" ? "" : "Vertices that do not depend on it are skipped."}
                onValueChange={(value) => setFrom(value)}
              />
              {/* With other values it would be another forecast. */}
              <ForecastSection key={`${revision} ${from} ${edits}`} read={read} />
            </>
          )
        }
      </QueryBody>
      {launch.error !== null && <ProblemCallout error={launch.error} />}
    </Dialog>
  );
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { releaseLists } from "#components/ui/live/interaction.ts";
import { useCloseWhileShown } from "#components/ui/live/use-close-while-shown.ts";
import { FormDialog } from "#components/ui/overlays/form-dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import type { RetentionView } from "#contract/retention.ts";
import {
  MAX_RETENTION_DAYS,
  MAX_RETENTION_LAST,
  policyProblem,
  type RetentionPolicy,
} from "#engine/retention/retention-policy.ts";
import { PreviewTable } from "./preview-table.tsx";

const FIELDS = [
  { key: "pipelineDays", label: "Pipelines: days", hint: "Since they ended. Empty: for ever" },
  {
    key: "pipelineLast",
    label: "Pipelines: the last",
    hint: "So many that ended are kept in any case. Empty: as the days say",
  },
  { key: "logDays", label: "Logs: days", hint: "Fewer than their pipelines. Empty: as their pipelines" },
  { key: "historyDays", label: "Fires, deliveries, notices: days", hint: "Empty: for ever" },
] as const;

type Texts = Readonly<Record<keyof RetentionPolicy, string>>;

/** Sets how long the pipelines of a graph, or of all others, are kept; shows before what would go. */
export function RetentionDialog({ known, onClose }: { known: RetentionView | null; onClose: () => void }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const toast = useToast();
  const [graph, setGraph] = useState(known?.graph ?? "");
  const [texts, setTexts] = useState<Texts>(() => textsOf(known?.policy ?? null));
  const [asked, setAsked] = useState<RetentionPolicy | null>(null);
  const isDefault = known !== null && known.graph === null;
  const problems = problemsOf(texts);
  const isWrong = Object.keys(problems).length > 0 || (!isDefault && graph.trim() === "");
  const about = isDefault ? {} : { graph: graph.trim() };
  const set = { ...about, version: known?.changedAt?.getTime() ?? 0 };
  const close = useCloseWhileShown(onClose);
  const save = useMutation(
    trpc.retention.set.mutationOptions({
      onSuccess: () => {
        toast.done("The retention is set.");
        close();
        return queries.invalidateQueries(trpc.retention.show.queryFilter()).then(releaseLists);
      },
    }),
  );
  const change = (key: keyof RetentionPolicy, text: string) => {
    setTexts((now) => ({ ...now, [key]: text }));
    setAsked(null);
  };
  return (
    <FormDialog
      title={`Retention of ${known === null ? "a graph" : (known.graph ?? "all others")}`}
      description="Never removed: what runs, the last success, and the last approval."
      isBusy={save.isPending}
      refused={isWrong ? WRONG : null}
      more={
        <>
          {known?.graph != null && (
            <Button isBusy={save.isPending} onClick={() => save.mutate({ ...set, useDefault: true })}>
              Use the default
            </Button>
          )}
          <Button refused={isWrong ? WRONG : null} onClick={() => setAsked(policyIn(texts))}>
            Preview
          </Button>
        </>
      }
      onSubmit={() => save.mutate({ ...set, ...policyIn(texts) })}
      onClose={onClose}
    >
      {known === null && (
        <TextField
          label="Graph"
          hint="Its name: nightly-etl"
          value={graph}
          onChange={({ target }) => {
            setGraph(target.value);
            setAsked(null);
          }}
        />
      )}
      {FIELDS.map(({ key, label, hint }) => (
        <TextField
          key={key}
          label={label}
          hint={hint}
          inputMode="numeric"
          value={texts[key]}
          error={problems[key]}
          onChange={({ target }) => change(key, target.value)}
        />
      ))}
      {asked !== null && <PreviewTable about={about} policy={asked} />}
      {save.error !== null && <ProblemCallout error={save.error} />}
    </FormDialog>
  );
}

const WRONG = "First correct the fields above.";

function textsOf(policy: RetentionPolicy | null): Texts {
  const text = (value: number | null | undefined) => (value == null ? "" : String(value));
  return {
    pipelineDays: text(policy?.pipelineDays),
    pipelineLast: text(policy?.pipelineLast),
    logDays: text(policy?.logDays),
    historyDays: text(policy?.historyDays),
  };
}

function policyIn(texts: Texts): RetentionPolicy {
  const number = (text: string) => (text.trim() === "" ? null : Number(text));
  return {
    pipelineDays: number(texts.pipelineDays),
    pipelineLast: number(texts.pipelineLast),
    logDays: number(texts.logDays),
    historyDays: number(texts.historyDays),
  };
}

function problemsOf(texts: Texts): Partial<Record<keyof RetentionPolicy, string>> {
  const problems: Partial<Record<keyof RetentionPolicy, string>> = {};
  for (const { key } of FIELDS) {
    const text = texts[key].trim();
    const max = key === "pipelineLast" ? MAX_RETENTION_LAST : MAX_RETENTION_DAYS;
    if (text !== "" && !(/^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= max))
      problems[key] = `Wanted a whole number from 1 to ${max}.`;
  }
  const found = Object.keys(problems).length === 0 ? policyProblem(policyIn(texts)) : null;
  return found === null ? problems : { logDays: found.text };
}

import type { ComponentType } from "react";
import type { VertexKind } from "#engine/model/graph-content.ts";
import { ApprovalInspector } from "../inspectors/approval-inspector.tsx";
import { EmailInspector } from "../inspectors/email-inspector.tsx";
import { GraphKindInspector } from "../inspectors/graph-kind-inspector.tsx";
import { HttpInspector } from "../inspectors/http-inspector.tsx";
import { ScriptInspector } from "../inspectors/script-inspector.tsx";
import { TransferInspector } from "../inspectors/transfer-inspector.tsx";
import { WaitInspector } from "../inspectors/wait-inspector.tsx";

/** What the form of one kind has that no other kind has. */
export type FirstSection = {
  readonly label: string;
  /** Its labels, and other words by which people look for its settings. */
  readonly words: string;
  readonly Form: ComponentType<{ readonly name: string }>;
  /** What is said below its inputs. */
  readonly inputsNote?: string;
  readonly outputs?: {
    /** What can be read where no output is declared. */
    readonly whenNone: string;
    /** For kinds that receive something: which names the expression of an output may read. */
    readonly reads?: string;
  };
};

/** The first section of each kind. The other sections are the same for all kinds: see `SETTINGS`. */
export const FIRST_SECTIONS: Readonly<Record<VertexKind, FirstSection>> = {
  script: {
    label: "Script",
    words:
      "script code command program interpreter language bash sh python3 node preview with example values",
    Form: ScriptInspector,
    outputs: {
      whenNone: "No output is declared. What the script gives is an output of the type string.",
    },
  },
  approval: {
    label: "Question",
    words:
      "question title prompt approval timeout expires on timeout who may approve assignees group person quorum how many must approve not who launched the pipeline not who sealed the revision four eyes",
    Form: ApprovalInspector,
    inputsNote:
      "The inputs are the form. A value from an expression is shown. They become outputs, with result, by and comment. A rejected approval fails.",
  },
  graph: {
    label: "Child pipeline",
    words: "child pipeline graph revision version sub-graph subprocess",
    Form: GraphKindInspector,
    inputsNote: "The inputs are the parameters of that graph.",
    outputs: { whenNone: "No output is declared. Declare an output of the graph here to read it." },
  },
  wait: {
    label: "Wait",
    words:
      "wait duration time sleep delay until time zone callback webhook call from outside complete when fail when when the data does not fit",
    Form: WaitInspector,
    outputs: {
      whenNone: "No output is declared. Others can read every field of the call.",
      reads: "call and calls: call.version",
    },
  },
  http: {
    label: "Request",
    words: "request method url address headers body expected statuses status code rest api",
    Form: HttpInspector,
    outputs: {
      whenNone: "No output is declared. Others can read status and body.",
      reads: "status, headers and body: body.items[0].id",
    },
  },
  email: {
    label: "Email",
    words: "email to recipients subject body message login password smtp",
    Form: EmailInspector,
  },
  transfer: {
    label: "Transfer",
    words:
      "transfer from to source target connection kind columns dead letters connection of the dead letters rows a round batch maximum rounds",
    Form: TransferInspector,
  },
};

import { Terminal } from "lucide-react";
import { type KindView, textsOf } from "./kind-view.ts";
import { scriptLine } from "./script-line.ts";

export const scriptKind: KindView = {
  label: "Script",
  icon: Terminal,
  additions: [
    { label: "Script", words: "bash", spec: {} },
    { label: "POSIX shell script", words: "sh", spec: { interpreter: "sh" } },
    { label: "Python script", words: "python3", spec: { interpreter: "python3" } },
    { label: "Node script", words: "node javascript", spec: { interpreter: "node" } },
  ],
  cardLine: ({ script }) => scriptLine(script),
  emptyCardLine: "No script yet",
  cardNote: ({ interpreter = "bash" }) => interpreter,
  texts: ({ script, revert }) => textsOf({ script, "undo script": revert }),
};

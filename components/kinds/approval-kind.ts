import { CircleCheck } from "lucide-react";
import { type KindView, textsOf } from "./kind-view.ts";

export const approvalKind: KindView = {
  label: "Approval",
  icon: CircleCheck,
  additions: [{ label: "Approval", words: "prompt question", spec: { kind: "approval" } }],
  cardLine: ({ prompt }) => prompt?.title ?? null,
  emptyCardLine: "No question yet",
  cardNote: () => "approval",
  texts: ({ prompt }) => textsOf({ question: prompt?.title }),
};

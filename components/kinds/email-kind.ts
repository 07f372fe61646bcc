import { Mail } from "lucide-react";
import { type KindView, textsOf } from "./kind-view.ts";

export const emailKind: KindView = {
  label: "Email",
  icon: Mail,
  additions: [
    {
      label: "Email",
      words: "mail smtp message",
      spec: { kind: "email", email: { to: "ann@example.com", subject: "It is done" } },
    },
  ],
  cardLine: ({ email }) => (email === undefined ? null : `${email.subject} → ${email.to.join(", ")}`),
  emptyCardLine: "No email yet",
  cardNote: () => "email",
  texts: ({ email }) =>
    textsOf({
      to: email?.to.join("\n"),
      subject: email?.subject,
      body: email?.body,
      login: email?.user,
      password: email?.password,
    }),
};

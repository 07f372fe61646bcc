import { useState } from "react";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { InboxItem } from "#contract/inbox.ts";
import type { PromptView } from "#contract/prompts.ts";
import { heldStore } from "./held/held-store.ts";
import { OpenInbox } from "./open-inbox.tsx";
import { itemForTest, promptForTest } from "./prompt/prompt-for-test.ts";

const promptOf = (id: number) => promptForTest({ id, vertex: `gate-${id}` });
/** A row of the inbox whose vertex is named after its id. */
export const itemOf = (id: number) => itemForTest({ id, vertex: `gate-${id}` });

type Props = { items: readonly InboxItem[]; answers: Answers };

function Inbox({ items, answers }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <ToastProvider>
      <ApiForTest answers={answers}>
        <div style={{ display: "flex", height: 700, flexDirection: "column" }}>
          <OpenInbox
            items={items}
            of="open"
            more={0}
            chosen={chosen}
            onChoose={setChosen}
            empty={<p>Inbox is empty</p>}
          />
        </div>
      </ApiForTest>
    </ToastProvider>
  );
}

/** An inbox before a server on which others answer, too. No answer of an earlier test is held. */
export async function inboxOf(start: readonly InboxItem[], known: readonly PromptView[] = []) {
  heldStore.setState({ held: [], sending: [], outcomes: new Map() });
  const sent: unknown[] = [];
  const views = new Map(known.map((view) => [view.id, view]));
  const viewOf = (id: number) => views.get(id) ?? promptOf(id);
  const close = (id: number, more: Partial<PromptView>) => {
    const view = { ...viewOf(id), closedAt: new Date(), ...more };
    views.set(id, view);
    return view;
  };
  const answers: Answers = {
    "account.show": () => ({ name: "me", email: null, rights: { grants: [{ folder: "", role: "admin" }] } }),
    "prompts.show": (input) => viewOf((input as { id: number }).id),
    "prompts.evidence": () => ({ before: [], beforeCount: 0, next: [], nextCount: 0, lastApproved: null }),
    "prompts.answer": (input) => {
      const { digest: _digest, ...answer } = input as { digest: string; id: number; verdict: string };
      sent.push(answer);
      return close(answer.id, {
        state: "answered",
        answeredBy: "me",
        values: answer.verdict === undefined ? {} : { verdict: answer.verdict },
      });
    },
  };
  const screen = await render(<Inbox items={start} answers={answers} />);
  return {
    screen,
    sent,
    close,
    form: (vertex: string) => screen.getByRole("form", { name: `Answer for ${vertex}` }),
    approve: screen.getByRole("button", { name: "Approve" }),
    undo: screen.getByRole("button", { name: "Undo" }),
    sendNow: screen.getByRole("button", { name: "Send now" }),
    refresh: (items: readonly InboxItem[]) => screen.rerender(<Inbox items={items} answers={answers} />),
  };
}

import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { useState } from "react";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import type { GraphView } from "#contract/graphs/graphs.ts";
import type { SealedFacts } from "#contract/graphs/revisions.ts";
import { RevisionFacts } from "./revision-facts.tsx";

const ROUTER = { push: () => undefined, replace: () => undefined, prefetch: () => undefined } as never;
const VIEW = { name: "g", folder: "", revision: 2, savedAt: new Date(0), savedBy: "ann" } as GraphView;
const RETIRED = { at: new Date(0), by: "me", reason: "old" };
const NOTHING = { first: [], more: 0, hidden: 0 };

/** Shows what the server would after each change. */
function Page() {
  const [retired, setRetired] = useState<SealedFacts["retired"]>(null);
  const change = () => setRetired((now) => (now === null ? RETIRED : null));
  return <RevisionFacts view={VIEW} sealed={{ note: null, warnings: [], retired }} onRetired={change} />;
}

test("a revision is retired with a reason and taken back, by the keyboard alone", async () => {
  const sent: unknown[] = [];
  const note = (input: unknown) => {
    sent.push(input);
    return {};
  };
  const answers = {
    "account.show": () => ({
      ...{ name: "me", email: null },
      rights: { grants: [{ folder: "", role: "designer" }] },
    }),
    "revisions.retire": note,
    "revisions.unretire": note,
    "revisions.namedBy": () => ({
      ...{ sealed: NOTHING, drafts: NOTHING, schedules: NOTHING, triggers: NOTHING },
      isComplete: true,
    }),
  };
  const screen = await render(
    <AppRouterContext.Provider value={ROUTER}>
      <ApiForTest answers={answers}>
        <Page />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const retire = screen.getByRole("button", { name: "Retire", exact: true });
  await userEvent.tab();
  await expect.element(screen.getByRole("button", { name: "Make a draft from this" })).toHaveFocus();
  await userEvent.tab();
  await expect.element(retire).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  const dialog = screen.getByRole("dialog", { name: "Retire g@2" });
  await expect.element(dialog.getByRole("textbox", { name: "Reason" })).toHaveFocus();
  await userEvent.keyboard("It wrote to the old host.");
  const confirm = dialog.getByRole("button", { name: "Retire", exact: true });
  for (let tab = 0; tab < 5 && document.activeElement !== confirm.element(); tab += 1) await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  const takeBack = screen.getByRole("button", { name: "Take the retirement back" });
  await expect.element(takeBack).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await expect.element(retire).toHaveFocus();
  expect(sent).toEqual([
    { name: "g", revision: 2, reason: "It wrote to the old host." },
    { name: "g", revision: 2 },
  ]);
});

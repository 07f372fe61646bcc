import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { NoticeRuleView } from "#contract/triggers/notices.ts";
import { NoticeLog } from "./notice-log.tsx";

const RULE: NoticeRuleView = {
  ...{ name: "nightly-failed", graph: "nightly", isGraphDeleted: false, folder: "", kind: "webhook" },
  ...{ rule: null, on: ["failed"], quiet: null, isActive: true },
  ...{ version: 7, changedAt: new Date(), changedBy: "ann", last: null },
};

test("an empty log says which notices are removed, and that those of what lasts stay", async () => {
  const screen = await render(
    <ApiForTest
      answers={{
        "notices.log": () => ({ entries: [], next: null }),
        "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
      }}
    >
      <ToastProvider>
        <NoticeLog rule={RULE} before={null} onChange={() => undefined} />
      </ToastProvider>
    </ApiForTest>,
  );
  await expect
    .element(screen.getByText(/older than 30 days are removed, unless what they tell of still lasts/))
    .toBeVisible();
});

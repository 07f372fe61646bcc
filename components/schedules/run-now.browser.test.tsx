import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { scheduleForTest } from "./form/schedule-for-test.ts";
import { ScheduleHead } from "./schedule-head.tsx";

test("a schedule is run as it was when that was asked, also where the page shows a newer one by then", async () => {
  const sent: unknown[] = [];
  const answers = {
    "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
    "schedules.run": (input: unknown) => {
      sent.push(input);
      return { pipelineId: 7 };
    },
  };
  const none = () => undefined;
  const page = (version: number) => (
    <AppRouterContext.Provider value={{ push: none, prefetch: none } as never}>
      <ApiForTest answers={answers}>
        <ToastProvider>
          <ScheduleHead
            name="nightly"
            schedule={scheduleForTest({ version })}
            onEdit={none}
            onRemoved={none}
          />
        </ToastProvider>
      </ApiForTest>
    </AppRouterContext.Provider>
  );
  const screen = await render(page(3));
  await screen.getByRole("button", { name: "Run now" }).click();
  await screen.rerender(page(4));
  await screen.getByRole("dialog").getByRole("button", { name: "Run now" }).click();
  await expect.poll(() => sent).toEqual([{ name: "nightly", version: 3 }]);
});

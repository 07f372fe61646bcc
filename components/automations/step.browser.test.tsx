import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { scheduleForTest } from "#components/schedules/form/schedule-for-test.ts";
import { ScheduleHead } from "#components/schedules/schedule-head.tsx";
import { ScheduleTable } from "#components/schedules/schedule-table.tsx";
import { triggerForTest } from "#components/triggers/form/trigger-for-test.ts";
import { TriggerHead } from "#components/triggers/trigger-head.tsx";
import { TriggerTable } from "#components/triggers/trigger-table.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";

type State = "active" | "paused";

const none = () => undefined;
const PLACES: readonly { readonly place: string; readonly shown: (state: State) => ReactNode }[] = [
  {
    place: "the page of a schedule",
    shown: (desired) => (
      <ScheduleHead name="nightly" schedule={scheduleForTest({ desired })} onEdit={none} onRemoved={none} />
    ),
  },
  {
    place: "the list of schedules",
    shown: (desired) => (
      <ScheduleTable
        schedules={[{ ...scheduleForTest({ desired }), last: null } as never]}
        onAct={none}
        of=""
        empty={null}
      />
    ),
  },
  {
    place: "the page of a trigger",
    shown: (state) => (
      <TriggerHead name="on-push" trigger={triggerForTest({ state })} onEdit={none} onRemoved={none} />
    ),
  },
  {
    place: "the list of triggers",
    shown: (state) => (
      <TriggerTable
        triggers={[{ ...triggerForTest({ state }), last: null } as never]}
        onAct={none}
        of=""
        empty={null}
      />
    ),
  },
];

test.each(PLACES)(
  "in $place the second click of a double click does not take back what the first did",
  async ({ shown }) => {
    const sent: unknown[] = [];
    const set = (input: unknown) => {
      sent.push(input);
      return {};
    };
    const page = (state: State) => (
      <ApiForTest
        answers={{
          "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
          "schedules.set": set,
          "triggers.set": set,
        }}
      >
        <ToastProvider>{shown(state)}</ToastProvider>
      </ApiForTest>
    );
    const screen = await render(page("active"));
    await screen.getByRole("button", { name: /^Pause/ }).click();
    await expect.poll(() => sent).toHaveLength(1);
    await screen.rerender(page("paused"));
    const resume = screen.getByRole("button", { name: /^Resume/ });
    await expect.element(resume).not.toHaveAttribute("aria-busy");
    resume.element().dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 2 }));
    await expect.element(resume).not.toHaveAttribute("aria-busy");
    expect(sent).toHaveLength(1);
    await resume.click();
    await expect.poll(() => sent).toMatchObject([{}, { version: expect.any(Number) }]);
  },
);

import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { refreshLive } from "#components/api/live/refresh-live.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { PipelineList } from "#contract/pipelines/pipeline-list.ts";
import { HomeFailures } from "./home-failures.tsx";
import { HOME_LISTS } from "./home-lists.ts";
import { HomePipelines } from "./home-pipelines.tsx";

const LABEL = "Running pipelines";
const thatRun = ({ pipelines }: PipelineList) => pipelines.filter(({ needsHuman }) => !needsHuman);

function shown(list: Partial<PipelineList>) {
  const answer = { pipelines: [], older: null, newer: null, searchedTo: null, ...list };
  return render(
    <ApiForTest answers={{ "pipelines.list": () => answer }}>
      <HomePipelines
        title="Running"
        label={LABEL}
        asked={HOME_LISTS.running}
        select={thatRun}
        viewAll="View all that run"
        empty="Nothing is running."
        emptyBesides="Nothing else is running."
      />
    </ApiForTest>,
  );
}

test("that there is nothing is said only where everything was looked at", async () => {
  const asking = Array.from({ length: 50 }, (_, place) =>
    pipelineForTest({ id: 50 - place, needsHuman: true }),
  );
  const whole = await shown({ pipelines: asking });
  await expect.element(whole.getByText("Nothing else is running.")).toBeVisible();
  await whole.unmount();
  for (const cut of [
    { pipelines: asking, older: 1 },
    { older: 9, searchedTo: new Date(0) },
  ]) {
    const some = await shown(cut);
    await expect
      .element(some.getByText("None among the newest pipelines. View all looks further."))
      .toBeVisible();
    await expect.element(some.getByText("Nothing else is running.")).not.toBeInTheDocument();
    await some.unmount();
  }
  const one = await shown({
    pipelines: [...asking, pipelineForTest({ id: 60, needsHuman: false })],
    older: 1,
  });
  await expect.element(one.getByRole("table", { name: LABEL })).toBeVisible();
});

test("where nothing runs at all, nothing is said of others", async () => {
  const screen = await shown({});
  await expect.element(screen.getByText("Nothing is running.")).toBeVisible();
});

test("pipelines that are rolled back have a list of their own, which is there only while there are any", async () => {
  let pipelines = [pipelineForTest({ id: 7, state: "reverting", needsHuman: false })];
  const answer = () => ({ pipelines, older: null, newer: null, searchedTo: null });
  const rollingBack = (
    <ApiForTest answers={{ "pipelines.list": answer }}>
      <HomePipelines
        title="Rolling back"
        label="Pipelines that are rolled back"
        asked={HOME_LISTS.rollingBack}
        viewAll="View all that are rolled back now"
      />
      <p>The end</p>
    </ApiForTest>
  );
  const some = await render(rollingBack);
  await expect.element(some.getByRole("table", { name: "Pipelines that are rolled back" })).toBeVisible();
  await some.unmount();
  pipelines = [];
  const none = await render(rollingBack);
  await expect.element(none.getByText("The end")).toBeVisible();
  await expect.element(none.getByRole("heading", { name: "Rolling back" })).not.toBeInTheDocument();
});

test("who writes why a failure is acknowledged keeps the dialog when it leaves the list, and acknowledges that failure only", async () => {
  const failed = pipelineForTest({ id: 5, state: "failed", finishedAt: new Date(9_000) });
  let pipelines = [failed];
  const sent: unknown[] = [];
  const queries = queriesForTest();
  const answers = {
    "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
    "pipelines.list": () => ({ pipelines, older: null, newer: null, searchedTo: null }),
    "pipelines.acknowledge": (input: unknown) => {
      sent.push(input);
      return failed;
    },
  };
  const screen = await render(
    <ApiForTest answers={answers} queries={queries}>
      <HomeFailures />
    </ApiForTest>,
  );
  await screen.getByRole("button", { name: "Acknowledge the failure of #5" }).click();
  await screen.getByLabelText("Reason").fill("known since Monday");
  pipelines = [];
  refreshLive(queries);
  await expect.element(screen.getByText("No open failures.")).toBeVisible();
  await expect.element(screen.getByLabelText("Reason")).toHaveValue("known since Monday");
  await screen.getByRole("dialog").getByRole("button", { name: "Acknowledge" }).click();
  await expect.poll(() => sent).toEqual([{ id: 5, failedAt: 9_000, reason: "known since Monday" }]);
  await expect.element(screen.getByRole("dialog")).not.toBeInTheDocument();
});

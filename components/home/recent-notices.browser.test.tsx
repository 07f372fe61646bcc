import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import type { RecentNotice } from "#contract/triggers/notices.ts";
import { HOME_LISTS } from "./home-lists.ts";
import { RecentNotices } from "./recent-notices.tsx";

const notice = (pipelineId: number): RecentNotice => ({
  ...{ id: pipelineId, kind: "waiting", graph: "deploy", pipelineId, pipelineState: "running" },
  ...{ isPaused: false, vertex: "ok", since: new Date(), madeAt: new Date() },
});

test("a notice is left out only where a list above shows its pipeline", async () => {
  const waiting = pipelineForTest({ id: 1, needsHuman: true });
  const alone = [2, 3, 4, 5, 6, 7].map((id) => pipelineForTest({ id, needsHuman: false }));
  const rolledBack = pipelineForTest({ id: 8, state: "reverting", needsHuman: false });
  const list = (asked: unknown) => {
    const pipelines = {
      [JSON.stringify(HOME_LISTS.running)]: [waiting, ...alone],
      [JSON.stringify(HOME_LISTS.rollingBack)]: [rolledBack],
    }[JSON.stringify(asked)];
    return { pipelines: pipelines ?? [], older: null, newer: null, searchedTo: null };
  };
  const recent = [1, 2, 6, 7, 8, 9].map(notice);
  const screen = await render(
    <ApiForTest answers={{ "pipelines.list": list, "notices.recent": () => recent }}>
      <RecentNotices />
    </ApiForTest>,
  );
  await expect.element(screen.getByRole("link", { name: "deploy #1" })).toBeVisible();
  const links = screen.getByRole("link", { name: /^deploy #/ }).elements();
  expect(links.map(({ textContent }) => textContent)).toEqual(["deploy #1", "deploy #7", "deploy #9"]);
});

test("notices that could not be read are not taken for none", async () => {
  const answers = {
    "pipelines.list": () => ({ pipelines: [], older: null, newer: null, searchedTo: null }),
    "notices.recent": () => Promise.reject(refusalForTest("not-allowed", "This needs the role viewer.")),
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <RecentNotices />
    </ApiForTest>,
  );
  await expect.element(screen.getByText("This needs the role viewer.")).toBeVisible();
});

import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import type { TemplateView } from "#contract/templates.ts";
import { readWholeGraphText } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { TemplateGallery } from "./template-gallery.tsx";

const textOf = (name: string) =>
  `signalbox: 1\nname: ${name}\ndescription: Does ${name}\nvertices: { a: { script: echo a } }\n`;
const HOURLY =
  "triggers:\n  - name: clock\n    schedule: { every: 1h }\n  - name: hook\n    webhook: { secret: key }\n";
const TEMPLATES: readonly TemplateView[] = [
  { name: "clock", text: `${textOf("clock")}${HOURLY}`, needs: [] },
  { name: "plain", text: textOf("plain"), needs: [] },
  { name: "roll", text: textOf("roll"), needs: [{ name: "roll-host", text: textOf("roll-host") }] },
];

async function gallery(there: readonly string[], sealed: Promise<void> = Promise.resolve()) {
  const left: string[] = [];
  const sent: unknown[] = [];
  const went: string[] = [];
  const router = { push: (address: string) => went.push(address), prefetch: () => undefined } as never;
  const screen = await render(
    <AppRouterContext.Provider value={router}>
      <ApiForTest
        answers={{
          "graphs.templates": () => TEMPLATES,
          "graphs.list": () => there.map((name) => ({ name, latest: null })),
          "graphs.applyText": (input) => {
            const { text, isNew } = input as { text: string; isNew?: boolean };
            sent.push(["apply", /^name: (.*)$/m.exec(text)?.[1], isNew]);
            return {};
          },
          "graphs.seal": async (input) => {
            sent.push(["seal", (input as { name: string }).name]);
            await sealed;
            return {};
          },
        }}
      >
        <TemplateGallery folder="/" onClose={() => left.push("closed")} />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  return { screen, sent, went, left };
}

test("a template becomes a graph under a free name, and what it runs is made and sealed before it", async () => {
  const { screen, sent, went } = await gallery(["roll"]);
  await expect.element(screen.getByRole("button", { name: "plain" })).toHaveTextContent("Does plain");
  await screen.getByRole("button", { name: "roll" }).click();
  await expect.element(screen.getByRole("img", { name: "Picture of roll" })).toBeVisible();
  const name = screen.getByRole("textbox", { name: "Graph name" });
  await expect.element(name).toHaveValue("roll-2");
  await expect.element(screen.getByText(/It runs roll-host/)).toBeVisible();
  await name.fill("roll");
  await expect.element(screen.getByText(/There is a graph roll already/)).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Create" })).toBeDisabled();
  await name.fill("ROLL");
  await expect.element(screen.getByText(/There is a graph ROLL already/)).toBeVisible();
  await name.fill("1e3");
  await screen.getByRole("button", { name: "Create" }).click();
  await expect.poll(() => went).toEqual(["/graphs/1e3"]);
  expect(sent).toEqual([
    ["apply", "roll-host", true],
    ["seal", "roll-host"],
    ["apply", '"1e3"', true],
  ]);
});

test("a template that declares triggers says so, and saves its file with them under the name of the new graph", async () => {
  const { screen, sent } = await gallery(["clock"]);
  await screen.getByRole("button", { name: "plain" }).click();
  await expect.element(screen.getByRole("textbox", { name: "Graph name" })).toHaveValue("plain");
  await expect.element(screen.getByText(/declares/)).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "All templates" }).click();
  await screen.getByRole("button", { name: "clock" }).click();
  await expect.element(screen.getByText("The template declares 2 triggers: clock-2, hook.")).toBeVisible();
  await expect.element(screen.getByText(/made without them/)).toBeVisible();
  const saved: { name: string; text: Promise<string> }[] = [];
  const press = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, text: fetch(this.href).then((answer) => answer.text()) });
  };
  onTestFinished(() => {
    HTMLAnchorElement.prototype.click = press;
  });
  await screen.getByRole("button", { name: "Save the file" }).click();
  expect(saved.map(({ name }) => name)).toEqual(["clock-2.yaml"]);
  const read = readWholeGraphText((await saved[0]?.text) ?? "");
  expect(read).toMatchObject({
    ok: true,
    file: { content: { name: "clock-2" } },
    triggers: [{ file: { name: "clock-2", graph: "clock-2" } }, { file: { name: "hook" } }],
  });
  expect(sent).toEqual([]);
});

test("a graph that a template runs is found in another case, and not made again", async () => {
  const { screen, sent, went } = await gallery(["Roll-Host"]);
  await screen.getByRole("button", { name: "roll" }).click();
  await screen.getByRole("button", { name: "Create" }).click();
  await expect.poll(() => went).toEqual(["/graphs/roll"]);
  expect(sent).toEqual([
    ["seal", "roll-host"],
    ["apply", '"roll"', true],
  ]);
});

test("by keys alone a template is looked at, another one is chosen from there, and it becomes a graph", async () => {
  const { screen, went } = await gallery([]);
  await tabTo(screen.getByRole("button", { name: "plain" }));
  await userEvent.keyboard("{Enter}");
  const name = screen.getByRole("textbox", { name: "Graph name" });
  await expect.element(name).toHaveFocus();
  await tabTo(screen.getByRole("button", { name: "All templates" }));
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByRole("button", { name: "plain" })).toHaveFocus();
  await userEvent.keyboard("{Tab}{Enter}");
  await expect.element(name).toHaveFocus();
  await expect.element(name).toHaveValue("roll");
  await userEvent.keyboard("2{Enter}");
  await expect.poll(() => went).toEqual(["/graphs/roll2"]);
});

test("a template that is being made stays open until all of it is made", async () => {
  let answer: () => void = () => undefined;
  const sealed = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { screen, sent, went, left } = await gallery([], sealed);
  await screen.getByRole("button", { name: "roll" }).click();
  await screen.getByLabelText("Graph name").fill("mine");
  await screen.getByRole("button", { name: "Create" }).click();
  await expect.poll(() => sent).toHaveLength(2);
  await userEvent.keyboard("{Escape}");
  await expect.element(screen.getByText("Close it?")).not.toBeInTheDocument();
  const close = screen.getByRole("button", { name: "Close" });
  await expect.element(close).toHaveAttribute("aria-description", "The graph is being made.");
  const back = screen.getByRole("button", { name: "All templates" });
  await expect.element(back).toHaveAttribute("aria-disabled", "true");
  answer();
  await expect.poll(() => went).toEqual(["/graphs/mine"]);
  expect(left).toEqual([]);
});

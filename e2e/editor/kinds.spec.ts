import { expect, type Page, test } from "@playwright/test";
import { ask, call, launch } from "../api.ts";
import { openSection } from "../sections.ts";

test.use({ viewport: { width: 1440, height: 900 } });

async function createGraph(page: Page, name: string): Promise<void> {
  await page.goto("/graphs");
  await page.getByRole("button", { name: "New graph" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New graph" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create" }).click();
  await expect(page).toHaveURL(new RegExp(`/graphs/${name}`));
}

test("waits, requests, items and rounds can be edited, and the file has what was typed", async ({
  page,
  request,
}) => {
  await createGraph(page, "kinds");
  const inspector = page.getByRole("region", { name: "Inspector" });
  const field = (label: string) => inspector.getByLabel(label, { exact: true });
  const choose = async (label: string, option: string) => {
    await field(label).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };

  await page.getByRole("button", { name: "Add wait vertex" }).click();
  await choose("Wait", "Until it is called from outside");
  await field("Complete when").fill("size(calls) == 2");
  await field("Fail when").fill("call.isBad");
  await openSection(page, "When it fails");
  await field("Time limit").fill("2h");

  await page.getByRole("button", { name: "Add HTTP request vertex" }).click();
  await choose("Method", "POST");
  await field("URL").fill("https://example.com/hosts/{host}");
  await field("Headers").fill("Accept: text/plain");
  await field("Body").fill('{ "host": {host} }');
  await field("Expected statuses").fill("200, 409");
  await openSection(page, "Inputs");
  await inspector.getByRole("button", { name: "Add input" }).click();
  await inspector.getByRole("group", { name: "Input input" }).getByLabel("Name").fill("host");
  await inspector
    .getByRole("group", { name: /^Input/ })
    .getByRole("textbox", { name: "Default" })
    .fill("web-1");
  await openSection(page, "Outputs");
  await inspector.getByRole("button", { name: "Add output" }).click();
  await inspector.getByRole("group", { name: "Output output" }).getByLabel("Value from").fill("body.id");

  await page.getByRole("button", { name: "Add script vertex" }).click();
  await inspector.getByRole("textbox", { name: "Script", exact: true }).click();
  await page.keyboard.type("echo hello");
  await openSection(page, "Advanced");
  await field("Run for each").fill("[1, 2]");
  await field("Max in parallel").fill("1");
  await field("Failures allowed").fill("10%");
  await field("Batch size").fill("1");
  await field("Pause between").fill("30s");

  await expect(page.getByRole("status", { name: "Save state" })).toHaveText("Saved");
  await expect(page.getByRole("region", { name: "Problems" })).toContainText("No problems");
  const { text } = await ask<{ text: string }>(request, "graphs.export", { name: "kinds" });
  for (const said of [
    "until: size(calls) == 2",
    "maxFailures: 10%",
    "batch: 1",
    "pause: 30s",
    "fail: call.isBad",
    "timeout: 2h",
    "method: POST",
    "url: https://example.com/hosts/{host}",
    "Accept: text/plain",
    "from: body.id",
    "items: ",
    "parallel: 1",
  ])
    expect(text).toContain(said);
});

test("the buttons of findings correct the vertex, and outputs have defaults and limits", async ({
  page,
  request,
}) => {
  const text = `signalbox: 1
name: findings
params: { env: { type: enum, enum: [staging, prod], default: staging } }
vertices:
  deploy:
    outputs: { n: { type: integer } }
    script: |
      #!/bin/sh -e
      echo "to {env}"
`;
  await call(request, "graphs.applyText", { text });
  await page.goto("/graphs/findings");
  await page.getByRole("group", { name: "deploy, script vertex" }).click();
  const inspector = page.getByRole("region", { name: "Inspector" });
  await inspector.getByRole("button", { name: "Set the interpreter to sh" }).click();
  await inspector.getByRole("button", { name: "Add the input env" }).click();
  const output = inspector.getByRole("group", { name: "Output n" });
  await output.getByLabel("Default").fill("7");
  await output.getByText("More").click();
  await output.getByLabel("Maximum").fill("9");
  await expect(page.getByRole("region", { name: "Problems" })).toContainText("No problems");
  await expect(page.getByRole("status", { name: "Save state" })).toHaveText("Saved");
  const saved = await ask<{ text: string }>(request, "graphs.export", { name: "findings" });
  for (const said of [
    "interpreter: sh",
    "env: { type: enum, enum: [staging, prod], from: params.env }",
    ": { type: integer, default: 7, max: 9 }",
  ])
    expect(saved.text).toContain(said);
});

test("a run shows its callback address, receives the call, and shows its items on a separate page", async ({
  page,
  request,
}) => {
  const id = await launch(
    request,
    `signalbox: 1
name: called
vertices:
  gate: { kind: wait, wait: { callback: once }, outputs: { hosts: { type: list } } }
  each: { foreach: { items: outputs.gate.hosts }, inputs: { host: { type: string, from: item }, note: { type: string, default: old } }, script: 'echo "{host} {note}"' }
edges: [gate -> each]
`,
  );
  await page.goto(`/pipelines/${id}?track=each`);
  await page.getByRole("button", { name: "Set values" }).click();
  const dialog = page.getByRole("dialog", { name: "Set values of each" });
  await dialog.getByLabel("note", { exact: true }).fill("new");
  await dialog.getByLabel("Reason").fill("said so");
  await dialog.getByRole("button", { name: "Set values" }).click();
  await expect(dialog).toBeHidden();

  await page.goto(`/pipelines/${id}?track=gate`);
  const shown = await page.getByRole("figure", { name: "Call" }).textContent();
  const address = /'(http[^']+)'/.exec(shown ?? "")?.[1] ?? "";
  const path = new URL(address).pathname;
  const answer = await request.post(path, { data: { hosts: ["a", "b"] } });
  expect(answer.status()).toBe(200);
  // The values that a person set count.
  await expect(page.getByRole("status", { name: "Pipeline state" })).toHaveText("Succeeded · 1 override");
  expect((await request.post(path, { data: {} })).status()).toBe(410);

  await page.goto(`/pipelines/${id}?track=each`);
  await page.getByRole("link", { name: /^Child pipeline #/ }).click();
  const canvas = page.getByRole("region", { name: "Run canvas" });
  await expect(canvas.getByRole("group", { name: "a, script vertex" })).toContainText("Succeeded");
  await canvas.getByRole("group", { name: "b, script vertex" }).click();
  await page.getByRole("tab", { name: "Log" }).click();
  await expect(page.getByRole("log", { name: "Log of b" })).toContainText("b new");
});

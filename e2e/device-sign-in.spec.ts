import { spawn } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";

test("a command line of another machine is let in by its code, and gives its token back", async ({
  page,
  baseURL,
}) => {
  const server = baseURL ?? "";
  const config = await mkdtemp(join(tmpdir(), "signalbox-config-"));
  const env = {
    ...process.env,
    XDG_CONFIG_HOME: config,
    SIGNALBOX_DATA: "/nonexistent",
    SIGNALBOX_TOKEN: "",
  };
  const run = (...words: string[]) => {
    const child = spawn(process.execPath, ["server/cli/bin.mjs", ...words], {
      env: { ...env, SIGNALBOX_URL: server },
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (text += part));
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    return { ended, text: () => text };
  };
  const first = run("graph", "list");
  expect([await first.ended, first.text()]).toEqual([3, expect.stringContaining("SIGNALBOX_TOKEN")]);

  const signIn = run("sign-in", "--server", server, "--may", "read,launch");
  await expect.poll(signIn.text).toMatch(/[A-Z]{4}-[A-Z]{4}/);
  const [code = ""] = /[A-Z]{4}-[A-Z]{4}/.exec(signIn.text()) ?? [];
  await page.goto(/http\S+\/device/.exec(signIn.text())?.[0] ?? "");
  await page.getByRole("textbox", { name: "Code" }).fill("WRNG-CDXX");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").first()).toContainText("No command line waits with this code");
  await page.getByRole("textbox", { name: "Code" }).fill(code.toLowerCase());
  await page.keyboard.press("Enter");
  await expect(page.getByText("wants to act in your name")).toBeVisible();
  await expect(page.getByText("127.0.0.1")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByRole("checkbox", { name: /launch/ }).click();
  await expect(page.getByRole("combobox", { name: "Where" })).toContainText("All graphs");
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByText(/The command line on .+ is signed in/)).toBeVisible();
  expect([await signIn.ended, signIn.text()]).toEqual([0, expect.stringContaining("Signed in.")]);
  expect((await stat(join(config, "signalbox", "tokens.json"))).mode & 0o777).toBe(0o600);

  const list = run("graph", "list");
  expect([await list.ended, list.text()]).toEqual([0, expect.any(String)]);
  const launch = run("launch", "no-such-graph");
  expect([await launch.ended, launch.text()]).toEqual([3, expect.stringContaining("launch")]);
  const signOut = run("sign-out");
  expect([await signOut.ended, signOut.text()]).toEqual([0, expect.stringContaining("Signed out")]);
  expect(await run("graph", "list").ended).toBe(3);
  await page.goto("/settings/tokens");
  await expect(page.getByRole("heading", { name: "Tokens", exact: true })).toBeVisible();
  await rm(config, { recursive: true });
});

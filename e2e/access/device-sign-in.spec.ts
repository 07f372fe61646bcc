import { spawn } from "node:child_process";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { call } from "../api.ts";

const PASSWORD = "correct horse battery";

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

test("somebody adds a passkey, signs in with it although they have a password, and removes it", async ({
  browser,
  request: admin,
  baseURL,
}) => {
  const { id } = await call<{ id: number }>(admin, "people.add", { name: "Pia", email: null, role: "admin" });
  const link = await call<{ url: string }>(admin, "people.makeLink", { id });
  // Passkeys are bound to a name, and all other tests are at an address.
  const name = (baseURL ?? "").replace("127.0.0.1", "localhost");
  const context = await browser.newContext({ baseURL: name, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true },
    },
  });
  /** Whether somebody touches it. One that is touched also answers as soon as a page only suggests it. */
  const touch = (enabled: boolean) =>
    cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled });
  await page.goto(`/welcome${new URL(link.url).hash}`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByLabel("Email").fill("pia@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: "Pia" }).click();

  await page.getByRole("button", { name: "Add a passkey" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password, or a code").fill("wrong horse battery");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert").first()).toContainText("This is not your password");
  await dialog.getByLabel("Password, or a code").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await dialog.getByLabel("Name").fill("Laptop of Pia");
  await page.keyboard.press("Enter");
  const passkeys = page.getByRole("table", { name: "Passkeys" });
  await expect(passkeys).toContainText("Laptop of Pia");
  await expect(passkeys).toContainText("not yet");
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id: rule }) => rule)).toEqual([]);

  await touch(false);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/sign-in?to=/settings/account");
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false });
  await touch(true);
  const button = page.getByRole("button", { name: "Sign in with a passkey" });
  await button.click();
  await expect(page.getByRole("alert").first()).toContainText("No passkey was used");
  // Nobody is signed in yet.
  expect((await context.request.get("/graphs", { maxRedirects: 0 })).status()).toBe(303);
  await cdp.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await expect(passkeys).toContainText(/Laptop of Pia.*(?:now|ago).*(?:now|ago)/);

  await page.getByRole("button", { name: "Remove the passkey Laptop of Pia" }).click();
  await dialog.getByRole("button", { name: "Use a passkey instead" }).click();
  await expect(page.getByText("signs you in no more. Sessions go on")).toBeVisible();
  await expect(passkeys).toHaveCount(0);
  await touch(false);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/sign-in");
  await touch(true);
  await button.click();
  await expect(page.getByRole("alert").filter({ hasText: "This passkey is not known here" })).toBeVisible();

  // At an address the page says where passkeys work.
  await page.goto(`${baseURL}/sign-in`);
  await expect(page.getByText("is an IP address").getByRole("link")).toHaveAttribute(
    "href",
    `${name}/sign-in?to=%2F`,
  );
  await context.close();
});

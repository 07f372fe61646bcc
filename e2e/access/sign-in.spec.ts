import { AxeBuilder } from "@axe-core/playwright";
import {
  type APIRequestContext,
  type BrowserContext,
  expect,
  type Page,
  request,
  test,
} from "@playwright/test";
import { stepAt, totpCode } from "../../server/services/people/second-factor/totp.ts";
import { ROUTE_NEEDS } from "../../server/trpc/serve/route-needs.ts";
import { call, launch } from "../api.ts";

/** People who sign in, beside the one who is signed in for all other tests. */

const NOBODY = { cookies: [], origins: [] };
const PASSWORD = "correct horse battery";

async function linkFor(admin: APIRequestContext, name: string): Promise<string> {
  const { id } = await call<{ id: number }>(admin, "people.add", { name, email: null, role: "admin" });
  return (await call<{ url: string }>(admin, "people.makeLink", { id })).url;
}

async function signIn(context: BrowserContext, email: string, password: string, path = "/sign-in") {
  const page = await context.newPage();
  await page.goto(path);
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
  return page;
}

test("a link is confirmed, a password is chosen, and after signing out it leads back to the wanted page", async ({
  browser,
  request: admin,
}) => {
  const link = await linkFor(admin, "Bob");
  const context = await browser.newContext({ storageState: NOBODY });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole("button", { name: "Sign in" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();
  expect(page.url()).not.toContain("#");
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByLabel("Email").fill("Bob@Example.com");
  await page.getByLabel("Password").fill("too short");
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByRole("alert").first()).toContainText("at least 12 characters");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Save and go on" }).click();
  await expect(page.getByRole("link", { name: "Bob" })).toBeVisible();

  await page.getByRole("link", { name: "Bob" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();

  // The link was used up.
  const other = await browser.newContext({ storageState: NOBODY });
  const again = await other.newPage();
  await again.goto(link);
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again.getByRole("alert").first()).toContainText("This link was used already");

  await page.goto("/runners?x=1");
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await page.getByLabel("Email").fill("bob@example.com");
  await page.getByLabel("Password").fill("wrong horse battery");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").first()).toContainText("The email or the password is wrong.");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/runners\?x=1$/);

  // A session that is ended elsewhere: the page stays, says so, and goes on after a sign-in in another tab.
  const second = await signIn(other, "bob@example.com", PASSWORD, "/sign-in?to=/graphs");
  await expect(second).toHaveURL(({ pathname }) => pathname === "/graphs");
  await page.goto("/settings/account");
  await expect(page.getByRole("table", { name: "Sessions" }).getByRole("row")).toHaveCount(3);
  await page.getByRole("button", { name: /^End the session of/ }).click();
  // The list stays as it is under the pointer.
  await expect(page.getByRole("table", { name: "Sessions" })).toContainText("No longer listed");
  const line = second.getByRole("status", { name: "Connection" });
  await expect(line).toContainText("You are signed out");
  const opened = other.waitForEvent("page");
  await line.getByRole("link", { name: "Sign in in another tab" }).click();
  await expect(await opened).toHaveURL(/\/sign-in\?to=%2Fgraphs$/);
  await call(other.request, "signIn.byPassword", { email: "bob@example.com", password: PASSWORD });
  await expect(line).toBeEmpty();
  await context.close();
  await other.close();
});

test("the link of the sign-in page leads to no other site", async ({ browser, request: admin }) => {
  const link = await linkFor(admin, "Cleo");
  const context = await browser.newContext({ storageState: NOBODY });
  await call(context.request, "signIn.byLink", { token: new URL(link).hash.slice(1) });
  await call(context.request, "account.save", { name: "Cleo", email: "cleo@example.com" });
  await call(context.request, "account.setPassword", { current: null, password: PASSWORD });
  await context.clearCookies();
  // Which addresses are one's own is a test of `own-path.ts`: here only that the page asks it.
  const to = encodeURIComponent("/\\evil.example");
  const page = await signIn(context, "cleo@example.com", PASSWORD, `/sign-in?to=${to}`);
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  await context.close();
});

test("nobody is led to the sign-in page from every page, and gets nothing from any route", async ({
  baseURL,
}) => {
  const nobody = await request.newContext({
    ...(baseURL !== undefined && { baseURL }),
    storageState: NOBODY,
  });
  for (const [route, need] of Object.entries(ROUTE_NEEDS)) {
    const path = route.replace("[trpc]", "graphs.list").replaceAll(/\[\w+\]/g, "1");
    const method = ["signed address", "runner", "launch", "secret"].includes(need) ? "POST" : "GET";
    const headers = { "sec-fetch-site": "same-origin" };
    const answer = await nobody.fetch(path, { method, headers, maxRedirects: 0 });
    const wanted = {
      person: 303,
      procedure: 401,
      read: 401,
      "read many": 401,
      administer: 401,
      "read all": 401,
      launch: 401,
      "signed address": 404,
      "begun sign-in": 303,
      runner: 401,
      secret: 401,
      nobody: 200,
    }[need];
    expect([route, answer.status()]).toEqual([route, wanted]);
  }
  await nobody.dispose();
});

/** Signs in at the identity provider's own page. */
async function signInAtExample(page: Page, login: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(login);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
}

test("somebody signs in with the identity provider, then also with an authenticator app", async ({
  browser,
  request: admin,
}) => {
  const dana = { name: "Dana", email: "dana@example.com" };
  const { id } = await call<{ id: number }>(admin, "people.add", dana);
  const context = await browser.newContext({ storageState: NOBODY });
  const page = await context.newPage();
  await page.goto("/sign-in?to=/settings/account");
  await page.getByRole("button", { name: "Sign in with Example" }).click();
  await signInAtExample(page, "dana");
  await expect(page.getByRole("alert").first()).toContainText("nobody here is linked with you");
  await call(admin, "people.allowProvider", { id, isAllowed: true });
  await page.goto("/sign-in?to=/settings/account");
  await page.getByRole("button", { name: "Sign in with Example" }).click();
  await expect(page.getByText("Linked: Example signs you in.")).toBeVisible();

  await page.getByRole("button", { name: "Set up an app" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByRole("img", { name: /QR code/ })).toBeVisible();
  const secret = (await dialog.getByRole("figure", { name: "Key" }).locator("pre").textContent()) ?? "";
  await dialog.getByRole("textbox", { name: "Code" }).fill(totpCode(secret, stepAt(Date.now())));
  await page.keyboard.press("Enter");
  const codes =
    (await dialog.getByRole("figure", { name: "Recovery codes" }).locator("pre").textContent()) ?? "";
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id: rule }) => rule)).toEqual([]);
  await dialog.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.getByText("Recovery codes left: 10")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();

  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.goto("/sign-in?to=/runners?x=1");
  await page.getByRole("button", { name: "Sign in with Example" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Enter a code" })).toBeVisible();
  // There is no session yet.
  expect((await context.request.get("/graphs", { maxRedirects: 0 })).status()).toBe(303);
  await page.getByRole("textbox", { name: "Code" }).fill("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").first()).toContainText("This code is wrong");
  await page.getByRole("textbox", { name: "Code" }).fill(codes.split("\n")[0] ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/runners\?x=1$/);

  // The address to which the provider leads back is of no use to anybody else.
  const other = await browser.newContext({ storageState: NOBODY });
  const victim = await other.newPage();
  await victim.goto("/api/oidc/callback?code=of-an-attacker&state=of-an-attacker");
  await expect(victim.getByRole("alert").first()).toContainText("not begun in this browser");
  await expect(victim).toHaveURL(/\/sign-in\?problem=not-begun$/);
  await context.close();
  await other.close();
});

test("a viewer sees only the graphs of their folder, and may launch as soon as they are operator", async ({
  browser,
  request: admin,
}) => {
  const graph = (name: string) => `signalbox: 1\nname: ${name}\nvertices: { A: { script: "true" } }\n`;
  await call(admin, "folders.create", { name: "team" });
  await call(admin, "graphs.applyText", { text: graph("team-graph"), folder: "team" });
  await call(admin, "graphs.applyText", { text: graph("other-graph") });
  const account = { name: "Vera", email: null, role: "viewer", folder: "team" };
  const { id } = await call<{ id: number }>(admin, "people.add", account);
  const { url } = await call<{ url: string }>(admin, "people.makeLink", { id });
  const context = await browser.newContext({ storageState: NOBODY });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "You are signed in" })).toBeVisible();

  await page.goto("/graphs");
  await expect(page.getByRole("link", { name: "team-graph" })).toBeVisible();
  await expect(page.getByText("other-graph")).toHaveCount(0);
  await page.goto("/graphs/other-graph");
  await expect(page.getByText('There is no graph "other-graph".')).toBeVisible();

  await page.goto("/graphs/team-graph");
  const button = page.getByRole("button", { name: "Launch", exact: true });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await button.focus();
  await expect(
    page.getByText(/This needs the role operator in team\. Ask .+: they can give it/).first(),
  ).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // An admin gives the role by the page, and the viewer need not sign in again.
  const office = await browser.newPage();
  await office.goto("/settings/folders");
  await office.getByRole("button", { name: /^team/ }).click();
  await office.getByRole("button", { name: "Give a role" }).click();
  await office.getByRole("combobox", { name: "Person or group" }).click();
  await office.getByRole("option", { name: "Vera" }).click();
  await office.getByRole("combobox", { name: "Role" }).click();
  await office.getByRole("option", { name: "operator" }).click();
  await office.getByRole("button", { name: "Give", exact: true }).click();
  // A list keeps its rows where they are while the pointer is on one.
  await office.mouse.move(1, 1);
  const given = office.getByRole("row").filter({ hasText: "Vera" });
  await expect(given.getByRole("cell", { name: "operator", exact: true })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: office }).setLegacyMode().analyze();
  expect(violations.map(({ id: rule }) => rule)).toEqual([]);
  await office.close();

  await page.reload();
  await page.getByRole("button", { name: "Launch", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Launch" }).click();
  await expect(page).toHaveURL(/\/pipelines\/\d+/);
  await context.close();
});

test("the launcher cannot approve their own pipeline; two others do, and it goes on", async ({
  browser,
  page,
  request: admin,
}) => {
  test.slow();
  const prompt = { title: "Go live?", quorum: 2, excludeLauncher: true };
  const vertices = { gate: { kind: "approval", prompt }, deploy: { script: "echo deployed" } };
  // Whoever could approve must be there before the launch: else it is refused.
  const links = [await linkFor(admin, "First"), await linkFor(admin, "Second")];
  const text = JSON.stringify({ signalbox: 1, name: "four-eyes", vertices, edges: ["gate -> deploy"] });
  const id = await launch(admin, text);
  const address = `/pipelines/${id}?track=gate`;
  await page.goto(address);
  await expect(page.getByText("You cannot answer this.")).toBeVisible();
  await expect(page.getByText(/launched the pipeline, or decided what runs in it/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Approve" })).toHaveCount(0);
  for (const [place, link] of links.entries()) {
    const context = await browser.newContext({ storageState: NOBODY });
    const theirs = await context.newPage();
    await theirs.goto(link);
    await theirs.getByRole("button", { name: "Sign in" }).click();
    await expect(theirs.getByRole("heading", { name: "You are signed in" })).toBeVisible();
    await theirs.goto(address);
    await expect(theirs.getByText(`${place} of 2 approved, not who launched it.`)).toBeVisible();
    await theirs.getByRole("button", { name: "Approve" }).click();
    // A browser that is closed before it has sent the answer takes the answer with it.
    if (place === 0)
      await expect(theirs.getByText("You have approved it. Others have to, too.")).toBeVisible();
    else await expect(theirs.getByRole("status", { name: "Pipeline state" })).toHaveText("Succeeded");
    await context.close();
  }
});

import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { Finding, FindingLevel } from "#engine/model/graph-content.ts";
import { type ScriptFindings, ScriptFindingsContext } from "../findings/script-findings-context.ts";
import { useFlaggedLines } from "../findings/use-flagged-lines.ts";
import { ScriptField } from "./script-field.tsx";

const nothing = () => {};
const SCRIPT = "echo 1\nfor n in 1 2; do\nfi\nrm $files\n";

const finding = (line: number, level: FindingLevel, text: string): Finding => ({
  ...{ code: "shell-syntax", level, text, vertices: ["A"], edges: [], field: "script", line },
});
const saidOf = (script: string, findings: readonly Finding[]): ScriptFindings => ({
  findings,
  vertices: new Map([["A", { script }]]),
  unread: [],
});

function Page({ said, text = SCRIPT }: { said: ScriptFindings | null; text?: string }) {
  return (
    <ScriptFindingsContext value={said}>
      <Field text={text} />
    </ScriptFindingsContext>
  );
}

function Field({ text }: { text: string }) {
  const [value, setValue] = useState(text);
  const flagged = useFlaggedLines("A", "script", value, "bash");
  return (
    <ScriptField
      {...{ label: "Script", hint: "A script.", value, interpreter: "bash", inputs: NO_INPUTS, flagged }}
      onChange={setValue}
      onUndo={nothing}
      onRedo={nothing}
    />
  );
}
const NO_INPUTS = {};

afterEach(() => {
  delete document.documentElement.dataset["theme"];
});

test("lines of which a shell says something are marked with the worst of it, and say it", async () => {
  await page.viewport(360, 740);
  const said = saidOf(SCRIPT, [
    finding(3, "warning", "A, line 3: bash cannot read the script."),
    finding(3, "hint", "A, line 3: and more."),
    finding(4, "hint", "A, line 4: Double quote to prevent globbing (SC2086)."),
    finding(99, "hint", "A, line 99: unexpected end of file."),
  ]);
  const screen = await render(<Page said={said} />);
  const marked = () =>
    [...screen.container.querySelectorAll<HTMLElement>("[class*=cm-flag-]")].map(
      ({ className, textContent, title }) => [/flag-(\w+)/.exec(className)?.[1], textContent, title],
    );
  await expect.poll(marked).toEqual([
    ["warning", "fi", "A, line 3: bash cannot read the script.\nA, line 3: and more."],
    ["hint", "rm $files", "A, line 4: Double quote to prevent globbing (SC2086)."],
    ["hint", "", "A, line 99: unexpected end of file."],
  ]);
});

test("an answer marks only the text that was read: with a key the marks go, and one about an older text marks nothing", async () => {
  const warning = finding(3, "warning", "A, line 3: bash cannot read the script.");
  const screen = await render(<Page said={saidOf(SCRIPT, [warning])} />);
  const flags = () => screen.container.querySelectorAll("[class*=cm-flag-]").length;
  await expect.poll(flags).toBe(1);
  await screen.getByRole("textbox", { name: "Script" }).click();
  await userEvent.keyboard("{Control>}{Home}{/Control}x");
  await expect.poll(flags).toBe(0);
  await screen.rerender(<Page said={saidOf(SCRIPT, [{ ...warning, text: "late" }])} />);
  await expect.element(screen.getByText("xecho 1")).toBeVisible();
  expect(flags()).toBe(0);
  await screen.rerender(<Page said={saidOf(`x${SCRIPT}`, [warning])} />);
  await expect.poll(flags).toBe(1);
  // The text that was read is marked again once it is there again.
  await userEvent.keyboard("y");
  await expect.poll(flags).toBe(0);
  await userEvent.keyboard("{Backspace}");
  await expect.poll(flags).toBe(1);
});

test("a text with returns that a shell does not count as lines is not marked; line ends of Windows are", async () => {
  const said = (script: string) => saidOf(script, [finding(2, "hint", "line 2")]);
  const windows = "a\r\nb\r\n";
  const screen = await render(<Page said={said(windows)} text={windows} />);
  await expect.poll(() => screen.container.querySelector(".cm-flag-hint")?.textContent).toBe("b");
  await screen.unmount();
  const lone = "a\rb\nc\n";
  const other = await render(<Page said={said(lone)} text={lone} />);
  await expect.element(other.getByText("c", { exact: true })).toBeVisible();
  expect(other.container.querySelector(".cm-flag-hint")).toBeNull();
});

import { expect, test } from "vitest";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import { findingsOf } from "./findings.ts";

test.each([
  { revert: "rm {ip}" },
  { revert: "rm $SIGNALBOX_INPUT_ip", revertFailed: true },
  { revert: "import os; print(os.environ['ip'])", interpreter: "python3" },
  { locks: ["db-{ip}"] },
  { script: "echo $((1 + 2*ip))" },
  { script: "if (( ip > 3 )); then echo more; fi" },
  { script: "let sum=1+ip" },
  { script: "[[ -v ip ]] && echo given" },
  { script: "printenv ip" },
  { script: "envsubst < site.template > site.conf" },
] as const)("an input that is used anywhere in %j is used", (fields) => {
  const vertex = { script: "echo x", ...fields, inputs: { ip: { type: "string", required: true } } };
  const read = parseGraphFile({ signalbox: 1, name: "g", vertices: { A: vertex } });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  expect(findingsOf(read.file.content).map(({ code }) => code)).not.toContain("input-unused");
});

import { expect, test } from "vitest";
import { celCondition } from "./foreign-condition.ts";

const VARIABLES = new Map([
  ["env", { expression: "params.env", type: "string" }],
  ["n", { expression: "params.n", type: "integer" }],
  ["flag", { expression: "params.flag", type: "boolean" }],
  ["list", { expression: "params.list", type: "list" }],
  ["half", { expression: "params.half", type: "number" }],
]);

test.each([
  ["'${env}' == 'staging'", "params.env == 'staging'"],
  ['"${env}" == "it\'s"', 'params.env == "it\'s"'],
  ["${n} > -3", "params.n > -3"],
  ["'${n}' == '3'", "string(params.n) == '3'"],
  ["'a-${env}-${n}' != ''", "'a-' + params.env + '-' + string(params.n) != ''"],
  [
    "${n} in (1, 2) or not ('${env}' notin ['a', 'b'])",
    "params.n in [1, 2] || !((!(params.env in ['a', 'b'])))",
  ],
  ["'${flag}' == 'True'", "(params.flag ? 'True' : 'False') == 'True'"],
  [
    "${flag} == True or '-${flag}' == ''",
    "params.flag == true || '-' + (params.flag ? 'True' : 'False') == ''",
  ],
  ["True and ${n} <= 1.5", "true && params.n <= 1.5"],
])("%s", (condition, cel) => {
  expect(celCondition(condition, VARIABLES)).toBe(cel);
});

test.each([
  "",
  "${other} == 1",
  "len('${env}') > 2",
  "'${list}' == '[]'",
  "'x${list}' == 'x[]'",
  "'${half}' == '1.0'",
  "'${env}' ==",
  "(${n} > 1",
  "${n} = 1",
  "1 == 1 1",
  `${"(".repeat(5_000)}1`,
  `${"not ".repeat(5_000)}True`,
])("a person has to write what is not understood: %s", (condition) => {
  expect(celCondition(condition, VARIABLES)).toBeNull();
});

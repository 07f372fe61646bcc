import { ownOf } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import type { HttpSpec, InputSpec, Json } from "../model/graph-content.ts";
import { valueText } from "../values/input-values.ts";
import { filledTemplate, inputsOfTemplates } from "./templates.ts";

/** A request without placeholders, ready to be sent. */
export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  /** The keys are the names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
};

export type RenderedRequest =
  | { readonly ok: true; readonly request: HttpRequest }
  /** `problem` is part of a sentence. */
  | { readonly ok: false; readonly problem: string };

type Inputs = Readonly<Record<string, InputSpec>>;
type Values = Readonly<Record<string, Json>>;

/** Marks a value that is not allowed in the host of an address. Values cannot contain this character. */
const UNFIT_HOST = "\u0000";

const JSON_TYPE = /^(application|text)\/([\w.-]+\+)?json/i;
/** One JSON value in each line, by all the names that are in use. */
const JSON_LINES =
  /^(application|text)\/([\w.-]+\+)?(x-)?(ndjson|jsonl|json-?lines|json-stream)\s*(;|$)|^application\/stream\+json\s*(;|$)/i;

/**
 * Replaces the placeholders of a request. Values stay data: they are percent-encoded in the address, escaped in JSON, XML
 * and forms, and refused in a header if they would end it.
 */
export function renderRequest(spec: HttpSpec, inputs: Inputs, values: Values): RenderedRequest {
  const unset = unsetIn(spec, inputs, values);
  if (unset !== null)
    return { ok: false, problem: `the request uses {${unset}}, but its input ${unset} has no value` };
  const text = (name: string) =>
    valueText(ownOf(inputs, name) ?? { type: "string" }, ownOf(values, name) ?? null);
  const url = filledTemplate(spec.url, inputs, (name, place) => inAddress(spec.url, place, text(name)));
  if (url.includes(UNFIT_HOST)) return { ok: false, problem: "a value would change the host of its address" };
  const authority = /^https?:\/\/([^/?#\\\s]+)/i.exec(url)?.[1];
  if (authority === undefined)
    return { ok: false, problem: "its address does not begin with http:// or https:// and a host" };
  if (authority.includes("@"))
    return { ok: false, problem: "its address contains a user name or a password: put them into a header" };
  // Encoded or not, a server would read it as this or the parent directory.
  if (pathOf(url).some((segment) => /^(\.|%2e){1,2}$/i.test(segment)))
    return { ok: false, problem: "its path would contain `.` or `..`, which change the path" };
  const address = url.replace(/#.*$/s, "");
  const headers: Record<string, string> = {};
  for (const [name, template] of Object.entries(spec.headers ?? {})) {
    const value = filledTemplate(template, inputs, text).trim();
    if (!/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value))
      return {
        ok: false,
        problem: `the header ${name} would contain a character that is not allowed in headers`,
      };
    headers[name.toLowerCase()] = value;
  }
  const { method = "GET", body } = spec;
  if (body === undefined) return { ok: true, request: { method, url: address, headers, body: null } };
  headers["content-type"] ??= looksLikeJson(body) ? "application/json" : "text/plain; charset=utf-8";
  const sent = renderBody(body, headers["content-type"], inputs, values);
  if ("problem" in sent) return { ok: false, problem: sent.problem };
  return { ok: true, request: { method, url: address, headers, body: sent.body } };
}

/** A request as text for people. */
export function requestText({ method, url, headers, body }: HttpRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${method} ${url}`, ...lines, ...(body === null ? [] : ["", body])].join("\n");
}

/** A request as text for people, with its placeholders. */
export function templateText({ method, url, headers = {}, body }: HttpSpec): string {
  return requestText({ method: method ?? "GET", url, headers, body: body ?? null });
}

/** The declared inputs whose placeholders are in a request. */
export function inputsOfRequest(spec: HttpSpec, inputs: Inputs): ReadonlySet<string> {
  return inputsOfTemplates(templatesOf(spec), inputs);
}

function unsetIn(spec: HttpSpec, inputs: Inputs, values: Values): string | null {
  return [...inputsOfRequest(spec, inputs)].find((name) => !Object.hasOwn(values, name)) ?? null;
}

function templatesOf({ url, headers = {}, body = "" }: HttpSpec): readonly string[] {
  return [url, ...Object.values(headers), body];
}

function pathOf(url: string): readonly string[] {
  const path = url.replace(/^[^:/?#]*:\/\/[^/?#]*/, "").split(/[?#]/)[0] ?? "";
  return path.split("/");
}

/** A value in an address. At the very beginning it may be a whole address or its beginning. In the host it is not encoded. */
function inAddress(template: string, place: number, text: string): string {
  if (place === 0) return text;
  const host = template.indexOf("://");
  const path = host < 0 ? -1 : template.slice(host + 3).search(/[/?#]/);
  const isInHost = host >= 0 && place > host && (path < 0 || place < host + 3 + path);
  if (!isInHost) return encodeURIComponent(text);
  // A value may be the whole host. Within a host it may have no dots, so that it cannot change the domain.
  const isWhole = place === host + 3 && /^\{\w+\}([:/?#]|$)/.test(template.slice(place));
  const isFit = isWhole ? /^[A-Za-z0-9.:[\]-]+$/ : /^[A-Za-z0-9-]+$/;
  return isFit.test(text) ? text : UNFIT_HOST;
}

function looksLikeJson(body: string): boolean {
  return /^\s*[{["]/.test(body);
}

function renderBody(
  template: string,
  type: string,
  inputs: Inputs,
  values: Values,
): { readonly body: string } | { readonly problem: string } {
  const text = (name: string) =>
    valueText(ownOf(inputs, name) ?? { type: "string" }, ownOf(values, name) ?? null);
  if (/^application\/x-www-form-urlencoded/i.test(type))
    return {
      body: filledTemplate(template, inputs, (name) => encodeURIComponent(text(name)).replaceAll("%20", "+")),
    };
  if (/\bxml\b/i.test(type)) return { body: filledTemplate(template, inputs, (name) => inXml(text(name))) };
  const areLines = JSON_LINES.test(type);
  if (!areLines && !JSON_TYPE.test(type)) return { body: filledTemplate(template, inputs, text) };
  const isQuoted = quotedPlaces(template);
  const body = filledTemplate(template, inputs, (name, place) => {
    if (isQuoted(place)) return JSON.stringify(text(name)).slice(1, -1);
    const value = ownOf(values, name) ?? null;
    // A text that is the whole body holds the lines themselves.
    const isWhole = areLines && typeof value === "string" && template.trim() === `{${name}}`;
    return isWhole ? value : writeJson(value);
  });
  if (!areLines) return isJson(body) ? { body } : { problem: "its body is not JSON with its values" };
  const broken = body.split("\n").findIndex((line) => line.trim() !== "" && !isJson(line));
  if (broken === -1) return { body };
  return { problem: `line ${broken + 1} of its body is not JSON with its values` };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function inXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Whether a position in a JSON template is inside a string. */
function quotedPlaces(template: string): (place: number) => boolean {
  const quotes: number[] = [];
  for (const { index } of template.matchAll(/(?<!\\)(?:\\\\)*"/g)) quotes.push(index);
  return (place) => {
    let [before, after] = [0, quotes.length];
    while (before < after) {
      const middle = (before + after) >> 1;
      if ((quotes[middle] ?? 0) < place) before = middle + 1;
      else after = middle;
    }
    return before % 2 === 1;
  };
}

/** Where traces are sent, by the variables of OpenTelemetry. */
export type TraceSettings = {
  /** The address that takes traces. */
  readonly url: string;
  /** May hold passwords. */
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
};

/** True for an address with http or https. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/**
 * Reads where traces are sent; null: nowhere.
 *
 * @throws Error where the address is none. The message has no header in it.
 */
export function traceSettings(
  env: Readonly<Record<string, string | undefined>> = process.env,
): TraceSettings | null {
  const endpoint = env["OTEL_EXPORTER_OTLP_ENDPOINT"] ?? "";
  if (endpoint === "") return null;
  if (!isWebAddress(endpoint))
    throw new Error(
      "OTEL_EXPORTER_OTLP_ENDPOINT cannot be used: wanted is an address such as http://127.0.0.1:4318.",
    );
  return {
    url: `${endpoint.replace(/\/+$/, "")}/v1/traces`,
    headers: headersOf(env["OTEL_EXPORTER_OTLP_HEADERS"] ?? ""),
    serviceName: env["OTEL_SERVICE_NAME"] || "signalbox",
  };
}

/** `name=value` with commas between them; values are percent-encoded. */
function headersOf(text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const part of text.split(",")) {
    const at = part.indexOf("=");
    if (at <= 0) continue;
    const value = part.slice(at + 1).trim();
    headers[part.slice(0, at).trim().toLowerCase()] = decoded(value);
  }
  return headers;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

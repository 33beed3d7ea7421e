import { t } from "../words/language";
import { Refusal, refusalFrom, unreached } from "./refusal";

interface Said {
  body?: unknown;
  /** The version of the request that the person saw, sent as If-Match. */
  version?: number;
  /** One key per click; a repeated try of the same click carries the same key. */
  key?: string;
  signal?: AbortSignal;
  /** Sent also while the page goes away. */
  keepalive?: boolean;
}

/** Asks the API and answers its JSON; throws a Refusal otherwise. */
export async function ask<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return (await reach(path, { headers: { Accept: "application/json" }, signal })) as Answer;
}

/** Tells the API to do something; the custom header is what our cookie's unsafe calls need. */
export async function tell<Answer>(method: "POST" | "PUT", path: string, said: Said = {}) {
  const headers = new Headers({
    Accept: "application/json",
    "Content-Type": "application/json",
    "X-Scandesk": "1",
  });
  if (said.version !== undefined) headers.set("If-Match", `"${said.version}"`);
  if (said.key) headers.set("Idempotency-Key", said.key);
  const body = JSON.stringify(said.body ?? {});
  const { signal, keepalive } = said;
  return (await reach(path, { method, headers, body, signal, keepalive })) as Answer;
}

/** Sends a table as the file that it is. */
export async function tellFile<Answer>(path: string, file: File): Promise<Answer> {
  const headers = { Accept: "application/json", "Content-Type": "text/csv", "X-Scandesk": "1" };
  return (await reach(path, { method: "POST", headers, body: file })) as Answer;
}

async function reach(path: string, how: RequestInit): Promise<unknown> {
  const answer = await fetch(path, { ...how, credentials: "same-origin" }).catch((error) => {
    throw error instanceof DOMException && error.name === "AbortError"
      ? error
      : unreached(how.method !== undefined);
  });
  if (!answer.ok) throw await refusalFrom(answer);
  if (answer.status === 204) return null;
  return answer.json().catch(() => {
    throw new Refusal({ title: t("The desk's answer could not be read."), status: answer.status });
  });
}

/** A fresh key for one click. Not randomUUID, which browsers keep from plain-http hosts. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A path with those parameters that say something. */
export function withQuery(
  path: string,
  params: Record<string, string | number | null | undefined>,
) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}${path.includes("?") ? "&" : "?"}${text}` : path;
}

// How the console asks the server: one fetch, and one form for every refusal. The typed functions are in api.ts.

export type ErrorName =
  | "malformed"
  | "signed_out"
  | "forbidden"
  | "not_found"
  | "not_allowed"
  | "too_slow"
  | "conflict"
  | "gone"
  | "too_large"
  | "wrong_type"
  | "invalid"
  | "too_many"
  | "head_too_large"
  | "broken"
  | "remote"
  | "busy"
  | "full"
  | "unreachable";

/** A refusal. `field` names what breaks a rule, or is empty; `message` says the fix. Status 0: nobody answered. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly error: ErrorName,
    readonly field: string,
    message: string,
    readonly retryAfterSeconds: number | null = null,
    /** what a program is told besides */
    readonly more: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** `last`: it is sent even though the page goes away. */
export type Options = { signal?: AbortSignal; headers?: Record<string, string>; last?: boolean };

type Values = Record<string, unknown>;

/** Fills the {parts} of a path; gives back what is left over. */
function fill(path: string, input: object): { filled: string; rest: Values } {
  const rest: Values = { ...input };
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const part = encodeURIComponent(String(rest[name]));
    delete rest[name];
    return part;
  });
  return { filled, rest };
}

/** The address of something that is read by going there: a file, a CSV, a WebSocket. */
export function address(path: string, input: object): string {
  const { filled, rest } = fill(path, input);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null && one !== "") query.append(name, String(one));
  const text = query.toString();
  return text ? `${filled}?${text}` : filled;
}

async function refusal(reply: Response): Promise<ApiError> {
  const said = (await reply.json().catch(() => ({}))) as { error?: ErrorName; field?: string; message?: string };
  const wait = Number(reply.headers.get("Retry-After"));
  return new ApiError(
    reply.status,
    said.error ?? "broken",
    said.field ?? "",
    said.message ?? reply.statusText,
    wait || null,
    said,
  );
}

export async function call<T>(
  method: string,
  path: string,
  input: object,
  options: Options = {},
  file?: Blob,
): Promise<T> {
  const inQuery = method === "GET" || file !== undefined;
  const { filled, rest } = fill(path, input);
  const headers: Record<string, string> = { "X-Regulars": "1", ...options.headers };
  const json = !inQuery && Object.keys(rest).length > 0;
  if (json) headers["Content-Type"] = "application/json";
  const asked = fetch(inQuery ? address(path, input) : filled, {
    method,
    headers,
    body: json ? JSON.stringify(rest) : file,
    signal: options.signal,
    keepalive: options.last,
    credentials: "same-origin",
  });
  const reply = await asked.catch((why: unknown) => {
    if (options.signal?.aborted) throw why;
    throw new ApiError(0, "unreachable", "", String(why));
  });
  if (!reply.ok) throw await refusal(reply);
  return (reply.status === 204 ? undefined : await reply.json()) as T;
}

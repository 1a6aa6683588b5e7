// One WebSocket that tells what happened. It comes back by itself, and asks from the last event it knows.
export interface Happened {
  id: string;
  at: string;
  kind: string;
  actor_kind: string;
  actor: string | null;
  customer: string | null;
  subject: string | null;
  conversation: string | null;
}

/** What screens say to each other through the server; never kept. */
export interface Frame {
  hello?: { reload?: boolean };
  resumed?: string;
  event?: Happened;
  presence?: { thing: string; here: { staff: string; doing: "reading" | "writing" }[] };
  saved?: string;
}

const hearers = new Set<(frame: Frame) => void>();
let line: WebSocket | undefined;

/** Every frame, as it comes; a `hello` or `resumed` begins each connection. */
export function hear_live(hearer: (frame: Frame) => void): () => void {
  hearers.add(hearer);
  return () => void hearers.delete(hearer);
}

/** Says it if there is a line: what is lost is only a screen that does not know. */
export function say_live(it: object) {
  if (line?.readyState === WebSocket.OPEN) line.send(JSON.stringify(it));
}

export interface LiveCalls {
  heard: (event: Happened) => void;
  reload: () => void; /* too much happened to tell one by one */
  connected: (yes: boolean) => void;
  refused: () => void; /* it did not even open: no line, or no session any more */
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 15_000;
const KNOWN_MOST = 2000;

/** `since`: the last event that what is on the screen knows; empty: that is not known. */
export function open_live(address: (since: string) => string, since: string, calls: LiveCalls): () => void {
  let socket: WebSocket | undefined;
  let last = since;
  let wait = FIRST_WAIT_MS;
  let timer = 0;
  let closed = false;
  let opened = false;
  const known = new Set<string>();

  const take = (text: string) => {
    const frame = JSON.parse(text) as Frame;
    for (const hear of [...hearers]) hear(frame);
    if (frame.hello?.reload) calls.reload();
    if (frame.resumed) last = frame.resumed;
    const event = frame.event;
    if (!event || known.has(event.id)) return;
    known.add(event.id);
    if (known.size > KNOWN_MOST) known.delete(known.values().next().value!);
    if (event.id.length > last.length || (event.id.length === last.length && event.id > last)) last = event.id;
    calls.heard(event);
  };

  const connect = () => {
    clearTimeout(timer);
    if (closed || socket) return;
    const url = new URL(address(last), location.href);
    url.protocol = url.protocol.replace("http", "ws");
    line = socket = new WebSocket(url);
    opened = false;
    socket.onopen = () => {
      opened = true;
      wait = FIRST_WAIT_MS;
      calls.connected(true);
      if (!last) calls.reload();
    };
    socket.onmessage = (e) => take(String(e.data));
    socket.onclose = lost;
  };

  const lost = () => {
    if (!socket) return;
    socket.onclose = null;
    socket.close();
    socket = undefined;
    if (closed) return;
    calls.connected(false);
    if (!opened) calls.refused();
    timer = window.setTimeout(connect, wait * (0.75 + Math.random() / 2));
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  };

  const online = () => {
    wait = FIRST_WAIT_MS;
    connect();
  };
  addEventListener("online", online);
  addEventListener("offline", lost);
  connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    removeEventListener("online", online);
    removeEventListener("offline", lost);
    if (socket) {
      socket.onclose = null;
      socket.close();
    }
  };
}

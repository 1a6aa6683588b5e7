// A name server on the loopback that knows what it was told: no question of a test leaves this machine.
import { createSocket } from "node:dgram";

const TYPES = { TXT: 16, MX: 15 };

/** "desk.example" as the DNS writes it. */
const packed = (name) => Buffer.concat([...name.split(".").filter(Boolean).map((it) => Buffer.concat([Buffer.from([it.length]), Buffer.from(it)])), Buffer.from([0])]);

function data_of(type, value) {
  if (type === "MX") {
    const [preference, host] = value.split(" ");
    return Buffer.concat([Buffer.from([0, Number(preference)]), packed(host)]);
  }
  const parts = value.match(/.{1,200}/gs);
  return Buffer.concat(parts.flatMap((it) => [Buffer.from([it.length]), Buffer.from(it)]));
}

function answer(asked, records) {
  let at = 12;
  const labels = [];
  for (; asked[at]; at += asked[at] + 1) labels.push(asked.toString("latin1", at + 1, at + 1 + asked[at]));
  const name = labels.join(".").toLowerCase();
  const type = asked.readUInt16BE(at + 1);
  const known = records.filter((it) => it.name === name);
  const found = known.filter((it) => TYPES[it.type] === type);
  const head = Buffer.from(asked.subarray(0, at + 5));
  head.writeUInt16BE(known.length ? 0x8480 : 0x8483, 2);
  head.writeUInt16BE(found.length, 6);
  head.fill(0, 8, 12);
  return Buffer.concat([head, ...found.flatMap((it) => {
    const data = data_of(it.type, it.value);
    const fixed = Buffer.alloc(12);
    fixed.writeUInt16BE(0xc00c, 0);
    fixed.writeUInt16BE(type, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt16BE(data.length, 10);
    return [fixed, data];
  })]);
}

/** { at, records, close() }: `records` may be changed at any time; { name, type: "TXT" | "MX" | "-", value }. */
export async function open_dns() {
  const socket = createSocket("udp4");
  const it = { records: [], close: () => socket.close() };
  socket.on("message", (asked, from) => socket.send(answer(asked, it.records), from.port, from.address));
  await new Promise((done) => socket.bind(0, "127.0.0.1", done));
  it.at = `127.0.0.1:${socket.address().port}`;
  return it;
}

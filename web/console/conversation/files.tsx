// Files on their way to a message, and files that hang on one.
import { ActionIcon } from "@mantine/core";
import IconAlertTriangle from "@tabler/icons-react/icons/IconAlertTriangle";
import IconFile from "@tabler/icons-react/icons/IconFile";
import IconPhoto from "@tabler/icons-react/icons/IconPhoto";
import IconRefresh from "@tabler/icons-react/icons/IconRefresh";
import IconX from "@tabler/icons-react/icons/IconX";
import { useCallback, useEffect, useRef, useState } from "react";
import { api, type File as Sent } from "../../api";
import { read_kept, write_kept } from "../../kit/draft";
import { useSay, useSpeech, type Word } from "../../kit/words";

export const FILES_MOST = 10;
export const FILE_BYTES = 25 * 1024 * 1024;
const PREVIEW_BYTES = 8 * 1024 * 1024;
const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp"]; /* as the server found by their content */

export const is_picture = (it: Sent) => PICTURES.includes(it.type);

let counted = 0;

/** One on its way: `sent` once the server has it. */
export interface Going {
  key: string;
  name: string;
  bytes: number;
  done: number; /* 0 to 1 */
  wrong?: Word;
  sent?: Sent;
  from?: File; /* not after the page was loaded again */
}

export function size_words(bytes: number, locale: string): string {
  const [n, unit] = bytes < 1000 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: bytes < 1000 ? "long" : "short", maximumFractionDigits: n < 10 && bytes >= 1000 ? 1 : 0 }).format(n);
}

function wrong_of(status: number): Word {
  if (status === 413) return "console.files.too_large";
  if (status === 507) return "console.error.full";
  if (status === 401) return "console.error.signed_out";
  return status === 0 ? "console.files.lost" : "console.files.refused";
}

/** XMLHttpRequest, because fetch does not say how far it is. */
function send(file: File, progress: (share: number) => void, done: (it: { sent?: Sent; wrong?: Word }) => void): () => void {
  const ask = new XMLHttpRequest();
  ask.open("POST", `/api/v1/files?name=${encodeURIComponent(file.name || "file")}`);
  ask.setRequestHeader("X-Regulars", "1");
  ask.responseType = "json";
  ask.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total);
  ask.onload = () => done(ask.status < 300 ? { sent: ask.response as Sent } : { wrong: wrong_of(ask.status) });
  ask.onerror = () => done({ wrong: wrong_of(0) });
  ask.send(file);
  return () => ask.abort();
}

export interface Uploads {
  all: Going[];
  add: (files: Iterable<File>) => void;
  remove: (key: string) => void;
  again: (key: string) => void;
  clear: () => void;
  restore: (sent: Sent[]) => void; /* what was on a message that was taken back */
  too_many: boolean;
}

/** Those that the server has are remembered beside the draft they belong to. */
export function use_uploads(key: string): Uploads {
  const kept = `files.${key}`;
  const restore = () => (read_kept(kept) as Going[] | null) ?? [];
  const [all, set_all] = useState<Going[]>(restore);
  const [too_many, set_too_many] = useState(false);
  const running = useRef(new Map<string, () => void>());
  const owner = useRef(kept);
  useEffect(() => {
    const stop = running.current;
    if (owner.current !== kept) set_all(restore());
    owner.current = kept;
    return () => {
      for (const end of stop.values()) end();
      stop.clear();
    };
  }, [kept]);
  useEffect(() => {
    if (owner.current === kept) write_kept(kept, all.some((it) => it.sent) ? all.filter((it) => it.sent).map(({ from: _, ...rest }) => rest) : null);
  }, [all, kept]);
  const change = useCallback((which: string, what: Partial<Going>) => {
    set_all((old) => old.map((it) => (it.key === which ? { ...it, ...what } : it)));
  }, []);
  const start = useCallback(
    (it: Going) => {
      change(it.key, { wrong: undefined, done: 0 });
      running.current.set(
        it.key,
        send(
          it.from!,
          (done) => change(it.key, { done }),
          (end) => {
            running.current.delete(it.key);
            change(it.key, { ...end, done: end.sent ? 1 : 0 });
          },
        ),
      );
    },
    [change],
  );
  const add = (files: Iterable<File>) => {
    const fresh = [...files].map((from): Going => {
      const wrong: Word | undefined = from.size > FILE_BYTES ? "console.files.too_large" : from.size === 0 ? "console.files.empty" : undefined;
      return { key: `${Date.now()}.${++counted}`, name: from.name || "file", bytes: from.size, done: 0, from, wrong };
    });
    const room = Math.max(0, FILES_MOST - all.length);
    set_too_many(fresh.length > room);
    const taken = fresh.slice(0, room);
    set_all((old) => [...old, ...taken]); /* not what was drawn: one of them may have arrived since */
    for (const it of taken) if (!it.wrong) start(it);
  };
  const remove = (which: string) => {
    running.current.get(which)?.();
    running.current.delete(which);
    set_too_many(false);
    set_all((old) => old.filter((it) => it.key !== which));
  };
  const again = (which: string) => {
    const it = all.find((one) => one.key === which);
    if (it?.from) start(it);
  };
  const put_back = (sent: Sent[]) =>
    set_all((old) => [
      ...old,
      ...sent.filter((one) => !old.some((it) => it.sent?.id === one.id)).map((one): Going => ({ key: `back.${one.id}`, name: one.name, bytes: one.bytes, done: 1, sent: one })),
    ]);
  return { all, add, remove, again, clear: () => set_all([]), restore: put_back, too_many };
}

export function GoingFiles({ uploads }: { uploads: Uploads }) {
  const say = useSay();
  const { locale } = useSpeech();
  if (uploads.all.length === 0 && !uploads.too_many) return null;
  return (
    <div className="going">
      {uploads.too_many && <p className="error-words" role="alert">{say("console.files.too_many", { most: FILES_MOST })}</p>}
      <ul aria-label={say("console.files.label")}>
        {uploads.all.map((it) => (
          <li key={it.key} data-wrong={it.wrong ? true : undefined}>
            {it.wrong ? <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> : <IconFile size={16} stroke={1.5} aria-hidden />}
            <bdi className="going-name">{it.name}</bdi>
            <span className="quiet">{size_words(it.bytes, locale)}</span>
            {it.wrong && <span className="error-words" role="alert">{say(it.wrong)}</span>}
            {!it.sent && !it.wrong && <progress max={1} value={it.done} aria-label={say("console.files.sending", { name: it.name })} />}
            {it.wrong && it.from && it.bytes <= FILE_BYTES && it.bytes > 0 && (
              <ActionIcon size={28} variant="subtle" color="gray" aria-label={say("console.files.again", { name: it.name })} onClick={() => uploads.again(it.key)}>
                <IconRefresh size={16} stroke={1.75} />
              </ActionIcon>
            )}
            <ActionIcon size={28} variant="subtle" color="gray" aria-label={say("console.files.remove", { name: it.name })} onClick={() => uploads.remove(it.key)}>
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What hangs on a message. A picture is shown only when its content says that it is one. */
export function HungFiles({ files }: { files: Sent[] }) {
  const say = useSay();
  const { locale } = useSpeech();
  if (files.length === 0) return null;
  return (
    <ul className="hung" aria-label={say("console.files.label")}>
      {files.map((it) => {
        const picture = is_picture(it) && it.bytes <= PREVIEW_BYTES;
        const Icon = is_picture(it) ? IconPhoto : IconFile;
        return (
          <li key={it.id}>
            <a href={api.file.get({ file: it.id })} download={it.name} data-picture={picture || undefined}>
              {picture && <img src={api.file.get({ file: it.id })} alt="" loading="lazy" decoding="async" />}
              <span className="hung-words">
                <Icon size={16} stroke={1.5} aria-hidden />
                <bdi className="hung-name">{it.name}</bdi>
                <span className="quiet">
                  {kind_words(it)} · {size_words(it.bytes, locale)}
                </span>
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** "PNG", or the ending of its name when nothing is known of its content. */
function kind_words(it: Sent): string {
  const known = it.type === "application/octet-stream" ? undefined : it.type.split("/")[1];
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(it.name)?.[1];
  return (known ?? ending ?? "?").toUpperCase();
}

// The editor for formatted text: Tiptap with a schema of what may be said, loaded when somebody formats for the first time.
import { EditorContent, useEditor, type Editor as Tiptap } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { content_of, written, type Written } from "./editor_text";
import type { Format, Hand } from "./toolbar";

const ADDRESS = /^(https?:\/\/[^\s\\/?#@]|mailto:[^\s]|tel:[^\s])/i;

const extensions = [
  StarterKit.configure({
    heading: false,
    horizontalRule: false,
    dropcursor: false,
    gapcursor: false,
    trailingNode: false,
    link: { openOnClick: false, autolink: false, linkOnPaste: true, isAllowedUri: (url) => ADDRESS.test(url), HTMLAttributes: { rel: "noopener noreferrer nofollow" } },
  }),
];

const ACTIVE: Record<Format, string[]> = {
  bold: ["bold"],
  italic: ["italic"],
  link: ["link"],
  bullets: ["bulletList"],
  numbers: ["orderedList"],
  quote: ["blockquote"],
  code: ["code", "codeBlock"],
};

const active_in = (it: Tiptap): Format[] => (Object.keys(ACTIVE) as Format[]).filter((format) => ACTIVE[format].some((name) => it.isActive(name)));

/** Words in a line are code, lines are a block of it. */
function toggle_code(it: Tiptap) {
  const { empty, $from, $to } = it.state.selection;
  if (!empty && $from.sameParent($to) && !it.isActive("codeBlock")) it.chain().focus().toggleCode().run();
  else it.chain().focus().toggleCodeBlock().run();
}

function run(it: Tiptap, format: Format) {
  const to = it.chain().focus();
  if (format === "bold") to.toggleBold().run();
  if (format === "italic") to.toggleItalic().run();
  if (format === "bullets") to.toggleBulletList().run();
  if (format === "numbers") to.toggleOrderedList().run();
  if (format === "quote") to.toggleBlockquote().run();
  if (format === "code") toggle_code(it);
}

/** An offset in plain text is a place in its lines: each is a paragraph, which has a beginning of its own. */
const place_of = (text: string, offset: number) => offset + text.slice(0, offset).split("\n").length;

function hand_of(it: Tiptap): Hand {
  return {
    focus: () => void it.commands.focus(),
    blur: () => void it.commands.blur(),
    run: (format) => run(it, format),
    href: () => it.getAttributes("link").href as string | undefined,
    link: (href) => {
      const to = it.chain().focus().extendMarkRange("link");
      if (!href) return void to.unsetLink().run();
      if (it.state.selection.empty && !it.isActive("link")) to.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run();
      else to.setLink({ href }).run();
    },
    insert: (html) => void it.chain().focus().insertContent(html).run(),
    select: (text, from, to) => void it.commands.setTextSelection({ from: place_of(text, from), to: place_of(text, to) }),
    before: () => {
      const { $from } = it.state.selection;
      return $from.parent.textBetween(0, $from.parentOffset, undefined, "\ufffc");
    },
    replace: (letters, words) => {
      const { from, $from } = it.state.selection;
      const spaced = $from.parent.textBetween($from.parentOffset, $from.parent.content.size, undefined, "\ufffc").startsWith(" ");
      it.chain().focus().insertContentAt({ from: from - letters, to: from }, spaced ? words.trimEnd() : words).run();
    },
  };
}

export interface EditorProps {
  it: Written;
  label: string;
  read_only: boolean;
  aria: Record<string, string | undefined>;
  change: (it: Written) => void;
  ready: (hand: Hand | null) => void;
  active: (formats: Format[]) => void;
  moved: () => void;
  pressed: (e: KeyboardEvent) => void;
  left: () => void;
}

export default function Editor({ it, label, read_only, aria, change, ready, active, moved, pressed, left }: EditorProps) {
  const last = useRef<Written>(it);
  const told = useRef({ change, active, moved, left });
  told.current = { change, active, moved, left };
  const editor = useEditor({
    extensions,
    content: content_of(it),
    injectCSS: false, /* the page allows no style but its own */
    textDirection: "auto",
    coreExtensionOptions: { tabindex: { value: "0" } }, /* what is on its way keeps the focus, as a field that is read only does */
    editorProps: { attributes: { class: "editor-field", role: "textbox", "aria-multiline": "true", dir: "auto" } },
    onUpdate: ({ editor: now }) => {
      last.current = written(now.getJSON());
      told.current.change(last.current);
    },
    onTransaction: ({ editor: now }) => {
      told.current.active(active_in(now));
      told.current.moved();
    },
    onBlur: () => told.current.left(),
  });
  useEffect(() => {
    ready(hand_of(editor));
    return () => ready(null);
  }, [editor]);
  useEffect(() => {
    if (last.current.text === it.text && last.current.html === it.html) return;
    last.current = it;
    editor.commands.setContent(content_of(it), { emitUpdate: false });
  }, [editor, it.text, it.html]);
  useEffect(() => editor.setEditable(!read_only, false), [editor, read_only]);
  useEffect(() => {
    const field = editor.view.dom;
    for (const [name, value] of Object.entries({ "aria-label": label, "aria-readonly": read_only ? "true" : undefined, ...aria }))
      if (value === undefined) field.removeAttribute(name);
      else field.setAttribute(name, value);
  });
  return (
    <div className="editor" data-empty={it.text ? undefined : label} onKeyDownCapture={pressed}>
      <EditorContent editor={editor} />
    </div>
  );
}

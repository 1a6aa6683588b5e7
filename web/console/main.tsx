import "./styles";
import { createRoot } from "react-dom/client";
import { place_now } from "../kit/place";
import { load_speech } from "../kit/words";
import { App, kept_language } from "./app";
import { ask_me, client } from "./ask";

/* Who one is, the words, the screen and its list come beside each other: each would be asked for after the one before. */
void client.prefetchQuery(ask_me);
void load_speech(kept_language());
const [screen, part] = place_now();
if (screen === "conversations") void import("./conversation/inbox").then((it) => it.foresee_rows(client, part));

createRoot(document.getElementById("root")!).render(<App />);

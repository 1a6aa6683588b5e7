import "./styles";
import { createRoot } from "react-dom/client";
import { App } from "./app";

/* The screen comes while the words do, and who one is; it would be asked for after them. */
if (location.pathname.startsWith("/console/conversations")) void import("./conversation/inbox");

createRoot(document.getElementById("root")!).render(<App />);

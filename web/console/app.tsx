import { DirectionProvider, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useState, type ReactNode } from "react";
import { ApiError } from "../api";
import { Failed, Waiting } from "../kit/states";
import { theme } from "../kit/theme";
import { browser_language, is_language, load_speech, SpeechContext, useSay, type Language, type Speech } from "../kit/words";
import { client, error_words, useMe } from "./ask";
import { Shell } from "./shell";
import { SignIn } from "./staff/sign_in";

const KEPT = "regulars.language";

export function kept_language(): Language {
  const kept = localStorage.getItem(KEPT) ?? "";
  return is_language(kept) ? kept : browser_language();
}

/** The words of a language, and everything around them: the page's language and direction. Another language changes the words
 * where they stand: what is being typed, and where, stays. */
function Speaking({ language, children }: { language: Language; children: ReactNode }) {
  const [speech, set_speech] = useState<Speech>();
  useEffect(() => {
    let wanted = true;
    void load_speech(language).then((it) => wanted && set_speech(it));
    return () => {
      wanted = false;
    };
  }, [language]);
  useLayoutEffect(() => {
    if (!speech) return;
    document.documentElement.lang = speech.language;
    document.documentElement.dir = speech.right_to_left ? "rtl" : "ltr";
  }, [speech]);
  if (!speech) return null;
  return (
    <SpeechContext.Provider value={speech}>
      <DirectionProvider initialDirection={speech.right_to_left ? "rtl" : "ltr"}>{children}</DirectionProvider>
    </SpeechContext.Provider>
  );
}

function Door({ language, choose }: { language: Language; choose: (language: Language) => void }) {
  const say = useSay();
  const me = useMe();
  if (me.error instanceof ApiError && me.error.status === 401) return <SignIn language={language} choose={choose} />;
  if (me.data) return <Shell me={me.data} />;
  if (me.error)
    return (
      <main className="alone">
        <Failed
          title={say("console.error.title")}
          text={error_words(me.error, say)}
          again={say("console.again")}
          retry={() => void me.refetch()}
        />
      </main>
    );
  return (
    <main className="alone">
      <Waiting rows={3} label={say("console.loading")} />
    </main>
  );
}

function Choosing() {
  const [chosen, set_chosen] = useState(kept_language);
  const me = useMe();
  const own = me.data?.language ?? "";
  const language = is_language(own) ? own : chosen;
  const choose = (it: Language) => {
    localStorage.setItem(KEPT, it);
    set_chosen(it);
  };
  return (
    <Speaking language={language}>
      <Door language={language} choose={choose} />
    </Speaking>
  );
}

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <Choosing />
      </QueryClientProvider>
    </MantineProvider>
  );
}

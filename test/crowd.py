"""People who use the program while it is hurt, and a ledger of what they were promised.

Customers write by the form, reply, say solved and answer the survey; agents answer over the API and resolve; shops hand
in what their customers said, with an idempotency key, and once more with the same key until they know. All that is sent carries words of its own. `promised` has them once the acknowledgement was read; what was `asked` and not
promised may be there or not, but never twice.
"""
import collections
import http.client
import random
import re
import sqlite3
import subprocess
import threading
import time
import urllib.parse

from program import FORM, root


def fault(name):
    """A planted fault of test/fault, as the environment that switches it on."""
    made = f"{root}/build/{name}.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-D_GNU_SOURCE", "-Wall", "-Werror", "-o", made, f"{root}/test/fault/{name}.c", "-ldl"], check=True)
    return {"LD_PRELOAD": made}


class Crowd:
    def __init__(self, program, customers=4, agents=2, shops=1, name=1):
        self.program, self.lock, self.stop, self.name = program, threading.Lock(), threading.Event(), name
        self.asked, self.promised, self.known = set(), set(), []
        self.kinds = collections.Counter()
        self.after = None
        people = [(self.customer, i) for i in range(customers)] + [(self.agent, i) for i in range(agents)]
        people += [(self.shop, i) for i in range(shops)]
        self.threads = [threading.Thread(target=self.live, args=one) for one in people]

    def start(self):
        for one in self.threads:
            one.start()

    def end(self):
        self.stop.set()
        for one in self.threads:
            one.join()

    def ledger(self):
        """What has been promised by now: read before the blow, so that nothing is held against it that came during it."""
        with self.lock:
            return set(self.promised)

    def live(self, person, number):
        n = 0
        while not self.stop.is_set():
            n += 1
            try:
                person(number, n)
            except (OSError, http.client.HTTPException, RuntimeError):
                time.sleep(0.005)

    def say(self, kind, path, fields, words, headers=FORM):
        """True when it was acknowledged."""
        body = urllib.parse.urlencode(fields) if headers is FORM else fields
        with self.lock:
            self.asked.add(words)
        status, told, _ = self.program.ask("POST", path, body, headers)
        if status not in (200, 201, 202, 303):
            return None
        with self.lock:
            self.promised.add(words)
            self.kinds[kind] += 1
        return told.get("Location") or path

    def customer(self, number, n):
        words = f"form {self.name} {number} {n} end"
        page = self.say("form", "/contact", {"message": words}, words)
        for i in range(random.randint(0, 3)):
            words = f"reply {self.name} {number} {n} {i} end"
            if page:
                self.say("reply", f"{page}/reply", {"message": words}, words)
        if page and n % 2 == 0:
            self.program.ask("POST", f"{page}/solved", "", FORM)
            self.answer(page, f"survey {self.name} {number} {n} end")

    def answer(self, page, words):
        for _ in range(20):
            found = re.search(rb'href="(/s/[^"]+)"', self.program.ask("GET", page)[2])
            if found:
                self.say("survey", found.group(1).decode(), {"score": "5", "comment": words}, words)
                return
            time.sleep(0.02)

    def agent(self, number, n):
        if not self.known or n % 20 == 1:
            self.look()
        if not self.known:
            time.sleep(0.02)
            return
        which, words = random.choice(self.known[-50:]), f"answer {self.name} {number} {n} end"
        path = f"/api/v1/conversations/{which}"
        self.program.ask("POST", f"{path}/claim", "{}", self.program.staff())  # a program answers for nothing
        self.say("answer", f"{path}/messages", f'{{"body":"{words}"}}', words, self.program.keyed())
        if n % 5 == 0:
            self.program.ask("POST", f"{path}/resolve", "{}", self.program.keyed())

    def shop(self, number, n):
        words = f"incoming {self.name} {number} {n} end"
        headers = {**self.program.keyed(), "Idempotency-Key": words.replace(" ", "-")}
        twice = 0
        while twice < 2 and not self.stop.is_set():
            try:
                twice += self.say("incoming", "/api/v1/incoming", f'{{"body":"{words}"}}', words, headers) is not None
            except (OSError, http.client.HTTPException):
                time.sleep(0.005)

    def look(self):
        page = self.program.api("GET", "/api/v1/events?most=1000" + (f"&after={self.after}" if self.after else ""))
        with self.lock:
            self.known += [e["conversation"] for e in page if e["kind"] == "conversation.opened"]
            if page:
                self.after = page[-1]["id"]


class Kept:
    """What is in the database now, against the ledger."""

    def __init__(self, folder, crowd, promised=None):
        db = sqlite3.connect(f"file:{folder}/regulars.db?mode=ro", uri=True, timeout=20, isolation_level=None)
        db.execute("begin")  # one moment: what is understood between two looks would be missed by both
        told = db.execute("select body from message union all select comment from survey_response where comment <> ''")
        count = collections.Counter(words for (words,) in told if words.endswith(" end"))
        raw = "".join(bytes(raw).decode() for (raw,) in db.execute("select raw from incoming where state <> 'understood'"))
        self.kept = set(count) | {words for words in crowd.asked if words in raw or words.replace(" ", "+") in raw}
        self.lost = (crowd.promised if promised is None else promised) - self.kept
        self.doubled = [words for words, n in count.items() if n > 1]
        self.strange = set(count) - crowd.asked
        self.integrity = db.execute("pragma integrity_check").fetchone()[0]
        self.left = db.execute("select count(*) from incoming where state <> 'understood'").fetchone()[0]
        db.close()


def settle(folder, seconds=60):
    """Until nothing is due any more."""
    db = sqlite3.connect(f"file:{folder}/regulars.db?mode=ro", uri=True)
    until = time.monotonic() + seconds
    while db.execute("select count(*) from job where parked = 0").fetchone()[0] and time.monotonic() < until:
        time.sleep(0.2)
    db.close()

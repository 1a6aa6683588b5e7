"""The program from outside: started on a free port in a folder of its own, asked over HTTP. For rings and benches."""
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.parse

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Program:
    def __init__(self, binary=None, folder=None, database=None, environment=None, before=()):
        self.binary = binary or f"{root}/build/release/regulars"
        self.folder = folder or tempfile.mkdtemp()
        self.database, self.before = database, list(before)
        self.environment = {**os.environ, **(environment or {})}
        self.port, self.process, self.cookie, self.key = free_port(), None, None, None

    def words(self, command):
        database = ["--database", self.database] if self.database else []
        return [self.binary, "--data", self.folder, "--port", str(self.port), *database, *command]

    def start(self):
        """Until it listens; the seconds that took."""
        began = time.monotonic()
        self.process = subprocess.Popen(self.before + self.words(["serve"]), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                        env=self.environment)
        line = self.process.stdout.readline()
        if b"listens" not in line:
            raise RuntimeError(f"it did not start: {line!r}")
        return time.monotonic() - began

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def close(self):
        """And away with its folder."""
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def ask(self, method, path, body=None, headers=None, connection=None):
        """Status, headers, body."""
        c = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        c.request(method, path, body, headers or {})
        reply = c.getresponse()
        said = reply.read()
        if not connection:
            c.close()
        return reply.status, reply.headers, said

    def sign_in(self):
        """The first owner, by a one-time link; and a key for other programs."""
        made = subprocess.run(self.words(["link"]), stdout=subprocess.PIPE, env=self.environment, check=True).stdout.decode()
        path = urllib.parse.urlparse(made.split()[-1]).path
        status, headers, _ = self.ask("POST", path, "", FORM)
        if status != 303:
            raise RuntimeError(f"signing in answered {status}")
        self.cookie = headers["Set-Cookie"].split(";")[0]
        self.key = self.api("POST", "/api/v1/keys", {"name": "measuring", "scopes": ["*"]})["key"]

    def sign_in_first(self):
        """Before the blows: a program that is hurt may not let another one write beside it."""
        self.start()
        self.sign_in()
        self.stop()

    def staff(self, more=None):
        return {"Cookie": self.cookie, "X-Regulars": "1", "Content-Type": "application/json", **(more or {})}

    def keyed(self):
        """As another program, with an API key."""
        return {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}

    def api(self, method, path, body=None):
        status, _, said = self.ask(method, path, None if body is None else json.dumps(body), self.staff())
        if status >= 400:
            raise RuntimeError(f"{method} {path} answered {status}: {said[:200]!r}")
        return json.loads(said) if said else None

    def write(self, words, email=""):
        """By the contact form; the path of its private page."""
        fields = {"message": words, **({"email": email} if email else {})}
        status, headers, said = self.ask("POST", "/contact", urllib.parse.urlencode(fields), FORM)
        if status != 303:
            raise RuntimeError(f"the form answered {status}: {said[:200]!r}")
        return headers["Location"]

    def opened(self):
        """Ids of all conversations."""
        found, after = [], "0"
        while True:
            page = self.api("GET", f"/api/v1/events?most=1000&after={after}" if after != "0" else "/api/v1/events?most=1000")
            found += [e["conversation"] for e in page if e["kind"] == "conversation.opened"]
            if len(page) < 1000:
                return found
            after = page[-1]["id"]

    def wait_opened(self, n, seconds=30):
        until = time.monotonic() + seconds
        while len(found := self.opened()) < n:
            if time.monotonic() > until:
                raise RuntimeError(f"{len(found)} of {n} conversations after {seconds} s")
            time.sleep(0.05)
        return found

    def cpu_s(self):
        """What all its threads have used so far."""
        total, tasks = 0, f"/proc/{self.process.pid}/task"
        for task in os.listdir(tasks):
            with open(f"{tasks}/{task}/schedstat", encoding="ascii") as f:
                total += int(f.read().split()[0])
        return total / 1e9

    def resident_kb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as f:
            return next(int(line.split()[1]) for line in f if line.startswith("VmRSS"))

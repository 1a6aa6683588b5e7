"""A mail server for rings that takes what it is given and remembers it; it listens on loopback and speaks as little SMTP as will do."""
import collections
import re
import socketserver
import threading


class Talk(socketserver.StreamRequestHandler):
    def say(self, words):
        self.wfile.write(words + b"\r\n")

    def handle(self):
        try:
            self.talk()
        except OSError:  # they were killed
            pass

    def talk(self):
        self.say(b"220 sink.test")
        to = []
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"EHLO":
                self.say(b"250-sink.test\r\n250 8BITMIME")
            elif word == b"MAIL":
                to = []
                self.say(b"250 ok")
            elif word == b"RCPT":
                to.append(line.split(b"<")[-1].split(b">")[0].decode())
                self.say(b"250 ok")
            elif word == b"DATA":
                self.say(b"354 go on")
                self.letter(to)
            elif word == b"QUIT":
                self.say(b"221 bye")
                return
            else:
                self.say(b"250 ok")

    def letter(self, to):
        """Taken once the dot is here, whether or not they live to read that it was."""
        raw = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return
            raw += line[1:] if line.startswith(b".") else line
        self.server.took(to, raw)
        self.say(b"250 taken")


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.port, self.lock = self.server_address[1], threading.Lock()
        self.letters = collections.defaultdict(list)  # by Message-ID: (recipients, bytes)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def took(self, to, raw):
        found = re.search(rb"^Message-ID:\s*<([^>]+)>", raw, re.M | re.I)
        with self.lock:
            self.letters[found.group(1).decode() if found else ""].append((to, raw))

    def close(self):
        self.shutdown()
        self.server_close()

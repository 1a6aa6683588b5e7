"""A real Dovecot on loopback, with certificates good and bad; stopped by its pid. For rings."""
import grp
import http.server
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

from program import free_port

PEOPLE = ("ann", "bo", "cy", "dee", "eve", "flo", "gus", "token")
# Who answers at which address, and what is wrong with them.
PLACES = {
    "good": ("127.0.0.1", "IP:127.0.0.1,DNS:localhost"),
    "expired": ("127.0.0.2", "IP:127.0.0.2"),
    "other_name": ("127.0.0.3", "DNS:somebody-else.example"),
    "self_signed": ("127.0.0.4", "IP:127.0.0.4"),
}
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1, 127.0.0.2, 127.0.0.3, 127.0.0.4
ssl = yes
ssl_cert = <{folder}/good.pem
ssl_key = <{folder}/good.key
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
mail_max_userip_connections = 100
first_valid_uid = 1
first_valid_gid = 0
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
LOCAL = """
local {address} {{
  ssl_cert = <{folder}/{name}.pem
  ssl_key = <{folder}/{name}.key
}}
"""
OAUTH2 = """
introspection_mode = post
introspection_url = http://127.0.0.1:{port}/introspect
username_attribute = sub
active_attribute = active
active_value = true
"""


class Judge(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = b'{"active":true,"sub":"token"}' if b"a-good-token" in asked else b'{"active":false}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST

    def log_message(self, *_):
        pass


def openssl(folder, *words):
    subprocess.run(["openssl", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def certificates(folder):
    openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Authority", "-days", "2")
    for name, (_, names) in PLACES.items():
        with open(f"{folder}/names", "w", encoding="ascii") as f:
            f.write(f"subjectAltName={names}\n")
        openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", "request", "-subj", f"/CN={name}")
        signer = ["-signkey", f"{name}.key"] if name == "self_signed" else ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial"]
        openssl(folder, "x509", "-req", "-in", "request", *signer, "-days", "-1" if name == "expired" else "2", "-extfile", "names", "-out", f"{name}.pem")


def who():
    """Dovecot's workers are nobody when we are root."""
    it = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    group = grp.getgrgid(it.pw_gid).gr_name
    return it, group


class Dovecot:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="mail-")
        self.plain, self.tls = free_port(), free_port()
        self.judge = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Judge)
        threading.Thread(target=self.judge.serve_forever, daemon=True).start()
        self.user, self.group = who()
        self.process = None

    def prepare(self):
        certificates(self.folder)
        values = {"folder": self.folder, "plain": self.plain, "tls": self.tls, "user": self.user.pw_name, "group": self.group,
                  "uid": self.user.pw_uid, "gid": self.user.pw_gid}
        with open(f"{self.folder}/dovecot.conf", "w", encoding="utf-8") as f:
            f.write(CONFIGURATION.format(**values))
            for name, (address, _) in PLACES.items():
                f.write(LOCAL.format(folder=self.folder, name=name, address=address))
        with open(f"{self.folder}/oauth2.conf", "w", encoding="utf-8") as f:
            f.write(OAUTH2.format(port=self.judge.server_port))
        for person in PEOPLE:
            for part in ("cur", "new", "tmp"):
                os.makedirs(f"{self.folder}/mail/{person}/{part}")
        for where, folders, names in os.walk(self.folder):
            for name in [where, *(os.path.join(where, one) for one in folders + names)]:
                os.chown(name, self.user.pw_uid, self.user.pw_gid)

    def start(self):
        as_them = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if os.getuid() == 0 else {}
        self.process = subprocess.Popen(["dovecot", "-F", "-c", f"{self.folder}/dovecot.conf"], stdout=subprocess.DEVNULL,
                                        stderr=open(f"{self.folder}/stderr", "wb"), **as_them)
        until = time.monotonic() + 20
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with socket.create_connection(("127.0.0.1", self.plain), 2) as s:
                    if s.recv(4) == b"* OK":
                        return True
            except OSError:
                time.sleep(0.05)
        for name in ("stderr", "dovecot.log"):
            if os.path.exists(f"{self.folder}/{name}"):
                print(open(f"{self.folder}/{name}", encoding="utf-8", errors="replace").read()[-3000:])
        return False

    def close(self):
        self.stop()
        self.judge.shutdown()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self):
        """It may be started again: its mailboxes stay."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)

    def deliver(self, person, name, raw):
        """As a mail server does: whole, and then in its place."""
        box = f"{self.folder}/mail/{person}"
        with open(f"{box}/tmp/{name}", "wb") as f:
            f.write(raw)
        os.chown(f"{box}/tmp/{name}", self.user.pw_uid, self.user.pw_gid)
        os.rename(f"{box}/tmp/{name}", f"{box}/new/{name}")


def missing():
    """What is not installed; its folder is on the path afterwards."""
    os.environ["PATH"] += ":/usr/sbin"
    return [p for p in ("dovecot", "openssl") if not shutil.which(p)]

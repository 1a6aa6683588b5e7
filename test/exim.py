"""A real Exim on loopback for a desk and its customers: what is sent to the desk lies in Dovecot's mailboxes, what is sent to customers in
Maildirs of theirs. Started by root, as it changes to another user; stopped by its pid. For rings."""
import os
import shutil
import signal
import socket
import subprocess
import time

from program import free_port

CONFIGURATION = """
spool_directory = {folder}/spool
log_file_path = {folder}/log/%s
pid_file_path = {folder}/exim.pid
primary_hostname = mail.desk.test
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
never_users =
message_size_limit = 30M
deliver_queue_load_max = 99
queue_only_load = 99
host_lookup =
rfc1413_hosts =
tls_advertise_hosts = *
tls_certificate = {folder}/good.pem
tls_privatekey = {folder}/good.key
acl_smtp_rcpt = acl_rcpt
acl_smtp_data = accept

begin acl
acl_rcpt:
  accept domains = desk.test : home.test
  deny message = 550 5.7.1 no mail for there

begin routers
desk:
  driver = accept
  domains = desk.test
  local_parts = gus
  local_part_suffix = +*
  local_part_suffix_optional
  transport = desk
homes:
  driver = accept
  domains = home.test
  local_parts = ann
  transport = home

begin transports
desk:
  driver = appendfile
  maildir_format
  directory = {mailboxes}/$local_part_data
  create_directory = false
  mode = 0666
  user = Debian-exim
  group = Debian-exim
  envelope_to_add = true
  return_path_add = true
home:
  driver = appendfile
  maildir_format
  directory = {folder}/homes/$local_part_data
  create_directory = true
  user = Debian-exim
  group = Debian-exim

begin retry
* * F,1m,2s

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{support}}}}{{eq{{$auth3}}{{agent word}}}}}}}}
  server_set_id = $auth2
  server_advertise_condition = ${{if def:tls_in_cipher}}
"""


class Exim:
    def __init__(self, dovecot, folder):
        self.dovecot, self.folder, self.port, self.process = dovecot, folder, free_port(), None
        self.program = shutil.which("exim4", path="/usr/sbin:" + os.environ.get("PATH", ""))

    def prepare(self):
        for name in ("spool", "log", "homes"):
            os.makedirs(f"{self.folder}/{name}")
        with open(f"{self.folder}/exim.conf", "w", encoding="utf-8") as f:
            f.write(CONFIGURATION.format(folder=self.folder, port=self.port, mailboxes=f"{self.dovecot.folder}/mail"))
        for name in ("spool", "log", "homes"):
            shutil.chown(f"{self.folder}/{name}", "Debian-exim", "Debian-exim")
        for name in ("good.pem", "good.key"):
            shutil.copy(f"{self.dovecot.folder}/{name}", self.folder)
            shutil.chown(f"{self.folder}/{name}", "Debian-exim", "Debian-exim")
        os.chmod(self.folder, 0o755)
        os.chmod(self.dovecot.folder, 0o755)
        for part in ("", "/cur", "/new", "/tmp"):  # Exim delivers as itself, and Dovecot reads as somebody else
            os.chmod(f"{self.dovecot.folder}/mail/gus{part}", 0o777)

    def start(self):
        with open(f"{self.folder}/said", "wb") as said:
            self.process = subprocess.Popen([self.program, "-C", f"{self.folder}/exim.conf", "-bdf", "-q2s"], stdout=said, stderr=said,
                                            start_new_session=True)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return True
            except OSError:
                time.sleep(0.1)
        print(open(f"{self.folder}/said", encoding="utf-8").read()[-2000:])
        return False

    def home(self, person):
        """The mails in a customer's box, oldest first."""
        box = f"{self.folder}/homes/{person}"
        found = []
        for part in ("new", "cur"):
            for name in os.listdir(f"{box}/{part}") if os.path.isdir(f"{box}/{part}") else []:
                with open(f"{box}/{part}/{name}", "rb") as f:
                    found.append((name, f.read()))
        return [raw for _, raw in sorted(found)]

    def stop(self):
        if not self.process or self.process.poll() is not None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

"""The power fails while thirty teachers save: what was answered is in the books, once, and the server starts again."""

import os
import random
import signal
import time

from asking import Books
from saving import Load

KILLS = 6
# The moments of the kills; a failure names the seed, and ROLLCALL_SEED=… tries the same again.
SEED = int(os.environ.get("ROLLCALL_SEED", random.SystemRandom().randrange(1_000_000)))
SHORTEST, LONGEST = 0.2, 2.5


def test_a_server_killed_while_thirty_save_loses_no_answered_save_and_keeps_none_twice(server, token, capsys):
    load = Load(Books(server.books), [server.port], token)
    load.begin()
    chance = random.Random(SEED)
    moments = [chance.uniform(SHORTEST, LONGEST) for _ in range(KILLS)]
    for moment in moments:
        time.sleep(moment)
        server.stop(signal.SIGKILL)
        # As the power cut left them, before anything had the chance to put them right.
        server.verify()
        server.start()
    time.sleep(LONGEST)
    load.end()
    after = ", ".join(f"{moment:.2f}" for moment in moments)
    load.check(f"{KILLS} kills, each verified (seed {SEED}, after {after} s)", capsys, least=30 * KILLS)

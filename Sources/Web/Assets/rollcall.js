// Small things every page may use. Every page works without it.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("has-script");
  const token = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

  // After a form came back with errors, begin at the summary of them.
  document.querySelector("[data-focus]")?.focus();

  // Where a row of links is wider than the screen, the one whose page this is is to be seen.
  for (const here of document.querySelectorAll(".nav [aria-current], .tabs [aria-current]")) {
    const row = here.parentElement;
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }

  // Choosing a day is enough; no button to press. Not while it is typed: only once it is a whole day.
  for (const input of document.querySelectorAll(".daybar input[type=date]")) {
    let timer;
    input.addEventListener("change", () => {
      clearTimeout(timer);
      if (input.value) timer = setTimeout(() => input.form.requestSubmit(), 600);
    });
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
    for (const open of document.querySelectorAll("details.who[open], details.pupil__note[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of document.querySelectorAll("details.who[open], details.pupil__note[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });

  // htmx, where it is installed, sends the token with everything but reads.
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.verb !== "get") event.detail.headers["X-CSRF-Token"] = token;
  });

  // A board that renews itself: the server says that something changed, and the board is fetched alone.
  for (const board of document.querySelectorAll("[data-live]")) {
    let busy = false;
    let again = false;
    const say = (state, text) => {
      const line = board.querySelector("[data-live-state]");
      if (!line) return;
      line.dataset.live = state;
      line.querySelector("[data-live-text]").textContent = text;
    };
    const renew = async () => {
      // Nobody's cursor is taken from them while they answer something on the board.
      if (busy || board.contains(document.activeElement)) { again = true; return; }
      busy = true;
      try {
        const answer = await fetch(board.dataset.fragment, { headers: { "HX-Request": "true", "HX-Target": board.id } });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const text = await answer.text();
        // Somebody may have come to the board while it was fetched.
        if (board.contains(document.activeElement)) {
          again = true;
        } else {
          const opened = [...board.querySelectorAll("details[open] > summary")].map((line) => line.textContent);
          board.innerHTML = text;
          for (const line of board.querySelectorAll("details > summary")) {
            line.parentElement.open = opened.includes(line.textContent);
          }
        }
        say("on", "· renews itself");
      } catch {
        say("off", "· not reached just now; shows what was known then");
      }
      busy = false;
      if (again && !board.contains(document.activeElement)) { again = false; setTimeout(renew, 2000); }
    };
    board.addEventListener("focusout", () => { if (again) { again = false; setTimeout(renew, 300); } });
    if ("EventSource" in window) {
      const events = new EventSource(board.dataset.live);
      events.addEventListener("open", () => say("on", "· renews itself"));
      events.addEventListener("changed", renew);
      events.addEventListener("error", () => say("off", "· connection lost, trying again"));
    } else {
      setInterval(renew, 30000);
    }
  }

  // A page about something under way asks how far it has come, and is fetched anew once that is over.
  for (const followed of document.querySelectorAll("[data-follow]")) {
    const ask = async () => {
      try {
        const answer = await fetch(followed.dataset.follow, { headers: { "HX-Request": "true", "HX-Target": followed.id } });
        if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
        const bar = fresh.querySelector("progress");
        if (!bar) return location.reload();
        const shown = followed.querySelector("progress");
        shown.max = bar.max;
        shown.value = bar.value;
        followed.querySelector("[data-follow-text]").textContent = fresh.querySelector("[data-follow-text]").textContent;
      } catch {
        // Asked again a little later.
      }
      setTimeout(ask, 1000);
    };
    setTimeout(ask, 400);
  }
})();

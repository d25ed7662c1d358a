// The register: keyboard, saving by itself, and marks kept on the device while the server cannot be reached.
// Without it the same form works with its buttons. Only pupils touched are ever sent.
(() => {
  "use strict";
  const form = document.querySelector("[data-register]");
  if (!form || !form.dataset.open) return;

  const store = "rollcall-register-" + form.dataset.register;
  const list = form.querySelector(".pupils");
  const rows = [...list.querySelectorAll(".pupil")];
  const saved = form.querySelector("[data-saved]");
  const undoButton = form.querySelector("[data-undo]");
  const dialog = document.getElementById("confirm");
  const byId = new Map(rows.map((row) => [row.dataset.pupil, row]));

  // ---- what a row says ----
  const radios = (row) => [...row.querySelectorAll(".choice input")];
  const chosen = (row) => row.querySelector(".choice input:checked")?.value ?? "";
  const kindOf = (input) => /choice--(\w+)/.exec(input.closest(".choice").className)[1];
  const field = (row, name) => form.elements[`${name}[${row.dataset.pupil}]`];
  const choose = (row, code) => {
    for (const input of radios(row)) input.checked = input.value === code;
    tally();
  };
  const notExpected = (row) => "notExpected" in row.dataset;

  // ---- marks not sent yet ----
  // { pupil: { mark, minutes, note, basedOn, fill } }, kept on the device under ids only, and removed once sent.
  let pending = {};
  let underway = {};
  let wantsSubmit = false;
  try {
    const kept = JSON.parse(localStorage.getItem(store) ?? "{}");
    pending = kept.pending ?? {};
    wantsSubmit = kept.wantsSubmit ?? false;
  } catch { /* nothing kept that can be read */ }

  const keep = () => {
    try {
      const all = { ...underway, ...pending };
      if (Object.keys(all).length || wantsSubmit) localStorage.setItem(store, JSON.stringify({ pending: all, wantsSubmit }));
      else localStorage.removeItem(store);
    } catch { /* a full or forbidden store: the marks are still on the page */ }
  };
  const touch = (row, changes) => {
    const id = row.dataset.pupil;
    const basedOn = pending[id]?.basedOn ?? field(row, "basedOn").value;
    pending[id] = { basedOn, ...pending[id], ...changes };
    if (!changes.fill) delete pending[id].fill;
    row.dataset.state = "touched";
    keep();
    later();
  };

  const say = (text, kind = "") => {
    saved.textContent = text;
    saved.dataset.kind = kind;
  };
  const count = (number, one, many) => `${number} ${number === 1 ? one : many}`;

  const tally = () => {
    const counts = { present: 0, late: 0, absent: 0, notExpected: 0, unmarked: 0 };
    for (const row of rows) {
      const input = row.querySelector(".choice input:checked");
      const kind = input ? kindOf(input) : "";
      if (kind === "late") counts.late++;
      else if (kind === "absent") counts.absent++;
      else if (kind) counts.present++;
      else if (notExpected(row)) counts.notExpected++;
      else counts.unmarked++;
    }
    for (const [name, value] of Object.entries(counts)) {
      form.querySelector(`[data-count="${name}"]`).textContent = value;
    }
    return counts;
  };
  // "27 present, 1 not here, 2 not expected", those that are none left out.
  const inWords = (counts) =>
    Object.entries({ present: "present", late: "late", absent: "not here", notExpected: "not expected", unmarked: "not marked" })
      .filter(([name]) => counts[name]).map(([name, words]) => `${counts[name]} ${words}`).join(", ");

  // ---- sending ----
  let timer = null;
  let sending = false;
  // Settled once the save under way has been answered.
  let flight = Promise.resolve();
  let wait = 2000;
  // What "everyone else is present" did last, by which it is taken back, and the sentence that says it.
  let fill = { rows: [], act: null };
  let told = "";
  const later = (delay = 700) => {
    clearTimeout(timer);
    timer = setTimeout(() => send(), delay);
  };

  const body = (batch, what, extra) => {
    const fields = new URLSearchParams({ csrf: form.elements.csrf.value, do: what, ...extra });
    for (const [id, mark] of Object.entries(batch)) {
      if (mark.mark !== undefined) fields.set(`${mark.fill ? "fill" : "mark"}[${id}]`, mark.mark);
      if (mark.minutes !== undefined) fields.set(`minutes[${id}]`, mark.minutes);
      if (mark.note !== undefined) fields.set(`note[${id}]`, mark.note);
      fields.set(`basedOn[${id}]`, mark.basedOn);
    }
    return fields;
  };

  const post = (fields) =>
    fetch(form.action, {
      method: "POST", body: fields, headers: { Accept: "application/json" }, keepalive: true, redirect: "manual",
    });

  const send = (what = null) => {
    clearTimeout(timer);
    if (!sending) return (flight = sendNow(what));
    // Not lost while a save is under way: it goes with the next.
    if (what) { wantsSubmit = true; keep(); }
    later(100);
  };
  const sendNow = async (what) => {
    const batch = pending;
    const act = what ?? (wantsSubmit ? "submit-anyway" : "save");
    if (!Object.keys(batch).length && act === "save") return;
    sending = true;
    underway = batch;
    pending = {};
    for (const id of Object.keys(batch)) byId.get(id)?.setAttribute("data-state", "saving");
    if (!told) say("Saving…");
    try {
      const answer = await post(body(batch, act));
      if (answer.type === "opaqueredirect" || answer.status === 401) {
        giveBack(batch);
        if (act !== "save") { wantsSubmit = true; keep(); }
        say(`You have been signed out. ${count(Object.keys(pending).length, "mark is", "marks are")} kept on this device. `, "bad");
        const link = document.createElement("a");
        link.href = "/sign-in?next=" + encodeURIComponent(location.pathname);
        link.textContent = "Sign in and carry on";
        saved.append(link);
      } else if (answer.status >= 500) {
        throw new Error("server");
      } else if (answer.ok) {
        take(batch, await answer.json(), act);
        wait = 2000;
      } else if (answer.status === 409 || answer.status === 422) {
        refuse(batch, await answer.json());
      } else {
        giveBack(batch);
        say("This could not be saved. Load the page again; your marks are kept on this device.", "bad");
      }
    } catch {
      giveBack(batch);
      if (act !== "save") { wantsSubmit = true; keep(); }
      const number = Object.keys(pending).length;
      say(
        `The server cannot be reached. ${count(number, "mark is", "marks are")} kept on this device and sent when it can` +
          (wantsSubmit ? "; then the register is submitted." : "."), "warn");
      wait = Math.min(wait * 2, 30000);
      later(wait);
    }
    sending = false;
    if (Object.keys(pending).length && timer === null) later();
  };

  const giveBack = (batch) => {
    underway = {};
    pending = { ...batch, ...pending };
    for (const id of Object.keys(batch)) byId.get(id)?.setAttribute("data-state", "kept");
    keep();
  };

  const take = (batch, answer, act) => {
    for (const mark of answer.saved ?? []) {
      const row = byId.get(mark.pupil);
      if (!row) continue;
      row.dataset.state = "saved";
      row.dataset.was = mark.code;
      field(row, "basedOn").value = mark.entry;
      if (pending[mark.pupil]) pending[mark.pupil].basedOn = mark.entry;
      if (mark.said !== undefined && mark.said !== null) row.querySelector("[data-said]").textContent = mark.said;
      if (!pending[mark.pupil] && mark.code !== null && chosen(row) !== mark.code) choose(row, mark.code);
    }
    for (const clash of answer.conflicts ?? []) conflict(byId.get(clash.pupil), clash, batch[clash.pupil]);
    const refused = answer.refused ?? [];
    for (const no of refused) {
      const row = byId.get(no.pupil);
      if (!row) continue;
      row.dataset.state = "refused";
      row.querySelector("[data-said]").textContent = no.text;
      choose(row, row.dataset.was);
    }
    // A note alone makes no mark, and is saved all the same.
    for (const id of Object.keys(batch)) {
      const row = byId.get(id);
      if (row?.dataset.state === "saving") row.dataset.state = "saved";
    }
    if (answer.act && Object.values(batch).some((mark) => mark.fill)) fill.act = answer.act;
    // Asked for while this save was under way, it is still to come.
    if (act !== "save") wantsSubmit = false;
    underway = {};
    keep();
    tally();
    if (answer.text && (refused.length || !answer.saved?.length)) say(answer.text, "warn");
    else say(`${told} Saved at ${answer.savedAt}`.trim());
    if (act !== "save" && answer.next) location.href = answer.next;
  };

  // The register as a whole could not take them: it has closed meanwhile, say.
  const refuse = (batch, problem) => {
    underway = {};
    wantsSubmit = false;
    for (const id of Object.keys(batch)) {
      const row = byId.get(id);
      if (!row) continue;
      row.dataset.state = "refused";
      choose(row, row.dataset.was);
    }
    keep();
    say(problem.detail ?? "These marks could not be taken.", "bad");
  };

  const conflict = (row, clash, mine) => {
    if (!row) return;
    row.dataset.state = "conflict";
    row.querySelector(".pupil__conflict")?.remove();
    const box = document.createElement("div");
    box.className = "banner banner--warn pupil__conflict";
    const text = document.createElement("p");
    text.textContent = clash.text;
    const button = (label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "button button--small";
      made.textContent = label;
      made.addEventListener("click", () => { box.remove(); act(); });
      return made;
    };
    box.append(
      text,
      button("Keep theirs", () => {
        field(row, "basedOn").value = clash.entry;
        row.dataset.was = clash.code ?? "";
        row.dataset.state = "saved";
        choose(row, clash.code ?? "");
      }),
      button("Keep mine", () => {
        field(row, "basedOn").value = clash.entry;
        delete pending[row.dataset.pupil];
        touch(row, { ...mine, basedOn: clash.entry });
      }));
    row.querySelector(".pupil__extra").append(box);
    box.querySelector("button").focus();
  };

  // ---- marks by hand ----
  list.addEventListener("change", (event) => {
    const row = event.target.closest(".pupil");
    if (!row) return;
    hideUndo();
    if (event.target.name.startsWith("other")) {
      if (!event.target.value) return;
      choose(row, "");
      row.toggleAttribute("data-not-expected", true);
      touch(row, { mark: event.target.value });
      row.querySelector("[data-said]").textContent = "Not expected";
      event.target.value = "";
      tally();
    } else if (event.target.type === "radio") {
      touch(row, { mark: event.target.value, minutes: field(row, "minutes").value });
      tally();
    } else if (event.target.name.startsWith("minutes")) {
      touch(row, { mark: chosen(row), minutes: event.target.value });
    } else if (event.target.name.startsWith("note")) {
      touch(row, { note: event.target.value });
      row.querySelector(".pupil__note").classList.toggle("has-note", event.target.value !== "");
    }
  });

  // ---- everyone else is present, and back ----
  const hideUndo = () => { undoButton.hidden = true; told = ""; };
  const fillBlanks = () => {
    hideUndo();
    fill = { rows: [], act: null };
    for (const row of rows) {
      if (chosen(row) || notExpected(row)) continue;
      const present = radios(row).find((input) => kindOf(input) === "present");
      if (!present) continue;
      present.checked = true;
      fill.rows.push(row);
      touch(row, { mark: present.value, fill: true });
    }
    const counts = tally();
    const number = fill.rows.length;
    if (!number) return say("Nobody was left without a mark.");
    told = `${number} marked present: ${inWords(counts)}.`;
    say(told);
    undoButton.hidden = false;
    undoButton.focus();
  };
  form.querySelector("[data-fill]")?.addEventListener("click", (event) => {
    event.preventDefault();
    fillBlanks();
  });
  undoButton.addEventListener("click", async () => {
    const undone = fill;
    hideUndo();
    clearTimeout(timer);
    // What is on its way is saved first, or there would be nothing yet to take back.
    await flight;
    for (const row of undone.rows) {
      const kept = pending[row.dataset.pupil];
      if (kept && !kept.fill) continue;
      delete pending[row.dataset.pupil];
      for (const input of radios(row)) input.checked = false;
      row.dataset.state = "";
    }
    keep();
    tally();
    say("Taken back.");
    if (Object.keys(pending).length) later();
    if (undone.act) {
      try {
        const answer = await post(body({}, "undo", { act: undone.act }));
        if (!answer.ok) throw new Error(String(answer.status));
        take({}, await answer.json(), "save");
        say("Taken back.");
      } catch {
        say("The server cannot be reached to take it back. Load the page again when it can.", "bad");
      }
    }
    go(rows.find((row) => !chosen(row) && !notExpected(row)));
  });

  // ---- submitting ----
  const submit = () => { hideUndo(); send("submit-anyway"); };
  form.querySelector("[data-submit]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const { unmarked } = tally();
    if (!unmarked) return submit();
    dialog.querySelector("[data-confirm-text]").textContent =
      `${count(unmarked, "pupil is not marked and", "pupils are not marked and")} will be recorded N, no reason yet, when the register closes.`;
    dialog.showModal();
  });
  dialog?.querySelector("[data-confirm-yes]").addEventListener("click", () => { dialog.close(); submit(); });
  dialog?.querySelector("[data-confirm-no]").addEventListener("click", () => {
    dialog.close();
    go(rows.find((row) => !chosen(row) && !notExpected(row)));
  });

  // ---- keyboard ----
  // Letters act only while a pupil has the focus, so that they get in nobody's way elsewhere.
  const go = (row) => {
    const input = row?.querySelector(".choice input:checked") ?? row?.querySelector(".choice input");
    input?.focus();
    row?.scrollIntoView({ block: "nearest" });
  };
  const step = (row, by) => go(rows[rows.indexOf(row) + by]);
  const choiceFor = (row, key) => {
    const inputs = radios(row);
    if (key === "/" || key === "\\") return inputs.find((input) => kindOf(input) === "present");
    if (/^[1-9]$/.test(key)) return inputs[Number(key) - 1];
    return inputs.find((input) => input.value === key.toUpperCase());
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
    const row = event.target.closest?.(".pupil");
    const isRadio = event.target.type === "radio";
    if (!row) {
      if (event.key === "ArrowDown" && event.target === document.body) {
        event.preventDefault();
        go(rows.find((one) => !chosen(one) && !notExpected(one)) ?? rows[0]);
      }
      return;
    }
    if (event.key === "Enter" && event.target.tagName === "INPUT") {
      event.preventDefault();
      event.target.blur();
      event.target.focus();
      send();
    } else if (isRadio && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      step(row, event.key === "ArrowDown" ? 1 : -1);
    } else if (isRadio && event.key === "*") {
      event.preventDefault();
      fillBlanks();
    } else if (isRadio && event.key.length === 1) {
      const input = choiceFor(row, event.key);
      if (!input) return;
      event.preventDefault();
      if (!input.checked) {
        input.checked = true;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
      step(row, 1);
    }
  });
  list.addEventListener("toggle", (event) => {
    if (event.target.matches?.(".pupil__note") && event.target.open) event.target.querySelector("input").focus();
  }, true);

  // ---- coming and going ----
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") send(); });
  for (const [id, mark] of Object.entries(pending)) {
    const row = byId.get(id);
    if (!row) { delete pending[id]; continue; }
    if (mark.mark !== undefined) choose(row, mark.mark);
    if (mark.minutes !== undefined) field(row, "minutes").value = mark.minutes;
    if (mark.note !== undefined) field(row, "note").value = mark.note;
    row.dataset.state = "kept";
  }
  tally();
  if (Object.keys(pending).length || wantsSubmit) {
    say(`${count(Object.keys(pending).length, "mark", "marks")} kept on this device, sending…`, "warn");
    later(0);
  }
})();

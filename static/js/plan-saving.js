/* What was typed in the table of the plan: sent one cell after the other, kept in this tab until it is saved, taken back
   and done again. The server answers with the row and the totals; nothing is counted here. */
(function () {
  "use strict";

  const rows = window.planRows, grid = window.planTable;
  if (!rows?.isEditable) return;
  const { table, columnOf, find, textOf, setText } = rows, { editors } = grid;
  const key = "renja-isian:" + location.pathname;
  const place = document.querySelector("[data-plan-saving]");
  const state = place.querySelector("[data-plan-state]"), way = place.querySelector("[data-plan-way]");
  const buttons = { undo: place.querySelector("[data-plan-undo]"), redo: place.querySelector("[data-plan-redo]") };
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const queue = []; // what waits to be saved, in order; the first may be on its way
  const wrong = new Map(); // what the server would not take, or somebody else changed: it waits for the person
  const past = { undo: [], redo: [] };
  const later = []; // asked for while something was still being saved
  let isSending = false, stopped = "", wayOut = "", trouble = "", retry = null, pause = 0;

  const nameOf = (item) => item.line + " " + item.field;
  const cellOf = (item) => find(item.line, item.field);
  const placeOf = (cell) => ({ line: cell.parentElement.id.slice(6), field: columnOf(cell).field });

  // --- the queue -----------------------------------------------------------------------------------------

  function take({ cell, ...typed }) {
    const item = { ...placeOf(cell), ...typed }, { was, value } = typed;
    wrong.delete(nameOf(item));
    const waiting = queue.find((other, n) => nameOf(other) === nameOf(item) && !(isSending && n === 0));
    if (waiting) waiting.value = value;
    else if (value !== was) queue.push(item);
    setText(cell, value);
    cell.classList.toggle("pending", value !== was || Boolean(waiting));
    pump();
  }

  async function pump() {
    keep();
    tell();
    if (isSending || stopped || retry) return;
    if (!queue.length) return later.length ? travel(later.shift()) : undefined;
    isSending = true;
    const item = queue[0];
    let answer = { status: 0 };
    try {
      answer = await post(item);
    } catch (lost) { /* no line: it stays first in the queue */ }
    isSending = false;
    if (settle(item, answer)) pump();
  }

  async function post(item) {
    const address = table.dataset.address.replace("/0/", "/" + item.line + "/");
    const { field, was, version, indicator, value } = item;
    const response = await fetch(address, {
      method: "POST",
      redirect: "manual",
      headers: { "X-CSRFToken": token, "HX-Request": "true", "HX-Current-URL": location.href },
      body: new URLSearchParams({ field, was, version, indicator, value }),
      signal: AbortSignal.timeout(20_000),
    });
    const isTold = [200, 409, 422].includes(response.status);
    return { status: response.status, type: response.type, way: response.headers.get("HX-Redirect"), ...(isTold ? await response.json() : {}) };
  }

  // Whether the next one may follow at once.
  function settle(item, answer) {
    if ([204, 401, 403].includes(answer.status) || answer.type === "opaqueredirect") return stop(answer.way);
    if (!answer.status || answer.status >= 500 || [408, 429].includes(answer.status)) return wait(answer.status);
    pause = 0;
    queue.shift();
    if (answer.status === 200) saved(item, answer);
    else if (answer.status === 409) differ(item, answer);
    else refuse(item, answer.error || "Baris ini tidak ada lagi dalam Renja. Muat ulang halaman.");
    return true;
  }

  function wait(isReached) {
    trouble = isReached ? "Server sedang sibuk; dikirim lagi sebentar lagi." : "Sambungan terputus; dikirim lagi begitu tersambung.";
    pause = Math.min(30, pause * 2 || 2);
    retry = setTimeout(again, pause * 1000);
    tell();
    return false;
  }

  function again() {
    clearTimeout(retry);
    retry = null;
    pump();
  }

  // Signed out, or without second factor: nothing more is sent from this page, and what is typed stays.
  function stop(address) {
    stopped = address ? "Sesi Anda berakhir" : "Halaman ini perlu dimuat ulang";
    const target = new URL(address || location.href, location.href);
    if (address) target.searchParams.set("next", location.pathname);
    way.href = target.href;
    wayOut = address ? "Masuk lagi" : "Muat ulang halaman";
    tell();
    return false;
  }

  // --- answers -------------------------------------------------------------------------------------------

  function saved(item, answer) {
    show(item, answer);
    const cell = cellOf(item);
    const step = item.step || { line: item.line, field: item.field, from: item.was, group: item.group };
    step.to = item.step ? step.to : textOf(cell);
    past[item.kind === "undo" ? "redo" : "undo"].push(step);
    if (!item.kind) past.redo.length = 0;
  }

  // The row as the server has it; a cell in which somebody is writing, or that waits itself, is left alone.
  function show(item, answer) {
    const holder = document.createElement("template");
    holder.innerHTML = answer.row;
    const fresh = holder.content.querySelector("tr"), row = document.getElementById(fresh.id);
    for (const name of ["version", "indicator"]) row.dataset[name] = fresh.dataset[name];
    cellOf(item).classList.remove("pending");
    [...row.cells].forEach((cell, n) => renew(cell, fresh.cells[n].cloneNode(true)));
    for (const [node, amounts] of Object.entries(answer.sums)) showSums(node, amounts);
    document.querySelector("[data-plan-totals]").outerHTML = answer.totals;
    document.querySelector("[data-plan-sources]").outerHTML = answer.sources;
    document.querySelector("[data-plan-completeness]").textContent = answer.completeness;
    return textOf(fresh.cells[cellOf(item).cellIndex]);
  }

  function renew(old, fresh) {
    const waits = queue.some((item) => cellOf(item) === old);
    if (editors.has(old) || waits || old.querySelector(".cell-note") || !old.cellIndex) return;
    if ("fixed" in fresh.dataset) old.dataset.fixed = fresh.dataset.fixed;
    else delete old.dataset.fixed;
    fresh.querySelectorAll("a").forEach((link) => { link.tabIndex = -1; });
    old.replaceChildren(...fresh.childNodes);
  }

  function showSums(node, amounts) {
    const row = table.querySelector(`tr[data-node="${node}"]:not(.leaf)`);
    ["pagu", "forward_pagu"].forEach((field, n) => {
      const cell = row && [...row.cells].find((each) => columnOf(each)?.field === field);
      if (cell) setText(cell, amounts[n]);
    });
  }

  function refuse(item, problem) {
    const cell = cellOf(item), next = queue.find((other) => nameOf(other) === nameOf(item));
    if (next) next.was = item.was; // typed anew already
    if (next || editors.has(cell)) return;
    wrong.set(nameOf(item), item);
    cell.classList.remove("pending");
    setText(cell, item.was);
    const editor = grid.open(cell, item.value, problem);
    Object.assign(editor, { was: item.was, version: item.version, indicator: item.indicator });
    if (isFree()) editor.input.focus({ preventScroll: true });
  }

  // Nobody is writing in another cell just now.
  function isFree() {
    const active = document.activeElement;
    return !active || active === document.body || (table.contains(active) && !active.matches(".cell-input"));
  }

  function differ(item, answer) {
    const cell = cellOf(item);
    wrong.set(nameOf(item), item);
    const stored = show(item, answer), { version, indicator } = cell.parentElement.dataset;
    const mine = press("Pakai isian saya", () => {
      wrong.delete(nameOf(item));
      queue.push({ ...item, was: stored, version, indicator });
      setText(cell, item.value);
      cell.classList.add("pending");
      pump();
    });
    const theirs = press("Pakai yang tersimpan", () => { wrong.delete(nameOf(item)); pump(); });
    const words = Object.assign(document.createElement("p"), { textContent: answer.error, id: "beda-" + item.line + "-" + item.field });
    mine.setAttribute("aria-describedby", words.id);
    const choice = grid.note(cell, { role: "group", "aria-label": "Dua isian berbeda" }, words, mine, theirs);
    choice.classList.add("differs");
    if (isFree()) mine.focus({ preventScroll: true });

    function press(label, deed) {
      const looks = { type: "button", className: "btn btn-outline-secondary btn-sm", textContent: label };
      const button = Object.assign(document.createElement("button"), looks);
      button.addEventListener("click", () => { grid.clearNote(cell); deed(); grid.focus(cell); });
      return button;
    }
  }

  // --- undo and redo -------------------------------------------------------------------------------------

  function travel(kind) {
    if (queue.length) return later.push(kind);
    const group = past[kind].at(-1)?.group; // of a block that was pasted: it goes as one
    do turn(kind, past[kind].pop()); while (group && past[kind].at(-1)?.group === group);
    pump();
  }

  function turn(kind, step) {
    const cell = step && find(step.line, step.field);
    if (!cell) return;
    const [was, value] = kind === "undo" ? [step.to, step.from] : [step.from, step.to];
    const { version, indicator } = cell.parentElement.dataset;
    queue.push({ line: step.line, field: step.field, was, value, version, indicator, kind, step });
    rows.reveal(cell.parentElement);
    setText(cell, value);
    cell.classList.add("pending");
    grid.focus(cell);
  }

  function onUndoKey(event) {
    const letter = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !["z", "y"].includes(letter)) return;
    if (event.target.matches("input, textarea, select")) return;
    event.preventDefault();
    travel(letter === "y" || event.shiftKey ? "redo" : "undo");
  }

  // --- what is said, and kept ----------------------------------------------------------------------------

  function words() {
    const count = queue.length + " perubahan belum tersimpan. ";
    if (stopped) return count + stopped + "; isian tetap tersimpan di tab ini.";
    if (retry) return count + trouble;
    if (queue.length) return "Menyimpan…";
    if (wrong.size) return wrong.size + " isian perlu diperiksa.";
    return past.undo.length || past.redo.length ? "Semua perubahan tersimpan." : "Setiap isian tersimpan sendiri.";
  }

  function tell() {
    if (state.textContent !== words()) state.textContent = words();
    place.classList.toggle("is-waiting", Boolean(stopped || retry || wrong.size));
    way.hidden = !stopped && !wrong.size;
    way.textContent = wayOut || "Tunjukkan";
    buttons.undo.disabled = !past.undo.length;
    buttons.redo.disabled = !past.redo.length;
  }

  // Everything that is not saved, also what still stands in an open cell.
  function unsaved() {
    const drafts = [...editors].filter(([, editor]) => editor.failed === null && editor.input.value.trim() !== editor.was)
      .map(([cell, { input, was, version, indicator }]) =>
        ({ ...placeOf(cell), was, version, indicator, value: input.value, isDraft: true }));
    return [...queue, ...wrong.values(), ...drafts];
  }

  // To the first cell that waits for the person.
  function lead(event) {
    if (stopped) return;
    event.preventDefault();
    const cell = cellOf([...wrong.values()][0]);
    rows.reveal(cell.parentElement);
    grid.focus(cell);
    (editors.get(cell)?.input || cell.querySelector(".cell-note button"))?.focus();
  }

  function keep() {
    const items = unsaved().map(({ step, kind, ...item }) => item);
    if (!items.length) return sessionStorage.removeItem(key);
    try {
      sessionStorage.setItem(key, JSON.stringify({ user: table.dataset.user, items }));
    } catch (full) { /* what cannot be kept is still on the page */ }
  }

  // What the last page could not save comes back and is sent again; the versions guard what others wrote meanwhile.
  function restore() {
    const kept = JSON.parse(sessionStorage.getItem(key) || "null");
    if (!kept || kept.user !== table.dataset.user) return;
    for (const { isDraft, ...item } of kept.items) if (cellOf(item)) bringBack(item, isDraft);
  }

  function bringBack(item, isDraft) {
    const cell = cellOf(item), { was, version, indicator } = item;
    rows.reveal(cell.parentElement);
    if (isDraft) Object.assign(grid.open(cell, item.value), { was, version, indicator });
    else {
      queue.push(item);
      setText(cell, item.value);
      cell.classList.add("pending");
    }
  }

  table.addEventListener("plan:typed", (event) => take(event.detail));
  table.addEventListener("plan:dropped", ({ detail }) => {
    wrong.delete(nameOf(placeOf(detail.cell)));
    pump();
  });
  way.addEventListener("click", lead);
  window.addEventListener("online", again);
  window.addEventListener("beforeunload", (event) => { if (unsaved().length && !stopped) event.preventDefault(); });
  table.addEventListener("input", keep);
  document.addEventListener("keydown", onUndoKey);
  for (const kind of ["undo", "redo"]) buttons[kind].addEventListener("click", () => travel(kind));
  place.hidden = false;
  restore();
  pump();
})();

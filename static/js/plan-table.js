/* The table of the plan as a grid: moving by keys, opening a cell. plan-rows.js knows the rows, plan-saving.js sends
   what was typed. Without this file the name of each row leads to its form. */
(function () {
  "use strict";

  const rows = window.planRows;
  if (!rows) return;
  const { table, columns, columnOf, mayEdit, textOf, find } = rows;
  const box = table.parentElement;
  const editors = new Map(); // cell → what is open in it
  let at = null; // the one cell that Tab reaches

  // --- moving --------------------------------------------------------------------------------------------

  function focus(cell) {
    if (at && at !== cell) at.removeAttribute("tabindex");
    at = cell;
    cell.tabIndex = 0;
    if (rows.isEditable) cell.setAttribute("aria-readonly", String(!mayEdit(cell)));
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!cell.cellIndex) box.scrollLeft = 0;
  }

  function nextRow(row, step) {
    do row = step > 0 ? row.nextElementSibling : row.previousElementSibling; while (row && row.hidden);
    return row;
  }

  function farRow(row, step, count) {
    for (let n = 0; n < count && nextRow(row, step); n += 1) row = nextRow(row, step);
    return row;
  }

  // The next cell that can be written in: below (same column), or to the right and left (over the end of a row).
  function below(cell) {
    let row = nextRow(cell.parentElement, 1);
    while (row && !mayEdit(row.cells[cell.cellIndex])) row = nextRow(row, 1);
    return row ? row.cells[cell.cellIndex] : null;
  }

  function beside(cell, step) {
    let row = cell.parentElement, index = cell.cellIndex + step;
    while (row) {
      for (; index >= 0 && index < columns.length; index += step) if (mayEdit(row.cells[index])) return row.cells[index];
      row = nextRow(row, step);
      index = step > 0 ? 0 : columns.length - 1;
    }
    return null;
  }

  function goal(cell, key, whole) {
    const row = cell.parentElement, index = cell.cellIndex, last = columns.length - 1;
    const all = table.tBodies[0].rows;
    switch (key) {
      case "ArrowUp": return (nextRow(row, -1) || row).cells[index];
      case "ArrowDown": return (nextRow(row, 1) || row).cells[index];
      case "ArrowLeft": return row.cells[Math.max(0, index - 1)];
      case "ArrowRight": return row.cells[Math.min(last, index + 1)];
      case "PageUp": return farRow(row, -1, 10).cells[index];
      case "PageDown": return farRow(row, 1, 10).cells[index];
      case "Home": return (whole ? all[0] : row).cells[0];
      case "End": return (whole ? lastRow(all) : row).cells[last];
      default: return null;
    }
  }

  function lastRow(all) {
    const row = all[all.length - 1];
    return row.hidden ? nextRow(row, -1) : row;
  }

  // --- one open cell -------------------------------------------------------------------------------------

  function open(cell, text, problem) {
    if (!editors.has(cell)) {
      const row = cell.parentElement;
      const input = drawInput(cell);
      editors.set(cell, { input, was: textOf(cell), version: row.dataset.version, indicator: row.dataset.indicator, failed: null });
      cell.classList.add("edit");
      cell.append(input);
    }
    const editor = editors.get(cell);
    editor.input.value = text === undefined ? textOf(cell) : text;
    if (problem) fail(cell, editor, problem);
    return editor;
  }

  function drawInput(cell) {
    const column = columnOf(cell);
    const input = document.createElement(column.list ? "input" : "textarea");
    input.className = "cell-input";
    input.setAttribute("aria-label", rows.nameOf(cell));
    input.autocomplete = "off";
    if (column.list) input.setAttribute("list", column.list);
    if (column.isNumber && column.field !== "target") input.inputMode = "decimal";
    if (input.rows) input.rows = 1;
    return input;
  }

  function write(cell, text) {
    if (!mayEdit(cell)) return;
    const { input } = open(cell, text);
    focusInput(cell);
    if (text === undefined) input.select();
  }

  function focusInput(cell) {
    focus(cell);
    editors.get(cell).input.focus({ preventScroll: true });
  }

  function fail(cell, editor, problem) {
    const id = "salah-" + cell.parentElement.id + "-" + cell.cellIndex;
    editor.failed = editor.input.value;
    editor.input.setAttribute("aria-invalid", "true");
    editor.input.setAttribute("aria-describedby", id);
    note(cell, { id, role: "alert" }, problem);
  }

  // A few words, or more, under a cell.
  function note(cell, attributes, ...content) {
    clearNote(cell);
    const place = document.createElement("div");
    place.className = "cell-note";
    for (const [name, value] of Object.entries(attributes)) place.setAttribute(name, value);
    place.append(...content);
    const seen = box.getBoundingClientRect(), own = cell.getBoundingClientRect(), width = 380; // of the widest note
    place.classList.toggle("end", own.left + width > seen.right && own.right - width > seen.left);
    cell.append(place);
    place.scrollIntoView({ block: "nearest", inline: "nearest" });
    return place;
  }

  function clearNote(cell) { cell.querySelector(".cell-note")?.remove(); }

  function close(cell) {
    const editor = editors.get(cell);
    editors.delete(cell);
    clearNote(cell);
    cell.classList.remove("edit");
    editor.input.remove();
    return editor;
  }

  // Closes a cell and hands over what was typed; what is wrong already and unchanged stays open.
  function commit(cell) {
    const editor = editors.get(cell);
    if (!editor || editor.failed === editor.input.value) return;
    const value = editor.input.value.trim();
    close(cell);
    send(cell, editor, value);
  }

  function send(cell, editor, value) {
    if (value === editor.was.trim() && editor.failed === null) return;
    const { was, version, indicator } = editor;
    table.dispatchEvent(new CustomEvent("plan:typed", { detail: { cell, was, version, indicator, value } }));
  }

  function cancel(cell) {
    const editor = close(cell);
    if (editor.failed !== null) table.dispatchEvent(new CustomEvent("plan:dropped", { detail: { cell } }));
    focus(cell);
  }

  // --- keys, mouse, touch --------------------------------------------------------------------------------

  function onKey(event) {
    const cell = event.target.closest("th, td");
    if (!cell || !table.tBodies[0].contains(cell) || event.isComposing) return;
    if (event.target.classList.contains("cell-input")) typingKey(event, cell);
    else if (event.target === cell) movingKey(event, cell);
    else if (event.key === "Escape") focus(cell);
  }

  function typingKey(event, cell) {
    const steps = { Enter: () => below(cell), Tab: () => beside(cell, event.shiftKey ? -1 : 1) };
    if (event.key === "Escape") cancel(cell);
    else if (!(event.key in steps) || (event.key === "Enter" && event.shiftKey)) return;
    else {
      const next = steps[event.key]();
      commit(cell);
      if (next && event.key === "Tab") write(next);
      else focus(next || cell);
    }
    event.preventDefault();
    event.stopPropagation();
  }

  function movingKey(event, cell) {
    const whole = event.ctrlKey || event.metaKey;
    const next = goal(cell, event.key, whole);
    if (next) focus(next);
    else if (event.key === "Enter" || event.key === "F2") enter(cell);
    else if (event.key === " " && !cell.cellIndex) rows.toggle(cell.parentElement);
    else if ((event.key === "Delete" || event.key === "Backspace") && mayEdit(cell)) empty(cell);
    else if (event.key.length === 1 && !whole && !event.altKey && mayEdit(cell)) write(cell, event.key);
    else return;
    event.preventDefault();
  }

  function enter(cell) {
    const inside = editors.get(cell)?.input || cell.querySelector(".cell-note button");
    if (inside) inside.focus();
    else if (mayEdit(cell)) write(cell);
    else if ("fixed" in cell.dataset) explain(cell);
    else if (cell.querySelector(".fold-mark")) rows.toggle(cell.parentElement);
    else cell.querySelector("a, button[form]")?.click();
  }

  // Why an official wording, or the money of several sources, does not open; gone as soon as one goes on.
  function explain(cell) {
    if (!rows.isEditable) return;
    const words = cell.dataset.fixed === "dana"
      ? "Baris ini memiliki beberapa sumber dana. Ubah dananya melalui halaman barisnya."
      : "Indikator dari daftar kode resmi. Bila memang perlu, ubah melalui halaman barisnya.";
    note(cell, { role: "status" }, words).classList.add("says");
    cell.addEventListener("blur", () => clearNote(cell), { once: true });
  }

  function empty(cell) {
    const editor = open(cell, "");
    if (editor.was) commit(cell);
    else close(cell);
  }

  function onPress(event) {
    const cell = event.target.closest("tbody :is(th, td)");
    if (!cell || event.target.closest("a, button[form], .cell-input, .cell-note")) return;
    if (!cell.cellIndex) rows.toggle(cell.parentElement);
    if (mayEdit(cell) && !editors.has(cell)) write(cell);
    else focus(cell);
    if ("fixed" in cell.dataset) explain(cell);
  }

  function onLeave(event) {
    const cell = event.target.classList.contains("cell-input") && event.target.closest("td");
    if (cell && editors.has(cell) && document.hasFocus()) commit(cell);
  }

  function onPaste(event) {
    if (event.target !== at || !mayEdit(at)) return;
    write(at, event.clipboardData.getData("text/plain").trim());
    event.preventDefault();
  }

  // --- beginning -----------------------------------------------------------------------------------------

  // The row that the address ends in (#baris-12).
  function named() { return /^#baris-\d+$/.test(location.hash) ? document.getElementById(location.hash.slice(1)) : null; }

  // The cell that Tab reaches first: of the row that the address names, else the first that can be written in.
  function start() {
    const row = named() || table.tBodies[0].rows[0];
    if (at) at.removeAttribute("tabindex");
    at = (row.id && find(row.id.slice(6), "pagu")) || row.cells[0];
    at.tabIndex = 0;
  }

  function prepare() {
    table.tBodies[0].querySelectorAll("a, button").forEach((inside) => { inside.tabIndex = -1; });
    rows.fold();
    start();
  }

  // Newer rows from the server; those that are there already stay with all that is open in them.
  function replace(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.querySelector("tbody");
    const known = new Map([...table.tBodies[0].rows].map((row) => [row.dataset.node, row]));
    for (const row of [...fresh.rows]) if (known.has(row.dataset.node)) row.replaceWith(known.get(row.dataset.node));
    table.tBodies[0].replaceWith(fresh);
    document.querySelector("[data-plan-completeness]").textContent = fresh.dataset.completeness;
    prepare();
  }

  table.setAttribute("role", "grid");
  if (!rows.isEditable) table.setAttribute("aria-readonly", "true");
  table.classList.add("is-grid");
  box.removeAttribute("tabindex");
  prepare();
  if (named()?.hidden) {
    rows.reveal(named());
    named().scrollIntoView();
  }
  table.addEventListener("keydown", onKey);
  table.addEventListener("click", onPress);
  table.addEventListener("focusout", onLeave);
  table.addEventListener("paste", onPaste);
  table.addEventListener("plan:folded", () => { if (at && at.parentElement.hidden) start(); });
  document.querySelector("[data-plan-keys]")?.removeAttribute("hidden");

  window.planTable = { editors, focus, nextRow, open, note, clearNote, replace };
})();

/* A block copied from a spreadsheet, pasted into the table of the plan: each of its rows falls on the next row that can be
   written in, each cell is sent as if it had been typed (plan-saving.js), and one undo takes all of it back. */
(function () {
  "use strict";

  const rows = window.planRows, grid = window.planTable;
  if (!rows?.isEditable) return;
  const { table, mayEdit, textOf } = rows;
  const most = 500; // cells; each is a request of its own
  let blocks = 0;

  // As spreadsheets put it on the clipboard: cells between tabs, and in quotes where they hold a tab, a line or a quote.
  function read(text) {
    const found = [[]], cell = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/gy;
    const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
    for (let part = cell.exec(whole); part; part = cell.exec(whole)) {
      found.at(-1).push(part[1] === undefined ? part[2] : part[1].replace(/""/g, '"'));
      if (part[3] === "\n") found.push([]);
      if (part[3] === "") break;
    }
    return found;
  }

  // Into an open cell a text of several lines goes as it is; a block has tabs.
  function isBlock(text, isTyping) {
    return isTyping ? text.includes("\t") : /[\t\n]/.test(text.trim());
  }

  function onPaste(event) {
    const start = event.target.closest("tbody :is(th, td)");
    const text = event.clipboardData.getData("text/plain");
    const isTyping = event.target.matches(".cell-input");
    if (!start || !mayEdit(start) || !isBlock(text, isTyping)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isTyping) event.target.value = grid.editors.get(start).was;
    grid.focus(start);
    const block = read(text), count = block.reduce((sum, row) => sum + row.length, 0);
    say(start, count > most ? `Paling banyak ${most} sel sekali tempel; ini ${count}. Untuk sebanyak itu pakai Excel.` : fill(start, block));
  }

  function fill(start, block) {
    const told = { filled: 0, fixed: 0, over: 0 }, column = start.cellIndex;
    const group = (blocks += 1);
    let row = start.parentElement;
    for (const values of block) {
      while (row && !mayEdit(row.cells[column])) row = grid.nextRow(row, 1);
      values.forEach((value, n) => { told[put(row?.cells[column + n], value.trim(), group)] += 1; });
      row = row && grid.nextRow(row, 1);
    }
    return words(told);
  }

  function put(cell, value, group) {
    if (!cell) return "over";
    if (!mayEdit(cell) || grid.editors.has(cell)) return "fixed";
    const { version, indicator } = cell.parentElement.dataset;
    table.dispatchEvent(new CustomEvent("plan:typed", { detail: { cell, was: textOf(cell), version, indicator, value, group } }));
    return "filled";
  }

  function words({ filled, fixed, over }) {
    return [
      `${filled} sel ditempel.`,
      fixed ? `${fixed} dilewati karena tidak diubah di sini.` : "",
      over ? `${over} tidak muat dalam tabel.` : "",
    ].filter(Boolean).join(" ");
  }

  function say(cell, text) {
    const own = grid.note(cell, { role: "status" }, text);
    own.classList.add("says");
    cell.addEventListener("blur", () => own.remove(), { once: true }); // not what the server says of this cell meanwhile
  }

  table.addEventListener("paste", onPaste, { capture: true });
})();

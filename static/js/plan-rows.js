/* The rows of the plan's table: what stands in a cell, which can be written in, and the tree, in which programs and kegiatan
   fold what lies under them. What is folded stays so in this tab. Without this file everything is open. */
(function () {
  "use strict";

  const table = document.querySelector("[data-plan-table]");
  if (!table) return;
  const columns = [...table.tHead.rows[0].cells].map((head) => ({
    field: head.dataset.field || "",
    leafOnly: "leaf" in head.dataset,
    isNumber: head.classList.contains("num"),
    list: head.dataset.list || "",
    label: head.textContent.trim(),
  }));
  const isEditable = Boolean(table.dataset.address);
  const key = "renja-lipat:" + location.pathname;
  const folded = new Set(JSON.parse(sessionStorage.getItem(key) || "[]")); // codes, by their key

  // --- cells ---------------------------------------------------------------------------------------------

  function columnOf(cell) { return columns[cell.cellIndex]; }

  function mayEdit(cell) {
    const column = columnOf(cell), row = cell.parentElement;
    return isEditable && Boolean(column.field) && "version" in row.dataset && !("fixed" in cell.dataset)
      && (!column.leafOnly || row.classList.contains("leaf"));
  }

  // A cell's own text stands in its first text, or in .value where more follows.
  function holder(cell) {
    const value = cell.querySelector(".value");
    if (value) return value;
    return cell.firstChild && cell.firstChild.nodeType === Node.TEXT_NODE ? cell.firstChild : null;
  }

  function textOf(cell) { return holder(cell) ? holder(cell).textContent : ""; }

  function setText(cell, text) {
    const own = holder(cell);
    if (own) own.textContent = text;
    else if (text) cell.prepend(text);
    if (own && !text && own.nodeType === Node.TEXT_NODE) own.remove();
  }

  function find(line, field) {
    const row = document.getElementById("baris-" + line);
    return row && row.cells[columns.findIndex((column) => column.field === field)];
  }

  // What a field in this cell is called.
  function nameOf(cell) {
    return columnOf(cell).label + " " + cell.parentElement.querySelector(".code").textContent;
  }

  // --- the tree ------------------------------------------------------------------------------------------

  const rows = () => table.tBodies[0].rows;
  const depthOf = (row) => Number(row.dataset.depth);
  const markOf = (row) => row.querySelector(".fold-mark");

  // A row is hidden while one above it in the tree is folded.
  function fold() {
    let shut = Infinity;
    for (const row of rows()) {
      if (depthOf(row) <= shut) shut = Infinity;
      row.hidden = depthOf(row) > shut;
      const isShut = folded.has(row.dataset.node);
      markOf(row)?.setAttribute("aria-expanded", String(!isShut));
      if (isShut && shut === Infinity) shut = depthOf(row);
    }
    sessionStorage.setItem(key, JSON.stringify([...folded]));
    table.dispatchEvent(new CustomEvent("plan:folded"));
  }

  function toggle(row) {
    if (!markOf(row)) return;
    if (!folded.delete(row.dataset.node)) folded.add(row.dataset.node);
    fold();
  }

  function foldTo(depth) {
    folded.clear();
    for (const row of rows()) if (depthOf(row) >= depth && markOf(row)) folded.add(row.dataset.node);
    fold();
  }

  // Opens whatever hides a row.
  function reveal(row) {
    let depth = depthOf(row);
    for (let above = row.previousElementSibling; above; above = above.previousElementSibling) {
      if (depthOf(above) >= depth) continue;
      depth = depthOf(above);
      folded.delete(above.dataset.node);
    }
    if (row.hidden) fold();
  }

  const levels = document.querySelector("[data-plan-levels]");
  levels.hidden = false;
  levels.addEventListener("click", (event) => {
    if (event.target.dataset.depth) foldTo(Number(event.target.dataset.depth));
  });

  window.planRows = { table, isEditable, columns, columnOf, mayEdit, textOf, setText, find, nameOf, fold, toggle, reveal };
})();
